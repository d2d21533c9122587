/// Cuts a text of JSON values, one behind another, into the objects that stand in it.
public enum JSONPieces {
    /// The ranges of the values, of a list (`kind: …List`) those of its items. Nothing inside of them was looked at more than to find
    /// where they end.
    ///
    /// - Returns: nil where the text cannot be cut so; parsed as a whole it says why.
    public static func cut(_ bytes: [UInt8]) -> [Range<Int>]? {
        bytes.withUnsafeBufferPointer { buffer in
            let cursor = ByteCursor(buffer)
            var found: [Range<Int>] = [], position = cursor.skipSpace(0)
            while position < buffer.count {
                guard let (pieces, end) = pieces(at: position, cursor) else { return nil }
                found += pieces
                position = cursor.skipSpace(end)
            }
            return found
        }
    }

    private static func pieces(at start: Int, _ cursor: ByteCursor) -> (pieces: [Range<Int>], end: Int)? {
        // Anything else between two objects, `---` for instance, is YAML.
        guard cursor.bytes[start] == UInt8(ascii: "{") else { return nil }
        var items: [Range<Int>] = [], place: Range<Int>?, isList = false
        let end = cursor.walk(at: start) { key, value in
            if cursor.equals(key, "items"), cursor.bytes[value] == UInt8(ascii: "[") {
                items = []
                let end = cursor.walkElements(at: value) { element in
                    let end = cursor.endOfValue(element)
                    if let end { items.append(element..<end) }
                    return end
                }
                place = end.map { value..<$0 }
                return end
            }
            let end = cursor.endOfValue(value)
            if let end, cursor.equals(key, "kind") { isList = cursor.string(value..<end)?.hasSuffix("List") ?? false }
            return end
        }
        guard let end else { return nil }
        guard isList, let place else { return ([start..<end], end) }
        // What is around the items has to be JSON, too.
        let envelope = Array(cursor.bytes[start..<place.lowerBound]) + Array("[]".utf8) + Array(cursor.bytes[place.upperBound..<end])
        guard (try? JSONParser.parse(envelope)) != nil else { return nil }
        return (items, end)
    }
}
