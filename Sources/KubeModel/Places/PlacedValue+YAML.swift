import Yams

extension PlacedValue {
    /// The places of each document of a stream that was read before; empty ones are left out, as ``YAMLReader`` does. nil for what is no
    /// YAML.
    ///
    /// - Parameter line: The number of the line in which the text begins.
    public static func yaml(_ text: String, from line: Int = 1) -> [PlacedValue]? {
        guard let parser = try? Parser(yaml: text) else { return nil }
        var found: [PlacedValue] = []
        do {
            while let node = try parser.nextRoot() {
                if case .scalar(let scalar) = node, PlainScalar.value(scalar.string).isNull, scalar.style == .plain || scalar.style == .any {
                    continue
                }
                found.append(placed(node, line - 1, 0))
            }
        } catch { return nil }
        return found
    }

    private static func placed(_ node: Node, _ lines: Int, _ depth: Int) -> PlacedValue {
        let place = TextPlace(line: (node.mark?.line ?? 1) + lines, column: node.mark?.column ?? 1)
        guard depth < YAMLReader.depthLimit else { return .scalar(place) }
        switch node {
        case .scalar, .alias: return .scalar(place)
        case .sequence(let sequence): return .sequence(place, sequence.map { placed($0, lines, depth + 1) })
        case .mapping(let mapping):
            var members: [Member] = [], merged: [Member] = []
            for (key, value) in mapping {
                guard case .scalar(let scalar) = key else { continue }
                let value = placed(value, lines, depth + 1)
                guard scalar.string != "<<" || scalar.style != .plain else {
                    merged += value.mappings
                    continue
                }
                let mark = TextPlace(line: (scalar.mark?.line ?? 1) + lines, column: scalar.mark?.column ?? 1)
                members.append(Member(key: scalar.string, place: mark, value: value))
            }
            return .mapping(place, merged + members)
        }
    }

    /// The members of a mapping, or of several in a list.
    private var mappings: [Member] {
        switch self {
        case .scalar: []
        case .mapping(_, let members): members
        case .sequence(_, let elements): elements.reversed().flatMap(\.mappings)
        }
    }
}
