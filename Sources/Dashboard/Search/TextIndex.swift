/// Lines of text, made ready to be searched whatever their case: lowered once, searched as bytes.
///
/// A search costs one pass over the bytes; one that only goes on typing looks at the lines it
/// had found.
struct TextIndex: Sendable, Equatable {
    private let bytes: [UInt8]
    /// Where each line begins, and where the last one ends.
    private let starts: [Int]
    private var former: TextPattern?
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

    /// The lines that hold what is looked for, ascending.
    ///
    /// - Parameter line: The text of a line as it is.
    mutating func lines(with pattern: TextPattern, _ line: (Int) -> String) -> [Int] {
        let goesOn = former.map { pattern.narrows($0) } ?? false
        let places = goesOn ? found : Array(starts.indices.dropLast())
        found = places.filter { place in
            // Between lines stands a byte that no text has.
            pattern.isFound(inFolded: bytes, starts[place]..<starts[place + 1] - 1)
                && (!pattern.needsSecondLook || pattern.isFound(in: line(place)))
        }
        former = pattern
        return found
    }
}
