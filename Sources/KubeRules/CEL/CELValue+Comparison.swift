extension CELValue {
    /// Equal as CEL has it: numbers by their size, whatever their type; values of different types are not equal.
    ///
    /// Cost: what is in them; of two sets the product.
    func isEqual(to other: CELValue) -> Bool {
        switch (self, other) {
        case (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
        case (.bytes(let left), .bytes(let right)): return left == right
        case (.duration(let left), .duration(let right)): return left == right
        case (.timestamp(let left), .timestamp(let right)): return left == right
        case (.quantity(let left), .quantity(let right)): return left == right
        case (.url(let left), .url(let right)): return left == right
        case (.ip(let left), .ip(let right)): return left == right
        case (.cidr(let left), .cidr(let right)): return left == right
        case (.format(let left), .format(let right)), (.type(let left), .type(let right)): return left == right
        case (.optional(let left), .optional(let right)):
            guard let left, let right else { return left == nil && right == nil }
            return left.isEqual(to: right)
        case (.list(let left, let kind), .list(let right, _)): return Self.areEqual(left, right, kind)
        case (.map(let left), .map(let right)):
            return left.keys.count == right.keys.count
                && zip(left.keys, left.values).allSatisfy { key, value in right[key].map { $0.isEqual(to: value) } ?? false }
        default: return order(to: other) == 0
        }
    }

    private static func areEqual(_ left: [CELValue], _ right: [CELValue], _ kind: CELListKind) -> Bool {
        guard left.count == right.count else { return false }
        guard case .plain = kind else { return left.allSatisfy { item in right.contains { $0.isEqual(to: item) } } }
        return zip(left, right).allSatisfy { $0.isEqual(to: $1) }
    }

    /// Negative, zero or positive as it comes before, with or behind the other; nil where the two have no order.
    func order(to other: CELValue) -> Int? {
        switch (self, other) {
        case (.bool(let left), .bool(let right)): return left == right ? 0 : left ? 1 : -1
        case (.string(let left), .string(let right)): return Self.order(Array(left.utf8), Array(right.utf8))
        case (.bytes(let left), .bytes(let right)): return Self.order(left, right)
        case (.duration(let left), .duration(let right)): return Self.order(left.nanoseconds, right.nanoseconds)
        case (.timestamp(let left), .timestamp(let right)): return left == right ? 0 : left < right ? -1 : 1
        case (.integer(let left), .integer(let right)): return Self.order(left, right)
        case (.unsigned(let left), .unsigned(let right)): return Self.order(left, right)
        case (.integer(let left), .unsigned(let right)): return left < 0 ? -1 : Self.order(UInt64(left), right)
        case (.unsigned, .integer): return other.order(to: self).map { -$0 }
        case (.double(let left), .double(let right)): return Self.order(left, right)
        case (.integer(let left), .double(let right)): return Self.order(Double(left), right)
        case (.unsigned(let left), .double(let right)): return Self.order(Double(left), right)
        case (.double, .integer), (.double, .unsigned): return other.order(to: self).map { -$0 }
        default: return nil
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int? {
        left == right ? 0 : left < right ? -1 : left > right ? 1 : nil
    }

    private static func order(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    }
}
