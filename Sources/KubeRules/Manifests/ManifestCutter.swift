import KubeModel

/// Cuts the bytes of a file into documents and lists into items, in one pass, so that they can be read side by side and each is marked
/// only when somebody asks where its fields stand.
struct ManifestCutter {
    private let bytes: [UInt8]

    static func cut(_ bytes: [UInt8]) -> [ManifestDocument] {
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), let pieces = JSONPieces.cut(bytes) {
            return pieces.map { ManifestDocument(whole: ManifestPiece(range: $0, line: 1, form: .json)) }
        }
        return ManifestCutter(bytes: bytes).documents()
    }

    private struct Line {
        var range: Range<Int>
        /// Columns of blanks before the first letter.
        var indent: Int
        /// The first letter; 0 for a blank line.
        var first: UInt8
    }

    private func documents() -> [ManifestDocument] {
        var found: [ManifestDocument] = [], lines: [Line] = [], firstLine = 1, number = 1, position = 0
        func end() {
            if lines.contains(where: hasContent), let document = document(lines, firstLine) { found.append(document) }
            lines = []
        }
        while position < bytes.count {
            let line = line(at: position)
            if isMarker(line) {
                end()
                firstLine = number
            }
            lines.append(line)
            position = line.range.upperBound
            number += 1
        }
        end()
        return found
    }

    private func line(at start: Int) -> Line {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        var first = start
        while first < end, bytes[first] == 0x20 { first += 1 }
        let isBlank = first == end || (bytes[first] == 0x0D && first + 1 == end)
        return Line(range: start..<min(end + 1, bytes.count), indent: first - start, first: isBlank ? 0 : bytes[first])
    }

    /// A line that begins with `---` can be nothing else: YAML forbids it inside of a text.
    private func isMarker(_ line: Line) -> Bool {
        guard line.indent == 0, line.first == UInt8(ascii: "-"), line.range.count >= 3, bytes[line.range].starts(with: "---".utf8) else {
            return false
        }
        return line.range.count == 3 || bytes[line.range.lowerBound + 3] <= 0x20
    }

    /// Neither blank, nor a comment, a directive or a bare marker.
    private func hasContent(_ line: Line) -> Bool {
        if line.first == 0 || line.first == UInt8(ascii: "#") || (line.indent == 0 && line.first == UInt8(ascii: "%")) { return false }
        guard isMarker(line) else { return true }
        let rest = bytes[line.range].dropFirst(3).first { $0 > 0x20 }
        return rest != nil && rest != UInt8(ascii: "#")
    }

    private func document(_ lines: [Line], _ number: Int) -> ManifestDocument? {
        guard let start = lines.first?.range.lowerBound, let end = lines.last?.range.upperBound else { return nil }
        var document = ManifestDocument(whole: ManifestPiece(range: start..<end, line: number, form: .yaml))
        cutList(lines, number, &document)
        return document
    }

    /// Takes a list apart that is written as kubectl writes it: `items:` at the left edge, each item behind a dash in one column.
    private func cutList(_ lines: [Line], _ number: Int, _ document: inout ManifestDocument) {
        guard lines.contains(where: isListKind), !hasAnchors(document.whole.range), let head = lines.firstIndex(where: { isWord($0, "items:") }) else { return }
        var starts: [Int] = [], column: Int?, last = lines.count
        for index in (head + 1)..<max(head + 1, lines.count) {
            let line = lines[index]
            if line.first == 0 || line.first == UInt8(ascii: "#") { continue }
            let isDash = line.first == UInt8(ascii: "-") && line.range.count > line.indent + 1
                && bytes[line.range.lowerBound + line.indent + 1] <= 0x20
            if column == nil, isDash { column = line.indent }
            guard let column else { return }
            if line.indent == column, isDash {
                starts.append(index)
            } else if line.indent < column || (column == 0 && line.indent == 0) {
                last = index
                break
            }
        }
        guard starts.count > 1 else { return }
        for (place, start) in starts.enumerated() {
            let next = place + 1 < starts.count ? starts[place + 1] : last
            let range = lines[start].range.lowerBound..<lines[next - 1].range.upperBound
            document.items.append(ManifestPiece(range: range, line: number + start, form: .yaml, isItem: true))
        }
        let before = document.whole.range.lowerBound..<lines[head].range.lowerBound
        let after = lines.indices.contains(last) ? lines[last].range.lowerBound..<document.whole.range.upperBound : 0..<0
        document.envelope = String(decoding: bytes[before] + Array("items: []\n".utf8) + bytes[after], as: UTF8.self)
    }

    /// Whether something is named that another item may mean: such a list is one text.
    private func hasAnchors(_ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        while let sign = bytes[position..<range.upperBound].firstIndex(of: UInt8(ascii: "&")) {
            let before = sign > range.lowerBound ? bytes[sign - 1] : 0x20, after = sign + 1 < range.upperBound ? bytes[sign + 1] : 0x20
            if before <= 0x20 || "[{,".utf8.contains(before), after > 0x20, after != UInt8(ascii: "&") { return true }
            position = sign + 1
        }
        return false
    }

    private func isWord(_ line: Line, _ word: String) -> Bool {
        line.indent == 0 && bytes[line.range].starts(with: word.utf8) && bytes[line.range].dropFirst(word.utf8.count).allSatisfy { $0 <= 0x20 }
    }

    private func isListKind(_ line: Line) -> Bool {
        guard line.indent == 0, line.first == UInt8(ascii: "k"), bytes[line.range].starts(with: "kind:".utf8) else { return false }
        let word = bytes[line.range].dropFirst(5).filter { $0 > 0x20 && $0 != 0x22 && $0 != 0x27 }
        return word.suffix(4).elementsEqual("List".utf8)
    }
}
