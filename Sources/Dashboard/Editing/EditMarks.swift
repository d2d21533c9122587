import KubeModel
import KubeRules

/// Both sides of a conflict in a text, between lines that mark them as git does. No YAML has such lines outside a value, and
/// nothing is sent as long as one is there.
///
/// ```
///     <<<<<<< yours
///     request: 5s
///     ======= on the server now
///     request: 10s
///     >>>>>>> keep what is right, remove these three lines
/// ```
enum EditMarks {
    static let yours = "<<<<<<< yours"
    static let theirs = "======= on the server now"
    static let end = ">>>>>>> keep what is right, remove these three lines"
    private static let all = [yours, theirs, end]

    /// The first line of a text, from 1, that is a mark; nil where there are no more than another text has, whose values
    /// hold such lines themselves.
    static func line(in text: String, beyond known: String) -> Int? {
        let contents = TextLines(text).lines.map(TextLines.content)
        let there = TextLines(known).lines.map(TextLines.content)
        let left = all.filter { mark in contents.count { $0 == mark } > there.count { $0 == mark } }
        return contents.firstIndex(where: left.contains).map { $0 + 1 }
    }

    /// Lines of a text with the parts of one side only, and no mark.
    static func choosing(mine: Bool, in lines: [String]) -> [String] {
        var side: Bool?
        return lines.filter { line in
            switch TextLines.content(line) {
            case yours: side = true
            case theirs: side = false
            case end: side = nil
            default: return side == nil || side == mine
            }
            return false
        }
    }

    /// The lines of a merged object, with both sides of each conflict at its place.
    static func lines(_ merge: ThreeWayMerge) -> [String] {
        let mine = tagged(merge.merged, merge.conflicts.map(\.placesOfMine))
        let theirs = tagged(merge.alternative, merge.conflicts.map(\.placesOfTheirs))
        var result: [String] = []
        // Apart from the conflicts the two are the same; lines that differ all the same belong to the conflict beside them.
        var numbering = Numbering<Line>()
        func numbers(_ lines: [Line], _ side: Int) -> [Int] {
            numbering.numbers(lines.map { $0.conflict == nil ? $0 : Line(text: "\($0.text)\n\(side)", conflict: $0.conflict) })
        }
        let pairs = SequenceAlignment(numbers(mine, 0), numbers(theirs, 1)).pairs
        var (here, there) = (0, 0)
        for pair in pairs + [.init(old: mine.count, new: theirs.count)] {
            result += blocks(Array(mine[here..<pair.old]), Array(theirs[there..<pair.new]))
            if pair.old < mine.count { result.append(mine[pair.old].text) }
            (here, there) = (pair.old + 1, pair.new + 1)
        }
        return result
    }

    private struct Line: Hashable {
        var text: String
        /// The index of the conflict that it belongs to.
        var conflict: Int?
    }

    private static func tagged(_ value: JSONValue, _ places: [[FieldSteps]]) -> [Line] {
        let all = places.enumerated().flatMap { index, places in places.map { (index, $0) } }
        return YAMLWriter.lines(value).map { line in
            Line(text: line.text, conflict: all.first { line.path.begins(with: $0.1) }?.0)
        }
    }

    /// Conflicts that stand one below the other are marked one by one, where no line belongs to none of them.
    private static func blocks(_ mine: [Line], _ theirs: [Line]) -> [String] {
        let conflicts = (mine + theirs).map(\.conflict)
        guard !conflicts.isEmpty else { return [] }
        guard !conflicts.contains(nil) else { return block(mine, theirs) }
        return Set(conflicts.compactMap { $0 }).sorted().flatMap { index in
            block(mine.filter { $0.conflict == index }, theirs.filter { $0.conflict == index })
        }
    }

    private static func block(_ mine: [Line], _ theirs: [Line]) -> [String] {
        let indentation = TextLines.indentation((mine.first ?? theirs.first)?.text ?? "")
        return [indentation + yours] + mine.map(\.text) + [indentation + self.theirs] + theirs.map(\.text)
            + [indentation + end]
    }
}
