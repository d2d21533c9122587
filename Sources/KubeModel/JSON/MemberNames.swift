/// Names of members that are looked for in many objects; at most 64.
public struct MemberNames: Sendable {
    private let names: [StaticString]
    /// Numbers of names by how long these are: those of a length begin where it says, and end where the next ones begin.
    private let sorted: [UInt8], starts: [UInt8]

    /// A member's length at most is looked up; longer names are none of ours.
    private static let longest = 63

    public init(_ names: [StaticString]) {
        precondition(names.count <= 64 && names.allSatisfy { $0.utf8CodeUnitCount <= Self.longest })
        self.names = names
        sorted = names.indices.sorted { names[$0].utf8CodeUnitCount < names[$1].utf8CodeUnitCount }.map { UInt8($0) }
        starts = (0...Self.longest + 1).map { length in UInt8(names.count { $0.utf8CodeUnitCount < length }) }
    }

    /// The number of the name that stands there; nil where it is none of these.
    @inline(__always)
    func number(_ cursor: ByteCursor, _ name: Range<Int>) -> Int? {
        guard name.count <= Self.longest else { return nil }
        for place in starts[name.count]..<starts[name.count + 1] {
            let number = Int(sorted[Int(place)])
            if cursor.equals(name, names[number]) { return number }
        }
        return nil
    }
}

extension RawJSON {
    /// Where a value stands within another one.
    public struct Place: Sendable {
        let range: Range<Int>
    }

    /// The value at a place of this one.
    public subscript(place: Place) -> RawJSON { part(place.range) }

    /// Which members of some names there are: a bit for each, the first one the lowest. Costs one walk, or none where the members are known.
    public func presence(of names: MemberNames) -> UInt64 {
        var found: UInt64 = 0
        forEachMember(named: names) { number, _ in found |= 1 << UInt64(number) }
        return found
    }

    /// Visits the members of some names, by number, in the order they are written. One walk, however many there are.
    public func forEachMember(named names: MemberNames, _ visit: (_ number: Int, _ value: Place) -> Void) {
        withMembers { cursor, name, value in
            if let number = names.number(cursor, name) { visit(number, Place(range: value)) }
        }
    }

    /// Visits the elements of an array in order; none of anything else.
    public func forEachElement(_ visit: (RawJSON) -> Void) {
        withElements { visit(part($0)) }
    }
}
