import KubeModel

/// A value that a path can be walked over, wherever it lies.
public protocol JSONNode: Sendable {
    /// The member of an object, nil where there is none.
    subscript(key: String) -> Self? { get }
    /// The elements of an array; empty for anything else.
    var elements: [Self] { get }
    /// The values of an object's members in order; empty for anything else.
    var memberValues: [Self] { get }
    var string: String? { get }
    var bool: Bool? { get }
    /// The value as JSON.
    var text: String { get }
}

extension RawJSON: JSONNode {
    public var memberValues: [RawJSON] { members.map(\.value) }
}

extension JSONValue: JSONNode {
    public var elements: [JSONValue] { array ?? [] }
    public var memberValues: [JSONValue] { object?.values ?? [] }
    public var text: String { JSONWriter.text(self) }
}
