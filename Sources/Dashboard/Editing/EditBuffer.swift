import KubeModel

/// The text a person edits: their own lines, and between them ours, which come and go without touching theirs.
///
/// Ours are comments: a header that says what saving does (`# `), and the words of the latest refusal (`#! `). The
/// buffer remembers exactly which lines it put in, each different from every line of the person, so that a line of
/// theirs that only looks like ours, inside a block of text for instance, is never taken away. Their text is never
/// parsed and written again.
public struct EditBuffer: Equatable, Sendable {
    /// The text of the object that the person's text was made from, without our lines.
    public private(set) var original: String
    /// What saving does, as comment lines.
    public private(set) var header: [String]
    /// What the editor opens: the text with our lines.
    public private(set) var shown: String
    /// Where each line of the text is shown, both from 1.
    private var shownLines: [Int] = []
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
            (notice?.lines ?? []).flatMap(SafeText.spelledLines).map { writer.line("#! " + $0) }
            + header.map { writer.line($0) }
        var remarks = Self.located(notice?.remarks ?? [], in: lines, text: text)
            .map {
                Located(
                    index: $0.index, text: TextLines.indentation(lines.lines[$0.index]) + writer.line("#! " + $0.text))
            }
        let value = Self.value(text)
        // A comment in the midst of a text that is quoted over several lines would become part of it: then the top must
        // do.
        if Self.value(lines.inserting(remarks).text) != value {
            remarks = remarks.filter { Self.value(lines.inserting([$0]).text) == value }
        }
        var result = lines.inserting(remarks)
        result.lines.insert(contentsOf: top, at: 0)
        shown = result.text
        inserted = writer.written
        let above = Dictionary(grouping: remarks, by: \.index).mapValues(\.count)
        var place = top.count
        shownLines = lines.lines.indices.map { index in
            place += 1 + (above[index] ?? 0)
            return place
        }
    }

    /// Where a line of the text is shown, both from 1; the same for a line that it does not have.
    func shownLine(_ line: Int) -> Int { shownLines.indices.contains(line - 1) ? shownLines[line - 1] : line }

    /// Says one thing more in the header of a text that was not shown yet.
    mutating func say(_ line: String) {
        header.append(line)
        show(original)
    }

    /// A text that was cut off in an editor, without our lines at its top.
    func withoutHeader(_ text: String) -> String {
        let lines = TextLines(text)
        let ours = lines.lines.prefix { line in
            let content = TextLines.content(line)
            return content.hasPrefix("#! ") || header.contains(content) || content.hasPrefix(EditWords.draftKept)
        }
        return lines.removing(ours.indices).text
    }

    /// From now on the person's text is made from another version of the object.
    mutating func rebase(on text: String) { original = text }

    /// The person's text: what came back from the editor, without the lines that we put in.
    ///
    /// Nothing is taken out of a value: a line of ours that the person moved into a block of text is theirs.
    public func stripped(_ text: String) -> String {
        let lines = TextLines(text)
        let found = lines.lines.indices.filter { inserted[TextLines.content(lines.lines[$0])] != nil }
        let isComment: (Int) -> Bool
        if let value = Self.value(text) {
            let areAll = Self.value(lines.removing(found).text) == value
            isComment = { areAll || Self.value(lines.removing([$0]).text) == value }
        } else {
            let blocks = BlockText.openings(lines.lines)
            isComment = { blocks[$0] == nil }
        }
        var left = inserted
        let ours = found.filter { index in
            let content = TextLines.content(lines.lines[index])
            guard let count = left[content], count > 0, isComment(index) else { return false }
            left[content] = count - 1
            return true
        }
        return lines.removing(ours).text
    }

    /// Whether a text, without our lines, is or means the same as what was opened. What it means decides, never how it
    /// looks: a line that begins with `#` may be text, and so may an empty line at the end.
    public func isUnchanged(_ text: String) -> Bool { Self.isAlike(text, original) || Self.means(text, original) }

    /// Whether a text, without our lines, has nothing in it that the person typed, not even a comment.
    public func isUntouched(_ text: String) -> Bool {
        Self.isAlike(text, original) || text.allSatisfy(\.isWhitespace)
    }

    /// Whether both texts are YAML and mean the same, byte for byte in every string.
    static func means(_ left: String, _ right: String) -> Bool {
        guard let value = Self.value(left) else { return false }
        return value == Self.value(right)
    }

    /// Byte for byte the same, but for the newline at the end that some editors add, and others take away.
    private static func isAlike(_ left: String, _ right: String) -> Bool {
        func core(_ text: String) -> Substring.UTF8View {
            var bytes = Substring(text).utf8
            if bytes.last == 0x0A { bytes = bytes.dropLast() }
            if bytes.last == 0x0D { bytes = bytes.dropLast() }
            return bytes
        }
        return core(left).elementsEqual(core(right)) && (value(left) == value(right))
    }

    /// Whether nothing but comments and blanks is left.
    public static func isEmpty(_ text: String) -> Bool {
        TextLines(text).lines.map(TextLines.content).allSatisfy {
            $0.isEmpty || $0 == "---" || $0.utf8.first == UInt8(ascii: "#")
        }
    }

    /// Whether a refused text came back as it was.
    ///
    /// Lines that look like the remarks of a refusal do not count, unless they are text of a value: a script that
    /// rewrites every line it finds changes them, too, and would be shown its own text again for ever.
    static func isSame(_ left: String, _ right: String) -> Bool {
        func core(_ text: String) -> String {
            TextLines(text).lines.filter { !TextLines.content($0).utf8.starts(with: "#!".utf8) }.joined()
        }
        return isAlike(left, right) || isAlike(core(left), core(right)) && value(left) == value(right)
    }

    /// nil where the text is not one YAML document.
    private static func value(_ text: String) -> JSONValue? { try? YAMLReader.parse(text) }

    fileprivate struct Located {
        var index: Int
        var text: String
    }

    /// The remarks that have a line in the text, in the order they were made.
    private static func located(_ remarks: [EditNotice.Remark], in lines: TextLines, text: String) -> [Located] {
        guard !remarks.isEmpty else { return [] }
        let document = try? YAMLReader.document(text)
        let fields = document?.lines ?? [:]
        // In a text that cannot be read, a comment inside a block would become part of it once the rest is mended.
        let blocks = document == nil ? BlockText.openings(lines.lines) : [:]
        return remarks.flatMap { remark -> [Located] in
            let line =
                switch remark.place {
                case .line(let line): line
                case .field(let field): FieldPath.line(of: field, in: fields)
                }
            guard let line, let index = lines.index(ofParserLine: line) else { return [] }
            return SafeText.spelledLines(remark.text).map { Located(index: blocks[index] ?? index, text: $0) }
        }
    }
}

extension TextLines {
    /// With each of the lines before the one of its index, in their order.
    fileprivate func inserting(_ added: [EditBuffer.Located]) -> TextLines {
        let byLine = Dictionary(grouping: added, by: \.index)
        var result = self
        result.lines = lines.indices.flatMap { (byLine[$0] ?? []).map(\.text) + [lines[$0]] }
        return result
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
