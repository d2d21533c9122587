import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI

/// An object at a glance: what is wrong with it, what it is about and does, who looks after it, what happened to it.
struct SummaryTab {
    let row: ResourceRow
    let kind: KindState
    /// nil: not asked for, or not answered.
    let look: ObjectLook?
    /// Who refers to it; nil: not asked for, or not answered.
    let loss: Loss?
    /// Where a policy wins; nil: not to be said, or not answered.
    let wins: String?
    let findings: [FoundFinding]

    private static let labelColumns = 12, mostConditions = 4, mostEvents = 8

    func lines(columns: Int, _ canvas: inout Canvas) -> [StyledText] {
        let summary = ObjectSummary(row.value)
        var lines = [StyledText()] + conditions(columns: columns, canvas) + found(columns: columns, canvas) + [StyledText()]
        for line in summary.places { lines += labelled(line.label, line.text, columns: columns, canvas) }
        for (index, line) in summary.does.enumerated() {
            lines += labelled(index == 0 ? "does" : "", "\(line.label) \(line.text)", columns: columns, canvas)
        }
        for (index, line) in (loss?.lines ?? []).enumerated() { lines += labelled(index == 0 ? "used by" : "", line, columns: columns, canvas) }
        if let loss, loss.entries.isEmpty { lines += labelled("used by", "nothing that is known", columns: columns, canvas) }
        if let wins { lines += labelled("effect", wins, columns: columns, canvas) }
        if !summary.places.isEmpty || !summary.does.isEmpty { lines.append(StyledText()) }
        lines += labelled("made", made(&canvas), columns: columns, canvas)
        if let writer = look?.writers.first(where: { !$0.isOfStatus }) {
            let time = writer.time.map { ", \(canvas.age(of: $0)) ago" } ?? ""
            lines += labelled("written", "by \(writer.name)\(time)", columns: columns, canvas)
        }
        if let manager = summary.manager { lines += labelled("managed", "by \(manager)", columns: columns, canvas) }
        if let deleted = row.deleted {
            lines += labelled("deleting", "since \(canvas.age(of: deleted))", columns: columns, canvas)
        }
        return lines + events(columns: columns, &canvas)
    }

    /// The worst first; where all is well that is one line.
    private func conditions(columns: Int, _ canvas: Canvas) -> [StyledText] {
        var told: [(health: Health, condition: Condition, place: String)] = []
        for group in row.conditionGroups {
            for condition in group.conditions {
                told.append((Health.of(condition, in: group, generation: row.generation), condition, group.title))
            }
        }
        let bad = told.filter { $0.health < .healthy }.sorted { $0.health < $1.health }
        guard !bad.isEmpty else { return good(told.count, columns: columns, canvas) }
        var lines: [StyledText] = []
        for (health, condition, place) in bad.prefix(Self.mostConditions) {
            var head = canvas.styled("\(Glyphs.of(health)) \(condition.type) ", health.tone)
            head.append(canvas.styled(condition.reason, .strong))
            if !place.isEmpty { head.append(canvas.styled("  \(place)", .dim)) }
            lines.append(head.fit(columns: columns))
            if let generation = row.generation, let seen = condition.observedGeneration, seen < generation {
                lines += canvas.wrapped("observed generation \(seen), not yet \(generation)", .progressing, indent: 2, columns: columns)
            }
            lines += canvas.wrapped(condition.message, .plain, indent: 2, columns: columns)
        }
        if bad.count > Self.mostConditions {
            lines.append(canvas.styled("and \(bad.count - Self.mostConditions) more: ] shows all conditions", .dim))
        }
        return lines
    }

    /// What is found about it that matters: its conditions may know nothing of that.
    private func found(columns: Int, _ canvas: Canvas) -> [StyledText] {
        let found = findings.filter { $0.finding.severity > .note && !$0.isSettling }
        var lines = found.prefix(Self.mostConditions).flatMap { found in
            canvas.wrapped("\(Glyphs.finding) \(found.finding.code.rawValue): \(found.finding.message)", FindingsPane.look(found).tone, columns: columns)
        }
        if found.count > Self.mostConditions { lines.append(canvas.styled("and \(found.count - Self.mostConditions) more: in Findings", .dim)) }
        return lines
    }

    private func good(_ count: Int, columns: Int, _ canvas: Canvas) -> [StyledText] {
        let words =
            switch row.health {
            case .unattached: "Nothing has written a status: no controller has taken up this \(kind.kind.type.kind)."
            case .none: "It has no status, which is usual for its kind."
            default: count == 1 ? "Its condition is good and current." : "All \(count) conditions are good and current."
            }
        return canvas.wrapped("\(Glyphs.of(row.health)) \(words)", row.health.tone, columns: columns)
    }

    private func made(_ canvas: inout Canvas) -> String {
        let age = row.created.map { "\(canvas.age(of: $0)) ago" } ?? "at a time nobody wrote down"
        return row.generation.map { "\(age), generation \($0)" } ?? age
    }

    private func labelled(_ label: String, _ text: String, columns: Int, _ canvas: Canvas) -> [StyledText] {
        TextWidth.wrap(SafeText.spelled(text), columns: max(8, columns - Self.labelColumns)).enumerated().map { index, part in
            var line = canvas.styled(TextWidth.pad(index == 0 ? label : "", columns: Self.labelColumns), .dim)
            line.append(canvas.styled(part, .plain))
            return line
        }
    }

    private func events(columns: Int, _ canvas: inout Canvas) -> [StyledText] {
        guard let events = look?.events, !events.isEmpty else { return [] }
        var lines = [StyledText(), canvas.styled("Events", .dim)]
        for event in events.prefix(Self.mostEvents) {
            let count = event.count > 1 ? " (\(event.count) times)" : "", age = canvas.age(of: event.time)
            var head = canvas.styled(event.isWarning ? "! " : "· ", event.isWarning ? .warning : .dim)
            head.append(canvas.styled(TextWidth.padLeft(age, columns: 4) + "  ", .dim))
            head.append(canvas.styled(event.reason + count, .plain))
            if !event.source.isEmpty { head.append(canvas.styled("  \(event.source)", .dim)) }
            lines.append(head.fit(columns: columns))
            lines += canvas.wrapped(event.message, .dim, indent: 8, columns: columns)
        }
        return lines
    }
}
