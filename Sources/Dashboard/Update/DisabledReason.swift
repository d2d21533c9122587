import KubeModel

extension DashboardState {
    /// Why an action can do nothing as things stand, in a sentence; nil where it does something.
    public func disabledReason(_ action: Action) -> String? {
        switch action {
        case .editResource, .deleteResource, .mark, .markRange, .createResource, .undo, .redo:
            readOnlyReason ?? changeReason(action)
        case .open where focus == .list, .describe, .yaml, .copyName, .copyYAML: selectionReason
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
        cluster.info.isReadOnly
            ? "This dashboard is read-only: --read-only or GATEHOUSE_READ_ONLY forbids every change." : nil
    }

    private func changeReason(_ action: Action) -> String? {
        switch action {
        case .undo: undo.done.isEmpty ? "There is nothing to undo." : nil
        case .redo: undo.undone.isEmpty ? "There is nothing to redo." : nil
        case .createResource:
            current.connection == .notInstalled ? "\(current.kind.type.kind) is not installed on this cluster." : nil
        case .deleteResource:
            focus == .list
                ? selectionReason : "Nothing is deleted from here: press 2 for the list, and ctrl-d there."
        default: selectionReason
        }
    }

    private var selectionReason: String? {
        selectedRow == nil ? "No \(current.kind.type.kind) is selected: the list is empty." : nil
    }
}
