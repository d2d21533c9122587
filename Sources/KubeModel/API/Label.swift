/// A label of an object, or one that is asked for.
public struct Label: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }

    public var description: String { "\(name)=\(value)" }

    public static func < (left: Label, right: Label) -> Bool { (left.name, left.value) < (right.name, right.value) }
}
