/// Lines of text, made ready to be searched whatever their case: lowered once, searched as bytes.
///
/// A search costs one pass over the bytes; one that only goes on typing looks at the lines it
/// had found.
struct TextIndex: Sendable, Equatable {
    private let bytes: [UInt8]
    /// Where each line begins, and where the last one ends.
    private let starts: [Int]
    private var needle: [UInt8] = []
    private var found: [Int] = []

    init(_ lines: [String]) {
        var bytes: [UInt8] = [], starts: [Int] = []
        starts.reserveCapacity(lines.count + 1)
        for line in lines {
            starts.append(bytes.count)
            bytes.append(contentsOf: ByteSearch.lowered(line))
            bytes.append(0xFF)
        }
        starts.append(bytes.count)
        self.bytes = bytes
        self.starts = starts
    }

    /// The lines that hold a text, ascending; none for an empty one.
    mutating func lines(with text: String) -> [Int] {
        let search = ByteSearch(text)
        let goesOn = !needle.isEmpty && search.wanted.starts(with: needle)
        found =
            goesOn ? found.filter { search.first(in: bytes, from: starts[$0], to: starts[$0 + 1]) != nil } : all(search)
        needle = search.wanted
        return found
    }

    private func all(_ search: ByteSearch) -> [Int] {
        guard !search.isEmpty else { return [] }
        var hits: [Int] = [], line = 0
        // Lines are searched one after the other as one text; between them stands a byte that no text has.
        var position = 0
        while let hit = search.first(in: bytes, from: position) {
            while starts[line + 1] <= hit { line += 1 }
            hits.append(line)
            position = starts[line + 1]
        }
        return hits
    }
}
