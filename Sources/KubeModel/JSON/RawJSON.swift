/// A value inside JSON bytes that is looked at where it lies: no tree is built, each step walks only what it passes.
///
/// Cheap for a handful of fields of one object. For many looks at one object build a ``JSONValue``.
public struct RawJSON: Sendable {
    private let bytes: [UInt8]
    private let range: Range<Int>
    /// Where its members stand, where that was found out already.
    private let index: [MemberPlace]?

    /// A member of an object: its name without quotes, and its value.
    struct MemberPlace: Sendable {
        var name: Range<Int>
        var value: Range<Int>
    }

    public init(_ bytes: [UInt8]) {
        self.init(bytes, 0..<bytes.count)
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, index: [MemberPlace]? = nil) {
        self.bytes = bytes
        self.index = index
        let start = bytes.withUnsafeBufferPointer { ByteCursor($0).skipSpace(range.lowerBound) }
        self.range = min(start, range.upperBound)..<range.upperBound
    }

    /// What stands for a value that is not there: it has neither members nor elements.
    public static let null = RawJSON(Array("null".utf8))
    public var isNull: Bool { bytes.withUnsafeBufferPointer { ByteCursor($0).equals(range, "null") } }

    /// A value whose place is known already.
    func part(_ range: Range<Int>) -> RawJSON { RawJSON(bytes, range) }

    /// A value whose place and members are known already.
    func part(_ range: Range<Int>, members: [MemberPlace]) -> RawJSON { RawJSON(bytes, range, index: members) }

    /// The member of an object, nil where there is none.
    public subscript(key: String) -> RawJSON? {
        var found: Range<Int>?
        bytes.withUnsafeBufferPointer { buffer in
            var key = key
            key.withUTF8 { utf8 in
                if let index {
                    found = index.first { $0.name.count == utf8.count && buffer[$0.name].elementsEqual(utf8) }?.value
                    return
                }
                _ = ByteCursor(buffer).members(at: range.lowerBound) { name, value in
                    guard name.count == utf8.count, buffer[name].elementsEqual(utf8) else { return true }
                    found = value
                    return false
                }
            }
        }
        return found.map { RawJSON(bytes, $0) }
    }

    /// The value at a path of member names.
    public subscript(path path: String...) -> RawJSON? { path.reduce(Optional(self)) { $0?[$1] } }

    /// The elements of an array; empty for anything else.
    public var elements: [RawJSON] {
        var found: [RawJSON] = []
        withElements { found.append(RawJSON(bytes, $0)) }
        return found
    }

    /// The members of an object in order; empty for anything else.
    public var members: [(key: String, value: RawJSON)] {
        var found: [(key: String, value: RawJSON)] = []
        bytes.withUnsafeBufferPointer { buffer in
            let cursor = ByteCursor(buffer)
            _ = cursor.members(at: range.lowerBound) { name, value in
                let text = JSONText.decodeString(buffer, (name.lowerBound - 1)..<(name.upperBound + 1)) ?? ""
                found.append((text, RawJSON(bytes, value)))
                return true
            }
        }
        return found
    }

    /// Visits the members of an object in order: name without quotes, value.
    func withMembers(_ visit: (ByteCursor, Range<Int>, Range<Int>) -> Void) {
        bytes.withUnsafeBufferPointer { buffer in
            let cursor = ByteCursor(buffer)
            if let index {
                for member in index { visit(cursor, member.name, member.value) }
                return
            }
            cursor.members(at: range.lowerBound) { name, value in
                visit(cursor, name, value)
                return true
            }
        }
    }

    /// Visits the elements of an array in order.
    func withElements(_ visit: (Range<Int>) -> Void) {
        bytes.withUnsafeBufferPointer { buffer in
            ByteCursor(buffer).elements(at: range.lowerBound) {
                visit($0)
                return true
            }
        }
    }

    /// Appends the text that stands at a place.
    ///
    /// - Returns: Whether it is one.
    func append(_ place: Place, to sink: inout ByteSink) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            let cursor = ByteCursor(buffer), inner = place.range.dropFirst().dropLast()
            guard cursor.isText(place.range) else { return false }
            if cursor.isPlain(place.range), buffer[inner].allSatisfy({ $0 >= 0x20 }) {
                sink.append(buffer, inner)
                return true
            }
            guard let text = cursor.string(place.range) else { return false }
            sink.append(Array(text.utf8))
            return true
        }
    }

    public var string: String? { bytes.withUnsafeBufferPointer { ByteCursor($0).string(range) } }
    public var integer: Int? { bytes.withUnsafeBufferPointer { ByteCursor($0).integer(range) } }
    public var bool: Bool? {
        bytes.withUnsafeBufferPointer {
            ByteCursor($0).equals(range, "true") ? true : ByteCursor($0).equals(range, "false") ? false : nil
        }
    }

    /// The value as written.
    public var text: String { String(decoding: bytes[range], as: UTF8.self) }
    public var slice: ArraySlice<UInt8> { bytes[range] }

    /// Whether ``value`` holds every text as it was written; what is no Unicode is U+FFFD there.
    public var isUnicode: Bool { JSONText.isUnicode(Array(bytes[range])) }

    /// The value as a tree; nil where the bytes are not JSON.
    public var value: JSONValue? { try? JSONParser.parse(bytes[range]) }
}
