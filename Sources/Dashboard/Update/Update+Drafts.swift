import KubeModel

/// Texts that were kept: to go on with, to compare, to delete.
extension DashboardState {
    mutating func list(_ drafts: DraftList) {
        guard !drafts.choices.isEmpty else { return tell("No draft is kept.", .plain) }
        var picker = Picker(purpose: .drafts(drafts), choices: drafts.choices)
        // After one was deleted the next stands in its place.
        if case .picker(let former) = overlay, case .drafts = former.purpose {
            picker.index = min(former.index, drafts.choices.count - 1)
        }
        screen.overlay = .picker(picker)
    }

    private var chosenDrafts: (list: DraftList, picker: Picker, draft: DraftList.Draft?)? {
        guard case .picker(let picker) = overlay, case .drafts(let list) = picker.purpose else { return nil }
        return (list, picker, list.drafts.indices.contains(picker.index) ? list.drafts[picker.index] : nil)
    }

    mutating func openDraft(_ index: Int, of list: DraftList) -> [Effect] {
        guard list.drafts.indices.contains(index) else {
            return list.target.map { [.editAnew($0.type, $0.key)] } ?? []
        }
        if let note = list.drafts[index].note {
            tell(note, .warning)
            return []
        }
        if let reason = disabledReason(.createResource), cluster.info.isReadOnly || cluster.info.isFiles {
            tell(reason, .plain)
            return []
        }
        return [.openDraft(path: list.drafts[index].path)]
    }

    mutating func compareDraft() -> [Effect] {
        guard let draft = chosenDrafts?.draft else { return [] }
        if let note = draft.note {
            tell(note, .warning)
            return []
        }
        screen.overlay = nil
        return [.compareDraft(path: draft.path)]
    }

    /// The first press names what the second one deletes: nothing brings a draft back.
    mutating func deleteDraft() -> [Effect] {
        guard let chosen = chosenDrafts, let draft = chosen.draft else { return [] }
        var (list, picker) = (chosen.list, chosen.picker)
        if let note = draft.note {
            tell(note, .warning)
            return []
        }
        if list.doomed == draft.path { return [.deleteDraft(path: draft.path, list.target)] }
        list.doomed = draft.path
        picker.purpose = .drafts(list)
        screen.overlay = .picker(picker)
        tell("ctrl-d again deletes this draft for good.", .warning)
        return []
    }
}
