import Dashboard
import KubeModel
import TerminalUI

extension Canvas {
    mutating func drawYAML(in area: Rect) {
        guard let document = state.detail.document else { return }
        frame.viewport.detailContent = document.lines.count
        let first = max(0, min(state.detail.top, document.lines.count - area.rows))
        let current =
            document.matches.indices.contains(state.detail.matchIndex) ? document.matches[state.detail.matchIndex] : nil
        for (row, line) in document.lines.dropFirst(first).prefix(area.rows).enumerated() {
            let index = first + row
            var text = visible(line, columns: area.columns)
            if !state.detail.search.isEmpty, document.isMatch(index) {
                text = marked(text, isCurrent: index == current)
            }
            write(text, at: Point(column: area.column, row: area.row + row), columns: area.columns)
        }
    }

    /// Lines may be a megabyte long: only what can be seen is coloured, with as much more as a match may reach.
    private func visible(_ line: YAMLDocument.Line, columns: Int) -> StyledText {
        let column = state.detail.column
        let room = columns + 1 + min(state.detail.search.utf8.count, 512)
        guard column <= Self.colouredColumns else {
            return styled(Self.part(of: line.text, from: column, count: room), .text)
        }
        let start = String(line.text.prefix(column + room))
        let text = line.isLiteral ? styled(start, .text) : YAMLColors.line(start, theme)
        return column > 0 ? Self.shifted(text, by: column) : text
    }

    /// No key of YAML ends further to the right: beyond there is only text.
    private static let colouredColumns = 1024

    private static func part(of text: String, from start: Int, count: Int) -> String {
        // Where the beginning is plain ASCII a byte is a character: nothing has to be walked over.
        if let from = text.utf8.index(text.startIndex, offsetBy: start, limitedBy: text.endIndex),
            text.utf8[..<from].allSatisfy({ $0 < 0x80 && $0 != 0x0D })
        {
            return String(text[from...].prefix(count))
        }
        return String(text.dropFirst(start).prefix(count))
    }

    /// The line without its first columns.
    private static func shifted(_ line: StyledText, by columns: Int) -> StyledText {
        var rest = columns, result = StyledText()
        for run in line.runs {
            let dropped = min(rest, run.text.count)
            rest -= dropped
            result.append(String(run.text.dropFirst(dropped)), run.style)
        }
        return result
    }

    /// The line with every occurrence of the search text reversed.
    private func marked(_ line: StyledText, isCurrent: Bool) -> StyledText {
        let whole = line.text, lower = whole.lowercased(), needle = state.detail.search.lowercased()
        // Lower-casing may change the length of exotic text; then the line is marked as a whole.
        guard lower.count == whole.count, !needle.isEmpty else { return line.styled { $0.reverse() } }
        var flags = [Bool](repeating: false, count: whole.count)
        var start = lower.startIndex
        while let range = lower[start...].firstRange(of: needle) {
            let from = lower.distance(from: lower.startIndex, to: range.lowerBound)
            for index in from..<(from + needle.count) { flags[index] = true }
            start = range.upperBound
        }
        var result = StyledText(), position = 0
        for run in line.runs {
            for character in run.text {
                let style = flags[position] ? (isCurrent ? run.style.reverse().bold() : run.style.reverse()) : run.style
                if let last = result.runs.indices.last, result.runs[last].style == style {
                    result.runs[last].text.append(character)
                } else {
                    result.append(String(character), style)
                }
                position += 1
            }
        }
        return result
    }
}

/// Colours for one line of block YAML: key, mark, value.
enum YAMLColors {
    static func line(_ text: String, _ theme: Theme) -> StyledText {
        var rest = text[...], line = StyledText()
        let indent = rest.prefix { $0 == " " || $0 == "-" }
        // Dashes count as indentation only where a space follows: `-5` is a value.
        let marks =
            indent.hasSuffix(" ") || indent.count == rest.count || !indent.contains("-")
            ? indent : rest.prefix { $0 == " " }
        line.append(String(marks), theme.style(.dim))
        rest = rest.dropFirst(marks.count)
        if rest.hasPrefix("#") {
            line.append(String(rest), theme.style(.comment))
            return line
        }
        if let colon = endOfKey(rest) {
            line.append(String(rest[..<colon]), theme.style(.key))
            line.append(":", theme.style(.dim))
            rest = rest[rest.index(after: colon)...]
        }
        line.append(String(rest), theme.style(tone(rest)))
        return line
    }

    private static func endOfKey(_ text: Substring) -> Substring.Index? {
        if let quote = text.first, quote == "\"" || quote == "'" {
            guard let end = text.dropFirst().firstIndex(of: quote) else { return nil }
            let next = text.index(after: end)
            return next < text.endIndex && text[next] == ":" ? next : nil
        }
        guard let range = text.firstRange(of: ": ") else {
            return text.last == ":" ? text.index(before: text.endIndex) : nil
        }
        return range.lowerBound
    }

    private static func tone(_ value: Substring) -> Tone {
        let text = value.drop { $0 == " " }
        if ["true", "false", "null", "~"].contains(String(text)) { return .word }
        if let first = text.first, first.isNumber || first == "-", Double(text) != nil { return .number }
        return .text
    }
}
