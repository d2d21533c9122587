import Dashboard
import KubeModel
import TerminalUI

/// What a list says instead of rows, or below them.
struct ListWords {
    let kind: KindState
    let namespace: String?
    let isReadOnly: Bool

    /// What is wrong with the list, below its rows, which stay.
    ///
    /// - Returns: How many lines it took.
    func drawTrouble(in inside: Rect, on canvas: inout Canvas) -> Int {
        guard kind.connection.error != nil, inside.rows >= 5 else { return 0 }
        let text = trouble.joined(separator: " ")
        let lines = TextWidth.wrap(text, columns: max(1, inside.columns - 2))
        let shown = lines.prefix(inside.rows >= 8 ? 3 : 1)
        for (index, line) in shown.enumerated() {
            let isCut = index == shown.count - 1 && lines.count > shown.count
            let row = inside.row + inside.rows - shown.count + index
            let words = isCut ? TextWidth.fit(line, columns: max(1, inside.columns - 3)) + "…" : line
            canvas.write(words, .warning, at: Point(column: inside.column + 1, row: row), columns: inside.columns - 1)
        }
        return shown.count
    }

    /// Empty is explained: why there is nothing, and what to press.
    func drawEmpty(_ inside: Rect, on canvas: inout Canvas) {
        Self.draw(emptyWords, kind.connection.error == nil ? .dim : .warning, in: inside, on: &canvas)
    }

    /// Paragraphs with a line between them; the last that fits says that there is more.
    static func draw(_ paragraphs: [String], _ tone: Tone, in inside: Rect, on canvas: inout Canvas) {
        let lines = Array(paragraphs.flatMap { TextWidth.wrap($0, columns: max(1, inside.columns - 2)) + [""] }.dropLast())
        for (line, part) in lines.prefix(inside.rows).enumerated() {
            let isCut = line == inside.rows - 1 && lines.count > inside.rows
            let words = isCut ? TextWidth.fit(part, columns: max(1, inside.columns - 3)) + "…" : part
            canvas.write(words, tone, at: Point(column: inside.column + 1, row: inside.row + line), columns: inside.columns - 1)
        }
    }

    /// Paragraphs.
    private var emptyWords: [String] {
        let type = kind.kind.type, name = type.kind
        switch kind.connection {
        case .connecting: return ["Connecting…"]
        case .listing: return ["Listing \(type.plural)…"]
        case .notInstalled:
            return ["\(name) is not installed on this cluster: its server does not serve \(type.qualifiedName)."]
        case .forbidden, .credentialsExpired, .retrying: return trouble
        case .live, .polling: break
        }
        let place = type.isNamespaced ? namespace.map { " in \($0)" } ?? " in any namespace" : "", filter = kind.table.filter
        if !filter.isEmpty, !kind.table.isEmpty {
            let text = TextWidth.fit(filter.text, columns: 60)
            let nothing = "No \(name)\(place) matches /\(text). Esc clears the filter."
            return (filter.remark.map { [$0.sentence] } ?? []) + [nothing]
        }
        let hints = [
            isReadOnly ? nil : "c creates one", namespace == nil || !type.isNamespaced ? nil : "0 shows all namespaces",
        ]
        let hint = hints.compactMap { $0 }.joined(separator: "; ")
        return ["No \(name)\(place)." + (hint.isEmpty ? "" : " \(hint).")]
    }

    /// What is missing and what to do about it, then what the server said.
    private var trouble: [String] {
        guard let error = kind.connection.error else { return [] }
        guard case .forbidden(let refusal) = kind.connection else { return [error.description] }
        let plural = kind.kind.type.plural
        let words: String
        if !kind.kind.type.isNamespaced {
            words = "You may not list \(plural)."
        } else if let scope = kind.scope {
            words = "You may not list \(plural) in \(scope). n picks another namespace."
        } else {
            words = "You may not list \(plural) in all namespaces. n picks one."
        }
        return [words, refusal.description]
    }
}
