import KubeModel

/// Comparing objects, and saving them to files.
extension DashboardState {
    /// Of two marked objects what differs; of one what differs from its last version.
    mutating func openDiff() -> [Effect] {
        if let reason = disabledReason(.diff) {
            tell(reason, .plain)
            return []
        }
        let ids = markedOrSelected
        if ids.count == 2, let left = row(of: ids[0]), let right = row(of: ids[1]) {
            let diff = ObjectDiff.masked(from: EditablePart.of(left.value), to: EditablePart.of(right.value))
            screen.overlay = .diff(title: "\(ids[0].key) → \(ids[1].key)", changes: diff.changes, scroll: 0)
        } else if let id = subject, let (old, new) = lastVersions(of: id) {
            let diff = ObjectDiff.masked(from: old.value, to: new.value)
            screen.overlay = .diff(title: "\(id.key): \(old.resourceVersion) → \(new.resourceVersion)", changes: diff.changes, scroll: 0)
        }
        return []
    }

    /// Why nothing can be compared; nil where it can.
    var diffReason: String? {
        let count = markedCount
        if count > 2 { return "Two objects can be compared, and \(count) are marked." }
        if count == 2 { return nil }
        guard let id = subject else { return "Nothing is selected." }
        guard lastVersions(of: id) == nil else { return nil }
        return "No other version of \(id.key) was seen since start. Mark two objects with space to compare them."
    }

    /// The two versions between which an object was changed last; those of the selected change, where changes are listed.
    private func lastVersions(of id: ResourceID) -> (ResourceRow, ResourceRow)? {
        if let entry = selectedChange, case .wish(let wish) = entry.deed { return (wish.old, wish.new) }
        return cluster.changeLog.lastWish(of: id).map { ($0.old, $0.new) }
    }

    mutating func openSavePrompt() {
        if let reason = disabledReason(.savePrompt) { return tell(reason, .plain) }
        guard let key = subject?.key else { return }
        let name = [key.namespace, key.name].compactMap { $0 }.joined(separator: "-").map { $0 == "/" || $0 == ":" ? "-" : $0 }
        screen.overlay = .prompt(Prompt(purpose: .file, input: LineInput(String(name) + ".yaml"), former: ""))
    }

    /// - Parameter all: Whether it is saved as it is, and not so that it can be applied elsewhere.
    mutating func save(to path: String, all: Bool) -> [Effect] {
        guard let row = selectedRow, !path.isEmpty else { return [] }
        var isMasked = false
        let whole = row.value, shown = detail.revealsSecrets ? whole : SecretMask.masked(whole, &isMasked)
        guard !isMasked || all else {
            tell("\(row.key) holds tokens, which are masked: a file without them cannot be applied. r in the YAML reveals them; then save it again.", .failing)
            return []
        }
        return [.save(text: YAMLWriter.text(all ? shown : EditablePart.of(shown)), path: path)]
    }
}
