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

    /// The same with its members found once, for many looks at them.
    var indexed: (value: RawJSON, members: [MemberPlace]) {
        var found: [MemberPlace] = []
        found.reserveCapacity(8)
        bytes.withUnsafeBufferPointer { buffer in
            _ = ByteCursor(buffer).members(at: range.lowerBound) { name, value in
                found.append(MemberPlace(name: name, value: value))
                return true
            }
        }
        return (RawJSON(bytes, range, index: found), found)
    }

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
        bytes.withUnsafeBufferPointer { buffer in
            ByteCursor(buffer).elements(at: range.lowerBound) {
                found.append(RawJSON(bytes, $0))
                return true
            }
        }
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

    /// The members of these names, in their order; nil where there is none. One walk, however many there are; of members
    /// with the same name the first one counts.
    public func members(named names: [StaticString]) -> [RawJSON?] {
        var found = [RawJSON?](repeating: nil, count: names.count)
        eachMember(named: names) { index, value in if found[index] == nil { found[index] = RawJSON(bytes, value) } }
        return found
    }

    /// The first `count` of these names as ``members(named:)`` has them, and the indices of the others that there are, in
    /// ascending order. One walk for both.
    public func members(named names: [StaticString], first count: Int) -> (members: [RawJSON?], others: [Int]) {
        var found = [RawJSON?](repeating: nil, count: count), others: [Int] = []
        eachMember(named: names) { index, value in
            if index >= count { others.append(index) } else if found[index] == nil { found[index] = RawJSON(bytes, value) }
        }
        return (found, others.sorted())
    }

    private func eachMember(named names: [StaticString], _ visit: (Int, Range<Int>) -> Void) {
        bytes.withUnsafeBufferPointer { buffer in
            let cursor = ByteCursor(buffer)
            if let members = self.index {
                for member in members {
                    if let index = names.firstIndex(where: { cursor.equals(member.name, $0) }) { visit(index, member.value) }
                }
                return
            }
            cursor.members(at: range.lowerBound) { name, value in
                if let index = names.firstIndex(where: { cursor.equals(name, $0) }) { visit(index, value) }
                return true
            }
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
