import Dashboard
import KubeModel
import TerminalUI

/// The object as YAML, with a cursor on one of its fields.
struct YAMLTab {
    let detail: DetailState
    let isFocused: Bool

    /// Before the text: the cursor, and what a condition says of the line.
    private static let gutter = 2

    func draw(in area: Rect, on canvas: inout Canvas) {
        guard let document = detail.document, let rows = detail.rows?.rows else { return }
        canvas.frame.viewport.detailContent = rows.count
        canvas.frame.viewport.detailColumns = max(8, area.columns - Self.gutter)
        let first = max(0, min(detail.top, rows.count - area.rows))
        let current = document.matches.indices.contains(detail.matchIndex) ? document.matches[detail.matchIndex] : nil
        for (offset, row) in rows.dropFirst(first).prefix(area.rows).enumerated() {
            let place = Rect(column: area.column, row: area.row + offset, columns: area.columns, rows: 1)
            let isCursor = first + offset == detail.cursor, line = document.lines[row.line]
            var text = visible(line, row, columns: area.columns - Self.gutter, canvas)
            if !detail.search.isEmpty, document.isMatch(row.line) {
                text = marked(text, document, isCurrent: row.line == current)
            }
            if detail.folded.contains(line.path), !line.isText { text.append(canvas.styled(" …", .accent)) }
            canvas.write(isCursor ? "›" : " ", .accent, at: place.origin, columns: 1)
            if let mark = document.marks[row.line], row.part?.lowerBound ?? 0 == 0 {
                canvas.write(Glyphs.of(mark), mark.tone, at: Point(column: place.column + 1, row: place.row), columns: 1)
            }
            let start = Point(column: place.column + Self.gutter, row: place.row)
            canvas.write(text, at: start, columns: area.columns - Self.gutter)
            // What is cut says so, also on the left.
            if row.part == nil, detail.column > 0, !line.text.isEmpty { canvas.write("…", .dim, at: start, columns: 1) }
            if isCursor { canvas.frame.surface.restyle(place) { canvas.theme.selected($0, isFocused: isFocused) } }
            canvas.hit(place, .line(first + offset))
        }
    }

    /// Lines may be a megabyte long: only what can be seen is coloured, with as much more as a match may reach.
    private func visible(_ line: YAMLDocument.Line, _ row: YAMLRows.Row, columns: Int, _ canvas: Canvas) -> StyledText {
        if let part = row.part, part.lowerBound > 0 {
            return canvas.styled(Self.part(of: line.text, part), .text)
        }
        let column = row.part == nil ? detail.column : 0
        let room = row.part?.count ?? columns + 1 + min(detail.search.utf8.count, 512)
        guard column <= Self.colouredColumns else {
            return canvas.styled(Self.part(of: line.text, from: column, count: room), .text)
        }
        let start = row.part.map { Self.part(of: line.text, $0) } ?? String(line.text.prefix(column + room))
        let text = line.isText ? canvas.styled(start, .text) : YAMLColors.line(start, canvas.theme)
        return column > 0 ? text.dropFirst(column) : text
    }

    /// No key of YAML ends further to the right: beyond there is only text.
    private static let colouredColumns = 1024

    private static func part(of text: String, _ bytes: Range<Int>) -> String {
        let start = text.utf8.index(text.startIndex, offsetBy: bytes.lowerBound)
        return String(text[start..<text.utf8.index(start, offsetBy: bytes.count)])
    }

    private static func part(of text: String, from start: Int, count: Int) -> String {
        // Where the beginning is plain ASCII a byte is a character: nothing has to be walked over.
        if let from = text.utf8.index(text.startIndex, offsetBy: start, limitedBy: text.endIndex),
            text.utf8[..<from].allSatisfy({ $0 < 0x80 && $0 != 0x0D })
        {
            return String(text[from...].prefix(count))
        }
        return String(text.dropFirst(start).prefix(count))
    }

    /// The line with every occurrence of what is looked for reversed.
    private func marked(_ line: StyledText, _ document: YAMLDocument, isCurrent: Bool) -> StyledText {
        let ranges = document.occurrences(in: line.text)
        // Of exotic text nothing can be said of places; then the line is marked as a whole.
        guard !ranges.isEmpty else { return line.styled { $0.reverse() } }
        var result = StyledText(), position = 0
        for run in line.runs {
            for character in run.text {
                let isFound = ranges.contains { $0.contains(position) }
                let style = isFound ? (isCurrent ? run.style.reverse().bold() : run.style.reverse()) : run.style
                if let last = result.runs.indices.last, result.runs[last].style == style {
                    result.runs[last].text.append(character)
                } else {
                    result.append(String(character), style)
                }
                position += character.utf8.count
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
