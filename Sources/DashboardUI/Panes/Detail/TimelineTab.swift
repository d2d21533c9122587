import Dashboard
import KubeModel
import TerminalUI

/// What the conditions of an object said since start.
struct TimelineTab {
    let history: Timeline.History

    /// Every transition since start, newest first.
    func lines(columns: Int, _ canvas: Canvas) -> [StyledText] {
        var lines = [StyledText()]
        guard !history.entries.isEmpty else {
            return lines
                + canvas.wrapped(
                    "No condition has changed since this dashboard was started. Changes appear here as they happen.",
                    .dim,
                    indent: 0, columns: columns)
        }
        for entry in history.entries.reversed() { lines += Self.lines(of: entry, columns: columns, canvas) }
        if history.dropped > 0 {
            lines.append(canvas.styled("\(Count.text(history.dropped)) earlier ones are no longer kept", .dim))
        }
        return lines
    }

    static func lines(of entry: TimelineEntry, columns: Int, _ canvas: Canvas) -> [StyledText] {
        var head = canvas.styled(canvas.clock(entry.arrived, milliseconds: true), .dim)
        head.append(canvas.styled(" \(Glyphs.of(entry.health)) ", entry.health.tone))
        head.append(canvas.styled(entry.type, .strong))
        let change = canvas.styled("\(status(entry.from)) → \(status(entry.to))", entry.health.tone)
        var lines: [StyledText]
        if head.width + 2 + change.width <= columns {
            head.append("  ")
            head.append(change)
            lines = [head]
        } else {
            // What it changed to is what people look for: it is never the part that is cut.
            var below = canvas.styled("    ", .plain)
            below.append(change)
            lines = [head.fit(columns: columns), below.fit(columns: columns)]
        }
        let reasons = [entry.from?.reason, entry.to?.reason].compactMap { $0 }.filter { !$0.isEmpty }
        var parts: [String] = []
        if !reasons.isEmpty { parts.append(Set(reasons).count == 1 ? reasons[0] : reasons.joined(separator: " → ")) }
        if !entry.place.isEmpty { parts.append("on \(entry.place)") }
        if let time = entry.lastTransitionTime { parts.append("transition \(canvas.clock(time))") }
        if !parts.isEmpty { lines += canvas.wrapped(parts.joined(separator: ", "), .plain, indent: 4, columns: columns) }
        lines += canvas.wrapped(entry.message, .dim, indent: 4, columns: columns)
        return lines
    }

    private static func status(_ side: TimelineEntry.Side?) -> String { side.map { "\($0.status)" } ?? "none" }
}
