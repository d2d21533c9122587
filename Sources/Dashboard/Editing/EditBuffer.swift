import KubeModel

/// The text a person edits: their own lines, and between them ours, which come and go without touching theirs.
///
/// Ours are comments: a header that says what saving does (`# `), and the words of the latest refusal (`#! `). The
/// buffer remembers exactly which lines it put in, each different from every line of the person, so that a line of
/// theirs that only looks like ours, inside a block of text for instance, is never taken away. Their text is never
/// parsed and written again.
public struct EditBuffer: Equatable, Sendable {
    /// The text as it was opened, without our lines.
    public let original: String
    /// What saving does, as comment lines.
    public let header: [String]
    /// What the editor opens: the text with our lines.
    public private(set) var shown: String
    /// What our lines say, blanks aside, with the number of times each was put in.
    private var inserted: [String: Int] = [:]

    /// - Parameter text: The person's text, as the editor shows it first.
    public init(text: String, header: [String]) {
        original = text
        self.header = header
        shown = text
        show(text)
    }

    /// Opens a text with our lines in it: the header, and the notice where there is one. What was inserted before is
    /// forgotten.
    public mutating func show(_ text: String, notice: EditNotice? = nil) {
        let lines = TextLines(text)
        var writer = LineWriter(taken: lines)
        let top =
            (notice?.lines ?? []).flatMap(SafeWords.lines).map { writer.line("#! " + $0) }
            + header.map { writer.line($0) }
        let remarks = Self.located(notice?.remarks ?? [], in: lines, text: text)
        var marked: [String] = []
        var byLine = Dictionary(grouping: remarks, by: \.index)
        for (index, line) in lines.lines.enumerated() {
            for remark in byLine.removeValue(forKey: index) ?? [] {
                marked.append(TextLines.indentation(line) + writer.line("#! " + remark.text))
            }
            marked.append(line)
        }
        // A comment in the midst of a text that is quoted over several lines would become part of it: then the top must
        // do.
        var result = lines
        result.lines = marked
        if !remarks.isEmpty, Self.value(result.text) != Self.value(text) { result = lines }
        result.lines.insert(contentsOf: top, at: 0)
        shown = result.text
        inserted = writer.written
    }

    /// The person's text: what came back from the editor, without the lines that we put in.
    public func stripped(_ text: String) -> String {
        let lines = TextLines(text)
        var found: [String: [Int]] = [:]
        for (index, line) in lines.lines.enumerated() {
            let content = TextLines.content(line)
            if inserted[content] != nil { found[content, default: []].append(index) }
        }
        return lines.removing(found.flatMap { ours($1, of: inserted[$0] ?? 0, in: lines) }).text
    }

    /// Where the person copied a line of ours, as many as we put in are ours: those first whose loss changes nothing.
    private func ours(_ indices: [Int], of count: Int, in lines: TextLines) -> [Int] {
        guard indices.count > count else { return indices }
        let value = Self.value(lines.text)
        let isComment = Dictionary(
            uniqueKeysWithValues: indices.map { ($0, Self.value(lines.removing([$0]).text) == value) })
        let ordered = indices.filter { isComment[$0] == true } + indices.filter { isComment[$0] == false }
        return Array(ordered.prefix(count))
    }

    /// Whether a text, without our lines, is or means the same as what was opened.
    public func isUnchanged(_ text: String) -> Bool {
        if Self.isSame(text, original) { return true }
        guard let value = Self.value(text) else { return false }
        return value == Self.value(original)
    }

    /// Whether nothing but comments and blanks is left.
    public static func isEmpty(_ text: String) -> Bool {
        TextLines(text).lines.map(TextLines.content).allSatisfy {
            $0.isEmpty || $0 == "---" || $0.utf8.first == UInt8(ascii: "#")
        }
    }

    /// Byte for byte the same, but for newlines at the end, which editors add.
    ///
    /// Lines that look like ours do not count: a script that rewrites every line it finds changes them, too, and would be
    /// shown its own text again for ever.
    static func isSame(_ left: String, _ right: String) -> Bool {
        func core(_ text: String) -> Substring.UTF8View {
            let lines = TextLines(text).lines.filter { !TextLines.content($0).hasPrefix("#!") }
            var bytes = Substring(lines.joined()).utf8
            while let last = bytes.last, last == 0x0A || last == 0x0D { bytes = bytes.dropLast() }
            return bytes
        }
        return core(left).elementsEqual(core(right))
    }

    /// nil where the text is not one YAML document.
    private static func value(_ text: String) -> JSONValue? { try? YAMLReader.parse(text) }

    private struct Located {
        var index: Int
        var text: String
    }

    /// The remarks that have a line in the text, in the order they were made.
    private static func located(_ remarks: [EditNotice.Remark], in lines: TextLines, text: String) -> [Located] {
        guard !remarks.isEmpty else { return [] }
        let fields = (try? YAMLReader.document(text).lines) ?? [:]
        return remarks.flatMap { remark -> [Located] in
            let line =
                switch remark.place {
                case .line(let line): line
                case .field(let field): FieldPath.line(of: field, in: fields)
                }
            guard let line, let index = lines.index(ofParserLine: line) else { return [] }
            return SafeWords.lines(remark.text).map { Located(index: index, text: $0) }
        }
    }
}

/// Makes lines that no line of the person's text equals, and remembers them.
private struct LineWriter {
    private let taken: Set<String>
    private let ending: String
    private(set) var written: [String: Int] = [:]

    init(taken lines: TextLines) {
        taken = Set(lines.lines.map(TextLines.content))
        ending = lines.ending
    }

    mutating func line(_ text: String) -> String {
        var content = TextLines.content(text)
        while taken.contains(content) { content += " ." }
        written[content, default: 0] += 1
        return content + ending
    }
}
