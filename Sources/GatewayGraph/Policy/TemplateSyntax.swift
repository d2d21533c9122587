/// Templates of transformations: what stands in `{{ }}` is computed, what stands in `{% %}` decides, and the rest is text.
///
/// Only what no reader of such templates takes is told; which functions there are is not looked at.
struct TemplateSyntax {
    private let text: [Character]
    private var place = 0
    /// Blocks that are open, by the words that opened them.
    private var blocks: [String] = []
    /// What is text.
    private var rest = ""

    private static let blockWords: Set<String> = ["if", "for", "block", "macro", "filter", "with", "autoescape", "call"]

    private struct Problem: Error { var sentence: String }

    /// Why a template cannot be read; nil where it can, as far as that shows.
    static func problem(in text: String) -> String? {
        guard text.contains("{{") || text.contains("{%") || text.contains("}}") || text.contains("%}") || text.contains("{#") else { return nil }
        var reader = TemplateSyntax(text: Array(text))
        do throws(Problem) { try reader.read() } catch { return error.sentence }
        return nil
    }

    private init(text: [Character]) { self.text = text }

    private func isAt(_ sign: String) -> Bool { place + 1 < text.count && text[place] == sign.first && text[place + 1] == sign.last }

    private mutating func read() throws(Problem) {
        while place < text.count {
            if isAt("{{") {
                let inside = try inner("{{", "}}")
                guard !inside.isEmpty else { throw Problem(sentence: "a {{ }} has nothing in it") }
            } else if isAt("{%") {
                try take(statement: try inner("{%", "%}"))
            } else if isAt("{#") {
                while place < text.count, !isAt("#}") { place += 1 }
                guard place < text.count else { throw Problem(sentence: "a {# is not closed by #}") }
                place += 2
            } else {
                rest.append(text[place])
                place += 1
            }
        }
        if let open = blocks.last { throw Problem(sentence: "{% \(open) %} is not closed by {% end\(open) %}") }
        // Braces of JSON that close one another are text.
        let isUneven = rest.count { $0 == "{" } < rest.count { $0 == "}" }
        for (open, close) in [("{{", "}}"), ("{%", "%}")] where isUneven && rest.contains(close) {
            throw Problem(sentence: "there is a \(close) without a \(open) before it")
        }
    }

    /// What stands between two signs, without blanks around it.
    private mutating func inner(_ open: String, _ close: String) throws(Problem) -> String {
        place += 2
        let start = place
        var quote: Character?, depth = 0, braces = 0
        while place < text.count {
            let sign = text[place]
            if let mark = quote {
                if sign == "\\" { place += 1 } else if sign == mark { quote = nil }
            } else if braces == 0, isAt(close) {
                guard depth == 0 else { throw Problem(sentence: "a ( between \(open) and \(close) is not closed") }
                let inside = String(text[start..<place]).trimmingPrefix("-")
                place += 2
                return String(inside.drop(while: \.isWhitespace).reversed().drop { $0.isWhitespace || $0 == "-" }.reversed())
            } else if isAt("{{") || isAt("{%") {
                break
            } else {
                switch sign {
                case "\"", "'": quote = sign
                case "(", "[": depth += 1
                case ")", "]": depth -= 1
                case "{": braces += 1
                case "}": braces -= 1
                default: break
                }
                guard depth >= 0 else { throw Problem(sentence: "there is a \(sign) between \(open) and \(close) without its other half") }
            }
            place += 1
        }
        throw Problem(sentence: quote == nil ? "a \(open) is not closed by \(close)" : "a quotation mark behind \(open) is not closed")
    }

    private mutating func take(statement: String) throws(Problem) {
        let word = String(statement.prefix { $0.isLetter })
        if word == "raw" {
            blocks.append(word)
            while place < text.count, !isAt("{%") { place += 1 }
        } else if Self.blockWords.contains(word) {
            blocks.append(word)
        } else if ["else", "elif"].contains(word) {
            guard let open = blocks.last, ["if", "for"].contains(open) else { throw Problem(sentence: "there is a {% \(word) %} without an {% if %} before it") }
        } else if word.hasPrefix("end"), word != "endset" {
            guard blocks.last == String(word.dropFirst(3)) else { throw Problem(sentence: "there is a {% \(word) %} without its beginning before it") }
            blocks.removeLast()
        }
    }
}
