extension PlacedValue {
    /// The places of a JSON value inside a text that was parsed before; what is no JSON comes out shorter.
    ///
    /// - Parameter lines: Of the whole text.
    public static func json(_ bytes: [UInt8], _ range: Range<Int>, _ lines: TextLines) -> PlacedValue {
        bytes.withUnsafeBufferPointer { buffer in
            JSONPlaces(cursor: ByteCursor(UnsafeBufferPointer(rebasing: buffer[..<range.upperBound])), lines: lines).value(range)
        }
    }
}

private struct JSONPlaces {
    let cursor: ByteCursor
    let lines: TextLines

    func value(_ range: Range<Int>) -> PlacedValue {
        let start = cursor.skipSpace(range.lowerBound), place = lines.place(of: start)
        guard start < range.upperBound else { return .scalar(place) }
        switch cursor.bytes[start] {
        case UInt8(ascii: "{"):
            var members: [PlacedValue.Member] = []
            cursor.members(at: start) { name, inner in
                let quoted = (name.lowerBound - 1)..<(name.upperBound + 1)
                members.append(
                    PlacedValue.Member(
                        key: cursor.string(quoted) ?? "", place: lines.place(of: quoted.lowerBound), value: value(inner)))
                return true
            }
            return .mapping(place, members)
        case UInt8(ascii: "["):
            var elements: [PlacedValue] = []
            cursor.elements(at: start) {
                elements.append(value($0))
                return true
            }
            return .sequence(place, elements)
        default: return .scalar(place)
        }
    }
}
