import Dashboard
import KubeModel
import TerminalUI

/// Every condition of every ancestor, with its whole message.
struct ConditionsTab {
    let row: ResourceRow
    let kind: KindState

    /// Every condition of every ancestor: glyph, type, status, reason, since when, and the whole message.
    func lines(columns: Int, _ canvas: inout Canvas) -> [StyledText] {
        let groups = row.conditionGroups
        var lines = [StyledText()]
        for group in groups {
            lines += groupLines(group, columns: columns, &canvas)
            lines.append(StyledText())
        }
        if groups.allSatisfy({ $0.conditions.isEmpty }) {
            lines += canvas.wrapped(missingStatus, .dim, indent: 0, columns: columns)
            lines.append(StyledText())
        }
        if let generation = row.generation {
            lines.append(canvas.styled("generation \(generation)\(observed(groups))", .dim))
        }
        if let deleted = row.deleted {
            let since = canvas.age(of: deleted)
            let finalizers = (row.raw[path: "metadata", "finalizers"]?.elements ?? []).compactMap(\.string)
            let reason = finalizers.isEmpty ? "" : ", waiting for \(finalizers.joined(separator: ", "))"
            lines += canvas.wrapped("being deleted since \(since)\(reason)", .warning, indent: 0, columns: columns)
        }
        lines += labelLines(columns: columns, canvas)
        return lines
    }

    private var missingStatus: String {
        row.health == .unattached
            ? "Nothing has written a status: no controller has taken up this \(kind.kind.type.kind)."
            : "This \(kind.kind.type.kind) has no status, which is usual for its kind."
    }

    private func observed(_ groups: [ConditionGroup]) -> String {
        let seen = Set(groups.flatMap(\.conditions).compactMap(\.observedGeneration)).sorted()
        return seen.isEmpty ? "" : ", observed \(seen.map(String.init).joined(separator: " and "))"
    }

    private func groupLines(_ group: ConditionGroup, columns: Int, _ canvas: inout Canvas) -> [StyledText] {
        var lines: [StyledText] = []
        if !group.title.isEmpty { lines.append(canvas.styled(group.title, .strong).fit(columns: columns)) }
        if case .ancestor(_, let controller) = group.source, !controller.isEmpty, columns > 50 {
            lines[lines.count - 1].append(canvas.styled("  \(controller)", .dim))
            lines[lines.count - 1] = lines[lines.count - 1].fit(columns: columns)
        }
        let typeWidth = min(group.conditions.map { TextWidth.of($0.type) }.max() ?? 0, columns / 2)
        let statusWidth = group.conditions.map { TextWidth.of("\($0.status)") }.max() ?? 0
        let reasonWidth = group.conditions.map { TextWidth.of($0.reason) }.max() ?? 0
        // Where it is tight the gaps and the word "ago" go first: the reason is what people look for.
        let isTight = typeWidth + statusWidth + reasonWidth + 18 > columns
        let gap = isTight ? " " : "  "
        let mark = kind.changes[row.key].flatMap { $0.until > canvas.now ? $0 : nil }
        for condition in group.conditions {
            let health = Health.of(condition, in: group, generation: row.generation)
            let isChanged = mark?.conditions.contains("\(group.title)/\(condition.type)") == true
            let since = condition.lastTransitionTime.map { canvas.age(of: $0) + (isTight ? "" : " ago") } ?? ""
            var head = canvas.styled("\(Glyphs.of(health)) ", health.tone)
            head.append(canvas.styled(TextWidth.pad(condition.type, columns: typeWidth) + gap, isChanged ? .strong : .plain))
            head.append(canvas.styled(TextWidth.pad("\(condition.status)", columns: statusWidth) + gap, health.tone))
            let room = columns - head.width - TextWidth.of(since) - (isTight ? 2 : 3)
            let reason = TextWidth.pad(condition.reason, columns: max(0, min(reasonWidth, room)))
            head.append(canvas.styled(reason, isChanged ? .strong : .plain))
            head.append(canvas.styled((isTight ? "" : " ") + (isChanged ? Glyphs.changed : " ") + " ", health.tone))
            head.append(canvas.styled(since, .dim))
            lines.append(head.fit(columns: columns))
            if let generation = row.generation, let seen = condition.observedGeneration, seen < generation {
                let stale = "observed generation \(seen), not yet \(generation)"
                lines += canvas.wrapped(stale, .progressing, indent: 4, columns: columns)
            }
            lines += canvas.wrapped(condition.message, health == .healthy ? .dim : .plain, indent: 4, columns: columns)
        }
        return lines
    }

    private func labelLines(columns: Int, _ canvas: Canvas) -> [StyledText] {
        let labels = row.raw[path: "metadata", "labels"]?.members ?? []
        guard !labels.isEmpty else { return [] }
        var lines = [StyledText(), canvas.styled("Labels", .dim)]
        for label in labels {
            lines.append(canvas.styled("  \(label.key)=\(label.value.string ?? "")", .dim).fit(columns: columns))
        }
        return lines
    }
}
