/// An expression as a tree.
indirect enum CELNode: Sendable {
    case literal(CELValue)
    case name(String)
    /// `a.b`, `a.?b`.
    case select(CELNode, String, isOptional: Bool)
    /// `has(a.b)`.
    case has(CELNode, String, isOptional: Bool)
    /// `a[b]`, `a[?b]`.
    case index(CELNode, CELNode, isOptional: Bool)
    /// `f(a)`, `a.f(b)`, `space.f(a)`.
    case call(CELNode?, String, [CELNode])
    case not(CELNode)
    case negate(CELNode)
    case and([CELNode])
    case or([CELNode])
    case choice(CELNode, CELNode, CELNode)
    case operation(CELOperator, CELNode, CELNode)
    case list([Element])
    case map([Entry])
    case loop(Loop)
    /// `cel.bind(name, value, body)`, `a.optMap(name, body)`.
    case binding(Binding)

    struct Element: Sendable {
        var value: CELNode
        var isOptional: Bool
    }

    struct Entry: Sendable {
        var key: CELNode
        var value: CELNode
        var isOptional: Bool
    }

    struct Binding: Sendable {
        enum Kind: Sendable { case plain, map, flatMap }

        var kind: Kind
        var name: String
        var value: CELNode
        var body: CELNode
    }

    /// What is asked of every element of a list, or of every key of a map.
    struct Loop: Sendable {
        enum Kind: String, Sendable {
            case all, exists, existsOne = "exists_one", filter, map, transformList, transformMap
        }

        var kind: Kind
        var range: CELNode
        /// One or two: with two the first is the index or the key.
        var names: [String]
        /// nil: every element counts.
        var condition: CELNode?
        /// What becomes of an element; nil: itself, or only the condition matters.
        var result: CELNode?
    }
}

enum CELOperator: String, Sendable {
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", isIn = "in"
    case plus = "+", minus = "-", times = "*", divided = "/", modulo = "%"
}
