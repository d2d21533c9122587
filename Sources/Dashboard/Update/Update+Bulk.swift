import KubeModel

/// One change of all marked objects, or of the selected one.
extension DashboardState {
    /// Shows what it would do to each.
    mutating func change(_ change: FieldChange) -> [Effect] {
        if let reason = disabledReason(.editResource) {
            tell(reason, .plain)
            return []
        }
        var records: [ChangeRecord] = []
        for id in markedOrSelected {
            guard let index = cluster.index(of: id.kind), let row = kinds[index].table[id.key] else { continue }
            let before = row.value
            do throws(FieldChange.Problem) {
                let record = ChangeRecord(type: kinds[index].kind.type, key: row.key, before: before, after: try change.applied(to: before))
                if record.after != before { records.append(record) }
            } catch {
                tell("Cannot \(change.deed.verb) \(kinds[index].kind.type.kind) \(row.key): \(error) Nothing was sent.", .failing)
                return []
            }
        }
        guard !records.isEmpty else {
            tell("Nothing would change: it is so already.", .plain)
            return []
        }
        let job = WriteJob(change.deed, records)
        return show(WritePreview(job.title, records), before: .job(job))
    }

    /// Writes the marked objects, or the selected one, to a folder, ready to be applied.
    mutating func export(to folder: String) -> [Effect] {
        var objects: [ExportedObject] = [], leftOut: [String] = []
        for id in markedOrSelected {
            guard let index = cluster.index(of: id.kind), let row = kinds[index].table[id.key] else { continue }
            let type = kinds[index].kind.type
            var isMasked = false
            let shown = SecretMask.masked(EditablePart.of(row.value), &isMasked)
            if isMasked {
                leftOut.append("\(type.kind) \(row.key) holds tokens, which are masked: a file without them cannot be applied.")
            } else {
                objects.append(ExportedObject(type: type, key: row.key, text: YAMLWriter.text(shown)))
            }
        }
        guard !objects.isEmpty || !leftOut.isEmpty else {
            tell("Nothing is selected that could be exported.", .plain)
            return []
        }
        return [.export(objects, folder: folder, leftOut: leftOut)]
    }
}
