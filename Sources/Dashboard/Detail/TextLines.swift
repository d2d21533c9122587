import KubeModel

/// A text cut into lines that keep their own endings: joining them gives the text back byte for byte.
///
/// They are the lines of the YAML parser: also after a carriage return alone, and the separators of Unicode.
struct TextLines: Equatable {
    /// Readers of YAML expect a byte order mark at the very beginning, before anything that is inserted.
    private(set) var hasMark: Bool
    /// Each with its line feed; the last one may have none.
    var lines: [String]

    init(_ text: String) {
        var bytes = Substring(text).utf8
        hasMark = bytes.starts(with: Self.mark)
        if hasMark { bytes = bytes.dropFirst(Self.mark.count) }
        lines = ParserLines.cut(Substring(bytes))
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    var text: String { (hasMark ? "\u{FEFF}" : "") + lines.joined() }

    /// The line ending in use, taken from the first line.
    var ending: String {
        guard let last = lines.first?.utf8.suffix(2) else { return "\n" }
        return last.elementsEqual([0x0D, 0x0A]) ? "\r\n" : last.last == 0x0D ? "\r" : "\n"
    }

    func removing(_ indices: some Sequence<Int>) -> TextLines {
        let gone = Set(indices)
        var rest = self
        rest.lines = lines.indices.filter { !gone.contains($0) }.map { lines[$0] }
        return rest
    }

    /// What a line says: without blanks around it and without its ending. Editors change those on their own.
    static func content(_ line: String) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
        let rest = Array(line.utf8.drop(while: isBlank))
        return String(decoding: rest[..<(rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0)], as: UTF8.self)
    }

    /// The blanks a line begins with.
    static func indentation(_ line: String) -> String { String(line.prefix { $0 == " " }) }

    /// The index in ``lines`` of a line as the YAML parser counts it, from 1. Nil beyond the end.
    func index(ofParserLine wanted: Int) -> Int? { lines.indices.contains(wanted - 1) ? wanted - 1 : nil }
}
