import KubeModel

/// Which lines of a text lie inside a block of text (`|` or `>`), told by indentation alone, for texts that the parser
/// refuses as a whole.
enum BlockText {
    /// Indices of the lines inside blocks, with that of the line each block begins on.
    static func openings(_ lines: [String]) -> [Int: Int] {
        var found: [Int: Int] = [:]
        var opening: (index: Int, column: Int)?
        for (index, line) in lines.enumerated() {
            let indentation = line.utf8.prefix { $0 == 0x20 }.count
            if let block = opening {
                if indentation > block.column || TextLines.content(line).isEmpty {
                    found[index] = block.index
                    continue
                }
                opening = nil
            }
            if let column = column(ofBlockIn: line) { opening = (index, column) }
        }
        return found
    }

    /// Lines of blocks that end in a carriage return where others of the same block do not: the person sees it, and may
    /// take it for text, but to YAML it is a part of the line end.
    static func doubts(_ text: String) -> [YAMLError] {
        let lines = TextLines(text).lines
        func hasReturn(_ index: Int) -> Bool { lines[index].utf8.suffix(2).elementsEqual([0x0D, 0x0A]) }
        guard lines.indices.contains(where: hasReturn) else { return [] }
        let openings = openings(lines)
        let mixed = Dictionary(grouping: openings.keys, by: { openings[$0] ?? 0 }).filter { opening, members in
            let ended = members.filter { lines[$0].utf8.last == 0x0A } + [opening]
            return ended.contains(where: hasReturn) && !ended.allSatisfy(hasReturn)
        }
        let found = mixed.values.joined().filter(hasReturn).sorted().prefix(YAMLReader.doubtLimit)
        return found.map {
            YAMLError(
                line: $0 + 1,
                problem: "a carriage return (write \\r in double quotes to keep it) is sent as the end of a line")
        }
    }

    /// The column that the lines of a block must be indented beyond; nil where the line opens none.
    private static func column(ofBlockIn line: String) -> Int? {
        var words = TextLines.content(line).utf8.split(separator: 0x20)
        if let comment = words.firstIndex(where: { $0.first == UInt8(ascii: "#") }) { words.removeSubrange(comment...) }
        guard let last = words.popLast(), last.first == UInt8(ascii: "|") || last.first == UInt8(ascii: ">"),
            last.dropFirst().allSatisfy({ "+-123456789".utf8.contains($0) }), last.count <= 3, !words.isEmpty
        else { return nil }
        var column = line.utf8.prefix { $0 == 0x20 }.count
        // The dashes of lists stand before the key, each a level of its own.
        while words.first?.elementsEqual("-".utf8) == true, words.count > 1 {
            words.removeFirst()
            column += 2
        }
        return column
    }
}
