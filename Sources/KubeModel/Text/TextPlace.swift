/// A place in a text as people count it: both from 1, columns in Unicode scalars.
public struct TextPlace: Hashable, Comparable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    public static func < (left: TextPlace, right: TextPlace) -> Bool { (left.line, left.column) < (right.line, right.column) }
}
