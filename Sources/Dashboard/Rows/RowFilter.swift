import KubeModel

/// What `/` narrows a list to; its grammar, with the help for it, is in ``RowFilterGrammar``.
public struct RowFilter: Hashable, Sendable {
    struct Term: Hashable, Sendable {
        var test: Test
        var isNegated = false
    }

    enum Test: Hashable, Sendable {
        case contains(TextPattern)
        case labels(LabelSelector)
        /// Any of these. What is being deleted is in no other state.
        case states(Set<Health>, deleting: Bool)
        /// Any of these; a `*` at the end takes every name that begins so.
        case namespaces([String])
        /// A field of the spec that is set, by its name in small letters.
        case has(String)
        /// What it points at.
        case to(PointedPlace)
        /// What cannot be understood, as while it is being typed: no row matches, negated or not.
        case unreadable
    }

    /// What is to be said of a term.
    public struct Remark: Hashable, Sendable {
        public var sentence: String
        /// The characters of the text that it is about.
        public var place: Range<Int>
    }

    /// As typed.
    public let text: String
    let terms: [Term]
    /// What is wrong with a term, or may not mean what it seems to; nil while all is understood.
    public let remark: Remark?

    public static let none = RowFilter("")
    public var isEmpty: Bool { terms.isEmpty }
    /// Whether a term cannot be understood; no row matches then.
    public var isUnreadable: Bool { terms.contains { $0.test == .unreadable } }

    /// - Parameter isOfChanges: Whether changes are narrowed by it, and not objects.
    public init(_ text: String, isOfChanges: Bool = false) {
        self.text = text
        var reader = RowFilterReader(text, isOfChanges: isOfChanges)
        terms = reader.terms()
        remark = reader.remark
    }

    /// Whether every row that passes this one passes the other, too.
    func narrows(_ other: RowFilter) -> Bool {
        guard terms.count >= other.terms.count else { return false }
        return zip(terms, other.terms).allSatisfy { mine, theirs in
            if mine == theirs { return true }
            guard case .contains(let text) = mine.test, case .contains(let part) = theirs.test else { return false }
            return !mine.isNegated && !theirs.isNegated && text.narrows(part)
        }
    }

    // MARK: What is asked of a row

    /// `timeout` is what some versions call `timeouts`.
    static func has(_ name: String, _ row: ResourceRow) -> Bool {
        row.fields.contains { field in
            let field = field.lowercased()
            return field == name || field == name + "s" || field + "s" == name
                || (name.hasSuffix("y") && field == name.dropLast() + "ies") || (field.hasSuffix("y") && name == field.dropLast() + "ies")
        }
    }
}
