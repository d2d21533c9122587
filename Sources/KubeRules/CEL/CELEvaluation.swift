/// One run of an expression.
struct CELEvaluation {
    /// The innermost last.
    var variables: [(name: String, value: CELValue)]
    let patterns: PatternCache
    /// How many are left.
    private(set) var steps: Int

    init(variables: [(String, CELValue)], patterns: PatternCache, steps: Int) {
        self.variables = variables
        self.patterns = patterns
        self.steps = steps
    }

    /// Counts what a function does; large texts and lists count by their size.
    mutating func spend(_ count: Int) throws(CELFault) {
        steps -= max(1, count)
        if steps < 0 { throw .tooLong }
    }

    mutating func value(_ node: CELNode) throws(CELFault) -> CELValue {
        try spend(1)
        switch node {
        case .literal(let value): return value
        case .name(let name): return try variable(name)
        case .select(let target, let name, let isOptional): return try select(target, name, isOptional)
        case .has(let target, let name, let isOptional): return try has(target, name, isOptional)
        case .index(let target, let index, let isOptional): return try element(target, index, isOptional)
        case .call(let target, let name, let arguments): return try call(target, name, arguments)
        case .not(let node): return .bool(!(try bool(node)))
        case .negate(let node): return try negated(node)
        case .and(let nodes): return .bool(try absorbing(nodes, until: false))
        case .or(let nodes): return .bool(try absorbing(nodes, until: true))
        case .choice(let condition, let yes, let no): return try value(try bool(condition) ? yes : no)
        case .operation(let sign, let left, let right): return try operation(sign, left, right)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries)
        case .loop(let loop): return try result(of: loop)
        case .binding(let binding): return try bound(binding)
        }
    }

    func bool(_ value: CELValue) throws(CELFault) -> Bool {
        guard case .bool(let flag) = value else { throw .unread("a \(value.typeName) stands where true or false should") }
        return flag
    }

    private mutating func bool(_ node: CELNode) throws(CELFault) -> Bool { try bool(try value(node)) }

    /// `&&` and `||`: a fault of one side counts only where the other does not decide.
    private mutating func absorbing(_ nodes: [CELNode], until decisive: Bool) throws(CELFault) -> Bool {
        var fault: CELFault?
        for node in nodes {
            do throws(CELFault) {
                if try bool(node) == decisive { return decisive }
            } catch {
                if error == .tooLong { throw error }
                fault = fault ?? error
            }
        }
        if let fault { throw fault }
        return !decisive
    }

    private func variable(_ name: String) throws(CELFault) -> CELValue {
        if let found = variables.last(where: { $0.name == name }) { return found.value }
        switch name {
        case "int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type", "type": return .type(name)
        default: throw .unread("\(name) is not known")
        }
    }

    private mutating func negated(_ node: CELNode) throws(CELFault) -> CELValue {
        switch try value(node) {
        case .integer(let value):
            guard value != .min else { throw .failed("integer overflow") }
            return .integer(-value)
        case .double(let value): return .double(-value)
        case .duration(let value) where value.nanoseconds != .min: return .duration(CELDuration(nanoseconds: -value.nanoseconds))
        case let other: throw .unread("- stands before a \(other.typeName)")
        }
    }

    private mutating func operation(_ sign: CELOperator, _ left: CELNode, _ right: CELNode) throws(CELFault) -> CELValue {
        let left = try value(left), right = try value(right)
        switch sign {
        case .equal, .notEqual:
            try spend((left.weight * (left.isUnordered ? right.weight : 1)) / 10)
            return .bool(left.isEqual(to: right) == (sign == .equal))
        case .isIn: return .bool(try contains(right, left))
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            try spend(min(left.weight, right.weight) / 10)
            if case .double(let number) = left, number.isNaN { return .bool(false) }
            if case .double(let number) = right, number.isNaN { return .bool(false) }
            guard let order = left.order(to: right) else { throw .failed(CELFault.noOverload) }
            switch sign {
            case .less: return .bool(order < 0)
            case .lessOrEqual: return .bool(order <= 0)
            case .greater: return .bool(order > 0)
            default: return .bool(order >= 0)
            }
        case .plus:
            try spend((left.weight + right.weight) / 10)
            return try CELArithmetic.sum(left, right)
        case .minus, .times, .divided, .modulo: return try CELArithmetic.value(sign, left, right)
        }
    }

    private mutating func contains(_ range: CELValue, _ value: CELValue) throws(CELFault) -> Bool {
        switch range {
        case .list(let items, _):
            try spend(items.count)
            return items.contains { $0.isEqual(to: value) }
        case .map(let members): return members[value] != nil
        default: throw .unread("in is asked of a \(range.typeName)")
        }
    }

    // MARK: Functions

    private mutating func call(_ target: CELNode?, _ name: String, _ arguments: [CELNode]) throws(CELFault) -> CELValue {
        // These look at the second only where the first is not enough.
        if let target, name == "or" || name == "orValue", arguments.count == 1 {
            guard case .optional(let inner) = try value(target) else { throw .unread("\(name)() is asked of what is not optional") }
            if let inner { return name == "or" ? .optional(inner) : inner }
            return try value(arguments[0])
        }
        var values: [CELValue] = []
        if let target { values.append(try value(target)) }
        for argument in arguments { values.append(try value(argument)) }
        try spend(values.reduce(0) { $0 + $1.weight } / 10)
        return try CELFunctions.value(name, isMethod: target != nil, values, &self)
    }

    private mutating func bound(_ binding: CELNode.Binding) throws(CELFault) -> CELValue {
        var value = try value(binding.value)
        if binding.kind != .plain {
            guard case .optional(let inner) = value else { throw .unread("optMap() is asked of what is not optional") }
            guard let inner else { return .optional(nil) }
            value = inner
        }
        variables.append((binding.name, value))
        defer { variables.removeLast() }
        let result = try self.value(binding.body)
        return binding.kind == .map ? .optional(result) : result
    }
}

extension CELValue {
    /// About how much there is of it, for counting steps.
    var weight: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .list(let items, _): items.count * 10
        case .map(let members): members.keys.count * 10
        default: 1
        }
    }

    fileprivate var isUnordered: Bool {
        if case .list(_, .plain) = self { false } else if case .list = self { true } else { false }
    }
}
