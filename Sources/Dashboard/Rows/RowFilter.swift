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

    public func matches(_ row: ResourceRow) -> Bool {
        var text: RowText?
        return terms.allSatisfy { term in
            switch term.test {
            case .contains(let wanted): RowText.of(row, &text).contains(wanted) != term.isNegated
            case .labels(let selector): selector.matches { row.label($0) } != term.isNegated
            case .states(let states, let deleting):
                (row.isDeleting ? deleting : states.contains(row.health)) != term.isNegated
            case .namespaces(let names): names.contains { Self.isNamespace(row, $0) } != term.isNegated
            case .unreadable: false
            }
        }
    }

    private static func isNamespace(_ row: ResourceRow, _ name: String) -> Bool {
        let namespace = (row.key.namespace ?? "").lowercased()
        return name.hasSuffix("*") ? namespace.hasPrefix(name.dropLast()) : namespace == name
    }
}

/// What a row shows, lowered once for all terms. A term may reach over place and name, as `shop/cart`, but not further.
private struct RowText {
    private let texts: [[UInt8]]

    /// Made where it is asked for: filters by state or label never do.
    static func of(_ row: ResourceRow, _ made: inout RowText?) -> RowText {
        if let made { return made }
        let text = RowText(texts: (["\(row.key)"] + row.columns).map(ByteSearch.lowered))
        made = text
        return text
    }

    func contains(_ search: ByteSearch) -> Bool { texts.contains { search.first(in: $0) != nil } }
}
