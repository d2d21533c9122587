import KubeModel

/// How the lines of a document stand on the screen: without those that are folded away, and over several rows where they
/// are wrapped.
public struct YAMLRows: Sendable, Equatable {
    public struct Row: Sendable, Equatable {
        public var line: Int
        /// The part of the line, in bytes; nil: all of it.
        public var part: Range<Int>?
    }

    /// What the rows were made from.
    struct Source: Hashable {
        var identity: YAMLDocument.Identity
        var folded: Set<FieldSteps>
        /// nil: lines are not wrapped.
        var columns: Int?
    }

    let source: Source
    public let rows: [Row]

    /// Cost: linear in the text where it is wrapped, else in the lines.
    init(_ document: YAMLDocument, _ source: Source) {
        self.source = source
        var rows: [Row] = [], line = 0
        while line < document.lines.count {
            let isFolded = source.folded.contains(document.lines[line].path)
            let block = isFolded ? document.block(below: line) : line + 1..<line + 1
            if let columns = source.columns {
                rows += Self.parts(of: document.lines[line].text, columns: max(8, columns)).map { Row(line: line, part: $0) }
            } else {
                rows.append(Row(line: line, part: nil))
            }
            line = block.upperBound
        }
        self.rows = rows
    }

    /// The first row of a line, or of the one under which it is folded away.
    func row(of line: Int) -> Int {
        var low = 0, high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].line < line { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].line == line ? low : max(0, low - 1)
    }

    /// Parts of a line that fit into so many columns, a character never being torn apart. What is not ASCII counts as wide.
    private static func parts(of text: String, columns: Int) -> [Range<Int>?] {
        let count = text.utf8.count
        guard count > columns else { return [nil] }
        var parts: [Range<Int>?] = [], start = 0, end = 0, used = 0
        for character in text {
            let bytes = character.utf8.count, width = bytes == 1 ? 1 : 2
            if used + width > columns {
                parts.append(start..<end)
                (start, used) = (end, 0)
            }
            end += bytes
            used += width
        }
        return parts.isEmpty ? [nil] : parts + [start..<end]
    }
}
