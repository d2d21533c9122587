import Dashboard
import KubeModel
import TerminalUI

/// One change in full.
struct ChangeTab {
    let entry: ChangeEntry

    func lines(columns: Int, _ canvas: inout Canvas) -> [StyledText] {
        let look = ChangesPane.look(entry)
        var head = canvas.styled(canvas.clock(entry.arrived, milliseconds: true), .dim)
        head.append(canvas.styled(" \(look.glyph) ", look.tone))
        head.append(canvas.styled("\(canvas.age(of: entry.arrived)) ago", .dim))
        var lines = [StyledText()]
        // A transition says when it came by itself.
        if case .condition = entry.deed {} else { lines.append(head.fit(columns: columns)) }
        switch entry.deed {
        case .created: lines += canvas.wrapped("It was created.", .plain, columns: columns)
        case .deleted: lines += canvas.wrapped("It was deleted.", .plain, columns: columns)
        case .deleting:
            lines += canvas.wrapped("Its deletion was asked for, and waits for finalizers.", .plain, columns: columns)
        case .condition(let transition): lines += TimelineTab.lines(of: transition, columns: columns, canvas)
        case .wish(let wish):
            if let writer = wish.writer { lines += canvas.wrapped("written by \(writer)", .dim, columns: columns) }
            lines.append(StyledText())
            lines += DiffLines.lines(wish.changes ?? [], columns: columns, canvas)
        }
        return lines
    }
}

/// What differs between two objects, field by field.
enum DiffLines {
    static func lines(_ changes: [ObjectDiff.Change], columns: Int, _ canvas: Canvas) -> [StyledText] {
        guard !changes.isEmpty else { return [canvas.styled("Nothing differs.", .dim)] }
        return changes.flatMap { change -> [StyledText] in
            var lines = canvas.wrapped(SafeText.spelled(change.path), .strong, columns: columns)
            if let from = change.from { lines += value(from, "- ", .failing, columns: columns, canvas) }
            if let to = change.to { lines += value(to, "+ ", .healthy, columns: columns, canvas) }
            return lines
        }
    }

    private static func value(_ value: JSONValue, _ sign: String, _ tone: Tone, columns: Int, _ canvas: Canvas) -> [StyledText] {
        let lines = YAMLWriter.text(value).split(separator: "\n")
        let shown = lines.prefix(40).flatMap { line -> [StyledText] in
            let blanks = line.prefix { $0 == " " }.count, text = SafeText.spelled(String(line.dropFirst(blanks).prefix(4096)))
            let parts = TextWidth.wrap(text, columns: max(8, columns - 4 - blanks))
            return parts.enumerated().map { index, part in
                canvas.styled("  " + (index == 0 ? sign : "  ") + String(repeating: " ", count: blanks) + part, tone)
            }
        }
        return shown + (lines.count > 40 ? [canvas.styled("  \(sign)… \(lines.count - 40) more lines", .dim)] : [])
    }
}
