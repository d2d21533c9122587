import KubeModel

/// What `/` narrows a list to. Terms are joined by and, each may be turned round with `!`:
/// `cors !legacy state:failing,warning !state:healthy ns:shop -l team=a !-l legacy`.
public struct RowFilter: Hashable, Sendable {
    struct Term: Hashable, Sendable {
        var test: Test
        var isNegated = false
    }

    enum Test: Hashable, Sendable {
        case contains(ByteSearch)
        case labels(LabelSelector)
        /// Any of these. What is being deleted is in no other state.
        case states(Set<Health>, deleting: Bool)
        /// Any of these; a `*` at the end takes every name that begins so.
        case namespaces([String])
        /// What cannot be understood, as while it is being typed: no row matches, negated or not.
        case unreadable
    }

    /// As typed.
    public let text: String
    let terms: [Term]
    /// What is wrong with a term, or may not mean what it seems to; nil while all is understood.
    public let remark: String?

    public static let none = RowFilter("")
    public var isEmpty: Bool { terms.isEmpty }
    /// Whether a term cannot be understood; no row matches then.
    public var isUnreadable: Bool { terms.contains { $0.test == .unreadable } }

    public init(_ text: String) {
        self.text = text
        var reader = RowFilterReader(text)
        terms = reader.terms()
        remark = reader.remark
    }

    /// Whether every row that passes this one passes the other, too.
    func narrows(_ other: RowFilter) -> Bool {
        guard terms.count >= other.terms.count else { return false }
        return zip(terms, other.terms).allSatisfy { mine, theirs in
            if mine == theirs { return true }
            guard case .contains(let text) = mine.test, case .contains(let part) = theirs.test else { return false }
            return !mine.isNegated && !theirs.isNegated && part.first(in: text.wanted) != nil
        }
    }
}
