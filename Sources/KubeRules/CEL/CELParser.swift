/// Reads an expression.
struct CELParser {
    private let tokens: [CELToken]
    private var place = 0
    private var depth = 0
    /// Names bound by what stands around: they are no name spaces.
    private var bound: [String] = []
    /// Whether the value before the change is spoken of.
    private(set) var usesOldSelf = false

    /// Deeper ones are hostile: the deepest known rule has a dozen brackets.
    private static let deepest = 48
    /// Of operators in a row: `a + b + c …` nests to the left.
    private static let longestRow = 200

    init(_ text: String) throws(CELFault) { tokens = try CELLexer.tokens(of: text) }

    mutating func read() throws(CELFault) -> CELNode {
        let node = try expression()
        guard token == .end else { throw .unread("it goes on where it should end, with \(word)") }
        return node
    }

    private var token: CELToken { tokens[place] }

    private var word: String {
        switch token {
        case .name(let text), .quoted(let text), .string(let text), .sign(let text): text
        case .end: "nothing"
        case .integer, .tooLarge, .unsigned, .double, .bytes: "a number"
        }
    }

    private mutating func take(_ sign: String) -> Bool {
        guard token == .sign(sign) else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ sign: String) throws(CELFault) {
        guard take(sign) else { throw .unread("\(sign) is missing before \(word)") }
    }

    private mutating func expression() throws(CELFault) -> CELNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw .unread("its brackets are nested too deep") }
        let condition = try row(["||"])
        guard take("?") else { return condition }
        let yes = try row(["||"])
        try expect(":")
        return .choice(condition, yes, try expression())
    }

    private static let rows: [[String]] = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"]]

    /// Operators of one rank, and what binds closer between them.
    private mutating func row(_ signs: [String]) throws(CELFault) -> CELNode {
        guard let rank = Self.rows.firstIndex(of: signs) else { return try unary() }
        return try row(rank: rank)
    }

    private mutating func row(rank: Int) throws(CELFault) -> CELNode {
        guard rank < Self.rows.count else { return try unary() }
        var left = try row(rank: rank + 1), parts: [CELNode] = [], count = 0
        while let sign = sign(of: rank) {
            place += 1
            count += 1
            guard count <= Self.longestRow else { throw .unread("it has more than \(Self.longestRow) operators in a row") }
            let right = try row(rank: rank + 1)
            if rank < 2 {
                if parts.isEmpty { parts = [left] }
                parts.append(right)
            } else if let sign = CELOperator(rawValue: sign) {
                left = .operation(sign, left, right)
            }
        }
        return parts.isEmpty ? left : rank == 0 ? .or(parts) : .and(parts)
    }

    private func sign(of rank: Int) -> String? {
        switch token {
        case .sign(let sign) where Self.rows[rank].contains(sign): sign
        case .name("in") where rank == 2: "in"
        default: nil
        }
    }

    private mutating func unary() throws(CELFault) -> CELNode {
        var signs: [String] = []
        while token == .sign("!") || token == .sign("-") {
            guard signs.count < Self.deepest else { throw .unread("it has too many signs in a row") }
            signs.append(word)
            place += 1
        }
        if token == .tooLarge, signs.last == "-" {
            place += 1
            signs.removeLast()
            return signed(.literal(.integer(.min)), signs)
        }
        return signed(try member(), signs)
    }

    private func signed(_ node: CELNode, _ signs: [String]) -> CELNode {
        signs.reversed().reduce(node) { node, sign in
            guard sign == "-" else { return .not(node) }
            if case .literal(.integer(let value)) = node, value != .min { return .literal(.integer(-value)) }
            if case .literal(.double(let value)) = node { return .literal(.double(-value)) }
            return .negate(node)
        }
    }

    /// A value and what is taken out of it: `a.b[0].c()`.
    private mutating func member() throws(CELFault) -> CELNode {
        var node = try primary(), count = 0
        while true {
            count += 1
            guard count <= Self.longestRow else { throw .unread("it goes too deep into a value") }
            if take(".") {
                let isOptional = take("?")
                let isQuoted = if case .quoted = token { true } else { false }
                let name = try fieldName()
                if !isOptional, !isQuoted, take("(") {
                    node = try call(node, name)
                } else {
                    node = .select(node, isQuoted ? name : CELNames.unescaped(name), isOptional: isOptional)
                }
            } else if take("[") {
                let isOptional = take("?")
                let index = try expression()
                try expect("]")
                node = .index(node, index, isOptional: isOptional)
            } else {
                return node
            }
        }
    }

    private mutating func fieldName() throws(CELFault) -> String {
        switch token {
        case .name(let name), .quoted(let name):
            place += 1
            return name
        default: throw .unread("a name is missing before \(word)")
        }
    }

    private mutating func primary() throws(CELFault) -> CELNode {
        let token = token
        place += 1
        switch token {
        case .integer(let value): return .literal(.integer(value))
        case .unsigned(let value): return .literal(.unsigned(value))
        case .double(let value): return .literal(.double(value))
        case .string(let value): return .literal(.string(value))
        case .bytes(let value): return .literal(.bytes(value))
        case .name("true"): return .literal(.bool(true))
        case .name("false"): return .literal(.bool(false))
        case .name("null"): return .literal(.null)
        case .name(let name):
            guard name != "in" else { break }
            if take("(") { return try call(nil, name) }
            guard self.token != .sign("{") else { throw .unread("values of the type \(name) are not made here") }
            if name == "oldSelf" { usesOldSelf = true }
            return .name(name)
        case .sign("("):
            let node = try expression()
            try expect(")")
            return node
        case .sign("["): return .list(try elements())
        case .sign("{"): return .map(try entries())
        case .sign("."): if case .name = self.token { return try primary() }
        case .quoted, .tooLarge, .sign, .end: break
        }
        place -= 1
        throw .unread("a value is missing before \(word)")
    }

    private mutating func elements() throws(CELFault) -> [CELNode.Element] {
        var elements: [CELNode.Element] = []
        while !take("]") {
            let isOptional = take("?")
            elements.append(.init(value: try expression(), isOptional: isOptional))
            if !take(","), token != .sign("]") { throw .unread("] is missing before \(word)") }
        }
        return elements
    }

    private mutating func entries() throws(CELFault) -> [CELNode.Entry] {
        var entries: [CELNode.Entry] = []
        while !take("}") {
            let isOptional = take("?"), key = try expression()
            try expect(":")
            entries.append(.init(key: key, value: try expression(), isOptional: isOptional))
            if !take(","), token != .sign("}") { throw .unread("} is missing before \(word)") }
        }
        return entries
    }

    // MARK: Calls

    private mutating func call(_ target: CELNode?, _ name: String) throws(CELFault) -> CELNode {
        if target == nil, name == "has" { return try has() }
        if case .name("cel")? = target, name == "bind" {
            return .binding(try binding(.plain, value: nil))
        }
        if let target, ["optMap", "optFlatMap"].contains(name) {
            return .binding(try binding(name == "optMap" ? .map : .flatMap, value: target))
        }
        if let target, let kind = CELNode.Loop.Kind(rawValue: name == "existsOne" ? "exists_one" : name), let loop = try loop(kind, target) {
            return loop
        }
        var arguments: [CELNode] = []
        while !take(")") {
            arguments.append(try expression())
            if !take(","), token != .sign(")") { throw .unread(") is missing before \(word)") }
        }
        if case .name(let space)? = target, CELNames.spaces.contains(space), !bound.contains(space) {
            return .call(nil, "\(space).\(name)", arguments)
        }
        return .call(target, name, arguments)
    }

    private mutating func has() throws(CELFault) -> CELNode {
        let node = try expression()
        try expect(")")
        guard case .select(let target, let name, let isOptional) = node else { throw .unread("has() is asked of something that is no field") }
        return .has(target, name, isOptional: isOptional)
    }

    private mutating func binding(_ kind: CELNode.Binding.Kind, value: CELNode?) throws(CELFault) -> CELNode.Binding {
        let name = try fieldName()
        try expect(",")
        var bindee = value
        if bindee == nil {
            bindee = try expression()
            try expect(",")
        }
        bound.append(name)
        defer { bound.removeLast() }
        let body = try expression()
        try expect(")")
        return .init(kind: kind, name: name, value: bindee ?? .literal(.null), body: body)
    }

    /// - Returns: nil where it is a function of that name: the place is where it was then.
    private mutating func loop(_ kind: CELNode.Loop.Kind, _ range: CELNode) throws(CELFault) -> CELNode? {
        guard case .name(let first) = token, tokens[place + 1] == .sign(",") else { return nil }
        place += 2
        var names = [first]
        if case .name(let second) = token, tokens[place + 1] == .sign(","), kind != .map, kind != .filter {
            names.append(second)
            place += 2
        }
        bound += names
        defer { bound.removeLast(names.count) }
        var bodies = [try expression()]
        if take(",") { bodies.append(try expression()) }
        try expect(")")
        let transforms = [.map, .transformList, .transformMap].contains(kind)
        guard bodies.count == 1 || transforms else { throw .unread("\(kind.rawValue)() has too much in it") }
        return .loop(
            .init(
                kind: kind, range: range, names: names, condition: transforms && bodies.count == 1 ? nil : bodies[0],
                result: transforms ? bodies.last : nil))
    }
}
