import GatewayGraph
import KubeModel

extension DashboardState {
    /// Why an action can do nothing as things stand, in a sentence; nil where it does something.
    public func disabledReason(_ action: Action) -> String? {
        switch action {
        case .copyAsNew where place == .findings || shownTab == .findings: disabledReason(.copyCure)
        case .explain: selectedFinding == nil ? selectionReason : nil
        case .editResource, .deleteResource, .mark, .markRange, .createResource, .copyAsNew, .undo, .redo:
            readOnlyReason ?? changeReason(action)
        case .open where focus == .list: subject == nil && place != .absent && selectedFinding == nil ? selectionReason : nil
        case .copyName where copiesLinked: linkedName == nil ? Self.nameless : nil
        case .copyYAML where copiesLinked: linkedYAMLReason
        case .describe, .yaml, .links, .copyName, .copyYAML, .savePrompt: selectionReason
        case .diff: diffReason
        case .policies: selectionReason ?? policiesReason
        case .jump: jumpReason
        case .turnBranch(let turn): turnReason(turn)
        case .nextMatch: searchReason
        case .confirm: refusalReason
        case .backToEditor: canEditAgain ? nil : "This was not made in an editor: y sends it, esc leaves it."
        case .jumpBack: screen.linkStops.isEmpty ? "There is nothing to go back to: enter in Links goes to what is linked." : nil
        case .copyCure: cures.isEmpty ? "No finding about this object says what to write: C copies the text that mends one." : nil
        case .sort where place == .findings: "Findings stand in the order of what they matter, errors first."
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
        case .mark where place == .findings, .markRange where place == .findings: "Findings cannot be marked; objects can, in their lists."
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
        case .findings:
            return selectedFinding.map { "\($0.finding.object) is in no list here." } ?? "Nothing is selected: nothing was found."
        case .absent: return "Nothing is selected: these kinds are not installed."
        }
    }
}

/// Of the line of a tree under the cursor, and of what is looked for.
extension DashboardState {
    static let nameless = "This line names no object."

    private var jumpReason: String? {
        guard let row = detail[tree: shownTab].row else { return "Nothing is linked here." }
        return row.target == nil && !row.opens ? "This line leads nowhere: it names no object, and nothing stands below it." : nil
    }

    private func turnReason(_ turn: BranchTurn) -> String? {
        guard let row = detail[tree: shownTab].row else { return "Nothing is linked here." }
        switch turn {
        case .toggle, .open: return row.opens ? nil : "Nothing stands below this line."
        case .shut: return row.fold == .open || row.depth > 0 ? nil : "This line stands under nothing."
        }
    }

    /// Why there is no match to go to; nil where there is one.
    var searchReason: String? {
        let tree = detail[tree: shownTab]
        let fault = shownTab.isTree ? tree.searchFault : detail.document?.searchFault
        let count = shownTab.isTree ? tree.matches.count : detail.document?.matches.count ?? 0
        return count > 0 ? nil : (fault ?? "/\(PaletteCommand.brief(searched)) is not found here") + "."
    }
}
