import KubeModel

/// What `/` narrows a list to. Words are joined by and: `cors !legacy state:failing -l team=a`.
public struct RowFilter: Hashable, Sendable {
    enum Term: Hashable, Sendable {
        case contains(ByteSearch)
        case excludes(ByteSearch)
        case labels(LabelSelector)
        case state(Health)
        case deleting
        /// A term that cannot be read yet, as while it is being typed: shows everything.
        case incomplete
    }

    /// Words beyond this many are not looked for, and said to be left out: each costs a look at every row.
    static let mostTerms = 64

    /// As typed.
    public let text: String
    let terms: [Term]

    public static let none = RowFilter("")
    public var isEmpty: Bool { terms.isEmpty }
    /// Whether a part of the text means nothing (yet); such a part lets everything through.
    public var isIncomplete: Bool { terms.contains(.incomplete) }

    public init(_ text: String) {
        self.text = text
        var terms: [Term] = [], seen: Set<Term> = []
        var words = text.split(separator: " ").map(String.init)[...]
        while let word = words.popFirst() {
            if word == "-l" {
                terms.append(Self.labels(words.joined(separator: " ")))
                break
            }
            let term = Self.term(word)
            // Said twice it means the same, and would be looked for twice in every row.
            if seen.insert(term).inserted { terms.append(term) }
        }
        self.terms = terms.count > Self.mostTerms ? terms.prefix(Self.mostTerms) + [.incomplete] : terms
    }

    private static func labels(_ text: String) -> Term {
        guard !text.isEmpty, let selector = try? LabelSelector(parsing: text) else { return .incomplete }
        return .labels(selector)
    }

    private static func term(_ word: String) -> Term {
        if word.hasPrefix("-l"), word.count > 2 { return labels(String(word.dropFirst(2))) }
        if word.hasPrefix("!") {
            return word.count > 1 ? .excludes(ByteSearch(String(word.dropFirst()))) : .incomplete
        }
        if word.lowercased().hasPrefix("state:") {
            let name = word.dropFirst(6).lowercased()
            if !name.isEmpty, "deleting".hasPrefix(name) { return .deleting }
            return Health.allCases.first { !name.isEmpty && $0.word.hasPrefix(name) }.map(Term.state) ?? .incomplete
        }
        return .contains(ByteSearch(word))
    }

    public func matches(_ row: ResourceRow) -> Bool {
        var text: RowText?
        return terms.allSatisfy { term in
            switch term {
            case .contains(let wanted): RowText.of(row, &text).contains(wanted)
            case .excludes(let wanted): !RowText.of(row, &text).contains(wanted)
            case .labels(let selector): selector.matches { row.label($0) }
            case .state(let health): row.health == health && !row.isDeleting
            case .deleting: row.isDeleting
            case .incomplete: true
            }
        }
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
