/// The members of a JSON object in the order they were written.
///
/// Look-up is linear up to 16 members and by an index above, so a hostile object of many keys stays cheap. Setting a key
/// that exists keeps its place; of keys written twice the later value wins, in the earlier place. Keys are equal when
/// their bytes are: `é` in one scalar and in two are two keys to every server, though one string to Swift.
public struct JSONObject: Sendable {
    public private(set) var keys: [String] = []
    public private(set) var values: [JSONValue] = []
    private var index: [[UInt8]: Int]?

    public init() {}

    public init(_ pairs: some Sequence<(String, JSONValue)>) {
        for (key, value) in pairs { self[key] = value }
    }

    public var count: Int { keys.count }
    public var isEmpty: Bool { keys.isEmpty }

    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { values[$0] } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): values[position] = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// The members with their values passed through `transform`, nil dropping the member.
    public func compactMapValues(_ transform: (String, JSONValue) -> JSONValue?) -> JSONObject {
        var result = JSONObject()
        for (key, value) in self { if let new = transform(key, value) { result.append(key, new) } }
        return result
    }

    private func position(of key: String) -> Int? {
        if let index { return index[Array(key.utf8)] }
        // The first comparison is the fast one, and never false where the second is true.
        return keys.firstIndex { $0 == key && $0.utf8.elementsEqual(key.utf8) }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        keys.append(key)
        values.append(value)
        if index != nil { index?[Array(key.utf8)] = keys.count - 1 } else if keys.count > 16 { rebuildIndex() }
    }

    private mutating func remove(at position: Int) {
        keys.remove(at: position)
        values.remove(at: position)
        if index != nil { rebuildIndex() }
    }

    private mutating func rebuildIndex() {
        index = Dictionary(keys.enumerated().map { (Array($1.utf8), $0) }, uniquingKeysWith: { $1 })
    }
}

extension JSONObject: Sequence {
    public func makeIterator() -> Zip2Sequence<[String], [JSONValue]>.Iterator { zip(keys, values).makeIterator() }
}

/// Two objects are equal when they hold the same members, in whatever order.
extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        return left.allSatisfy { right[$0] == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(Set(keys))
    }
}
