import KubeModel

extension DashboardState {
    /// Why an action can do nothing as things stand, in a sentence; nil where it does something.
    public func disabledReason(_ action: Action) -> String? {
        switch action {
        case .editResource, .deleteResource, .mark, .markRange, .createResource, .undo, .redo:
            readOnlyReason ?? changeReason(action)
        case .open where focus == .list: subject == nil && place != .absent ? selectionReason : nil
        case .describe, .yaml, .links, .copyName, .copyYAML, .savePrompt: selectionReason
        case .diff: diffReason
        case .policies: selectionReason ?? policiesReason
        case .jump: detail[tree: shownTab].row == nil ? "Nothing is linked here." : nil
        case .jumpBack: screen.linkStops.isEmpty ? "There is nothing to go back to: enter in Links goes to what is linked." : nil
        case .sort where place == .changes: "Changes stand in the order in which they came, the newest first."
        case .allNamespaces: namespace == nil && screen.hasChosenNamespace ? "All namespaces are shown already." : nil
        case .toggleSecrets:
            detail.document?.hasMasked == true || detail.revealsSecrets ? nil : "Nothing is masked in this text."
        case .toggleManagedFields:
            (selectedRow?.managedFieldsSize ?? 0) > 0 ? nil : "This resource has no managedFields."
        default: nil
        }
    }

    /// Why nothing may be changed at all.
    private var readOnlyReason: String? {
        if cluster.info.isFiles { return "This dashboard shows files, and changes none: edit them where they are, and it follows." }
        return cluster.info.isReadOnly
            ? "This dashboard is read-only: --read-only or GATEHOUSE_READ_ONLY forbids every change." : nil
    }

    private func changeReason(_ action: Action) -> String? {
        switch action {
        case .undo: undo.done.isEmpty ? "There is nothing to undo." : nil
        case .redo: undo.undone.isEmpty ? "There is nothing to redo." : nil
        case .createResource:
            subjectKind.connection == .notInstalled ? "\(subjectKind.kind.type.kind) is not installed on this cluster." : nil
        case .mark where place == .changes, .markRange where place == .changes: "Changes cannot be marked; objects can, in their lists."
        case .deleteResource:
            focus == .list
                ? selectionReason : "Nothing is deleted from here: press 2 for the list, and ctrl-d there."
        default: selectionReason
        }
    }

    private var selectionReason: String? {
        guard selectedRow == nil else { return nil }
        switch place {
        case .kind: return "No \(current.kind.type.kind) is selected: the list is empty."
        case .overall: return "Nothing is selected: the list is empty."
        case .changes:
            return selectedChange.map { "\($0.type.kind) \($0.key) is not there any more." } ?? "Nothing is selected: nothing has changed yet."
        case .absent: return "Nothing is selected: these kinds are not installed."
        }
    }
}
