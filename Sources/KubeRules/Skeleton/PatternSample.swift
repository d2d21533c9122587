/// A short text that a pattern is found in.
enum PatternSample {
    /// - Returns: nil for what is not understood, and for more than 300 characters.
    static func text(_ pattern: String, atLeast length: Int) -> String? {
        var reader = PatternReader(pattern)
        guard let node = try? reader.read() else { return nil }
        var scalars = scalars(node, more: 0)
        // Whatever may be repeated is repeated a little more often, until it is long enough.
        for more in 1...64 where scalars.count < length { scalars = self.scalars(node, more: more) }
        return scalars.count <= 300 ? String(String.UnicodeScalarView(scalars)) : nil
    }

    private static let favourites = Array("ax1/-.:AX0 ".unicodeScalars)

    private static func scalars(_ node: PatternNode, more: Int) -> [Unicode.Scalar] {
        switch node {
        case .empty, .start, .end, .boundary: return []
        case .set(let ranges, let isNegated):
            let takes: (Unicode.Scalar) -> Bool = { scalar in ranges.contains { $0.contains(scalar.value) } != isNegated }
            if let scalar = favourites.first(where: takes) { return [scalar] }
            return (isNegated ? nil : ranges.first.flatMap { Unicode.Scalar($0.lowerBound) }).map { [$0] } ?? []
        case .sequence(let nodes): return nodes.flatMap { scalars($0, more: more) }
        case .choice(let nodes):
            let texts = nodes.map { scalars($0, more: more) }
            return texts.first { !$0.isEmpty } ?? []
        case .times(let node, let least, let most):
            let count = min(max(least, more), most ?? .max, 100)
            return (0..<count).flatMap { _ in scalars(node, more: 0) }
        }
    }
}
