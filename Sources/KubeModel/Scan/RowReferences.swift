/// What an object names in one place, as it is written there; a group and a kind that are left out are those of the path.
public struct RowReference: Hashable, Sendable {
    /// Which of the paths of its kind.
    public var path: Int
    /// Where in the lists along it.
    public var indices: [Int]
    public var group: String
    public var kind: String
    /// nil where none is written.
    public var namespace: String?
    /// Empty where labels choose, and where none is written.
    public var name: String
    public var sectionName: String?
    /// All objects that have these, by name; nil: the one with the name.
    public var labels: [Label]?

    public init(
        path: Int, indices: [Int], group: String, kind: String, namespace: String?, name: String, sectionName: String?, labels: [Label]?
    ) {
        (self.path, self.indices, self.group, self.kind) = (path, indices, group, kind)
        (self.namespace, self.name, self.sectionName, self.labels) = (namespace, name, sectionName, labels)
    }
}

/// Everything that an object names, in a few bytes that objects with the same references share.
///
/// One reference after the other: the number of its path; how many list places, and these; group and kind, each a number
/// of a word, or 255 and a text; which of namespace, section and labels follow; the name, and those. Texts have their
/// length before them; all numbers but those of words are written seven bits a byte, the lowest first.
public struct RowReferences: Sendable {
    let bytes: [UInt8]
    private let paths: ReferencePaths

    public static let none = RowReferences([], .none)

    init(_ bytes: [UInt8], _ paths: ReferencePaths) { (self.bytes, self.paths) = (bytes, paths) }

    public var isEmpty: Bool { bytes.isEmpty }

    /// One by one, by path and place. Cost: follows what there is.
    public var all: [RowReference] {
        var reader = Reader(bytes: bytes, paths: paths), found: [RowReference] = []
        while let reference = reader.next() { found.append(reference) }
        guard found.count > 1 else { return found }
        return found.sorted { left, right in
            left.path == right.path ? left.indices.lexicographicallyPrecedes(right.indices) : left.path < right.path
        }
    }

    /// Whether small letters stand anywhere in it, whatever their case there: cheaper than to look at each reference.
    public func mayMention(_ lowered: [UInt8]) -> Bool {
        guard let first = lowered.first else { return true }
        return bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count >= lowered.count else { return false }
            return (0...bytes.count - lowered.count).contains { start in
                Self.lowered(bytes[start]) == first && lowered.indices.allSatisfy { Self.lowered(bytes[start + $0]) == lowered[$0] }
            }
        }
    }

    @inline(__always)
    private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    enum Flag {
        static let namespace: UInt8 = 1, section: UInt8 = 2, labels: UInt8 = 4
    }

    private struct Reader {
        let bytes: [UInt8]
        let paths: ReferencePaths
        var position = 0

        mutating func next() -> RowReference? {
            guard position < bytes.count else { return nil }
            let path = number(), indices = (0..<number()).map { _ in number() }
            let group = word(), kind = word(), flags = byte(), name = text()
            let namespace = flags & Flag.namespace == 0 ? nil : text()
            let section = flags & Flag.section == 0 ? nil : text()
            let labels = flags & Flag.labels == 0 ? nil : (0..<number()).map { _ in Label(text(), text()) }.sorted()
            return RowReference(
                path: path, indices: indices, group: group, kind: kind, namespace: namespace, name: name, sectionName: section, labels: labels)
        }

        private mutating func byte() -> UInt8 {
            position += 1
            return bytes[position - 1]
        }

        private mutating func number() -> Int {
            var value = 0, shift = 0
            while true {
                let next = byte()
                value |= Int(next & 0x7F) << shift
                if next < 0x80 { return value }
                shift += 7
            }
        }

        private mutating func text() -> String {
            let length = number()
            position += length
            return String(decoding: bytes[position - length..<position], as: UTF8.self)
        }

        private mutating func word() -> String {
            let number = byte()
            return number == 255 ? text() : paths.word(Int(number))
        }
    }
}

extension RowReferences: Equatable {
    public static func == (left: RowReferences, right: RowReferences) -> Bool {
        left.bytes == right.bytes && (left.paths === right.paths || left.bytes.isEmpty)
    }
}
