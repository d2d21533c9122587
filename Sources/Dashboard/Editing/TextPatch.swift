import KubeModel
import KubeRules

/// Changes made to a person's text as if they had typed them: comments and layout stay, but on the lines that change.
///
/// What the text means is known in plain lines, before and after; lines that the person spelled in another way are found by
/// their neighbours. Whoever uses it reads the result, and takes the plain lines where it means something else.
struct TextPatch {
    private struct Line {
        var text: String
        /// Comments and empty lines above it.
        var comments: [String] = []
    }

    private let ending: String
    private let hasMark: Bool
    private var lines: [Line] = []
    /// Comments below everything else.
    private var tail: [String] = []

    /// - Parameter text: The person's.
    init(_ text: String) {
        let whole = TextLines(text)
        (ending, hasMark) = (whole.ending, whole.hasMark)
        let bare = whole.lines.map { String($0.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }) }
        let blocks = BlockText.openings(whole.lines)
        for (index, text) in bare.enumerated() {
            let content = TextLines.content(text)
            if blocks[index] == nil, content.isEmpty || content.utf8.first == UInt8(ascii: "#") {
                tail.append(text)
            } else {
                lines.append(Line(text: text, comments: tail))
                tail = []
            }
        }
    }

    /// - Parameters: The lines of what the text means, and of what it is to mean.
    /// - Returns: The text, and whether lines that the person spelled in their own way were written anew.
    func changing(_ old: [String], to new: [String]) -> (text: String, isRewritten: Bool) {
        var numbering = Numbering<String>()
        let numbers = (numbering.numbers(old), numbering.numbers(lines.map(\.text)), numbering.numbers(new))
        let here = Dictionary(SequenceAlignment(numbers.0, numbers.1).pairs.map { ($0.old, $0.new) }, uniquingKeysWith: { $1 })
        let there = Dictionary(SequenceAlignment(numbers.0, numbers.2).pairs.map { ($0.old, $0.new) }, uniquingKeysWith: { $1 })
        var out: [String] = []
        var isRewritten = false
        var starts = (0, 0, 0)
        for index in 0...old.count {
            let isEnd = index == old.count
            guard let mine = isEnd ? lines.count : here[index], let wanted = isEnd ? new.count : there[index] else { continue }
            let part = (numbers.0[starts.0..<index], lines[starts.1..<mine], new[starts.2..<wanted])
            let isAsBefore = part.0 == numbers.1[starts.1..<mine]
            if part.0 == numbers.2[starts.2..<wanted] {
                out += part.1.flatMap { $0.comments + [$0.text] }
            } else {
                out += Self.replaced(Array(part.1), by: Array(part.2))
                if !isAsBefore { isRewritten = true }
            }
            if !isEnd { out += lines[mine].comments + [lines[mine].text] }
            starts = (index + 1, mine + 1, wanted + 1)
        }
        return ((hasMark ? "\u{FEFF}" : "") + (out + tail).map { $0 + ending }.joined(), isRewritten)
    }

    /// A comment stays above the line that takes the place of its own, or above all of them.
    private static func replaced(_ lines: [Line], by new: [String]) -> [String] {
        guard lines.count == new.count else { return lines.flatMap(\.comments) + new }
        return zip(lines, new).flatMap { $0.comments + [$1] }
    }
}
