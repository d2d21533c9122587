import KubeModel

extension JSONValue {
    /// Whether two values are the same to an API server: numbers by their size, members in any order.
    func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.number, .number):
            if let left = integer, let right = other.integer { return left == right }
            return double == other.double
        case (.array(let left), .array(let right)): return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.object(let left), .object(let right)):
            return left.count == right.count && left.allSatisfy { name, value in right[name].map { $0.isSame(as: value) } ?? false }
        default: return self == other
        }
    }
}
