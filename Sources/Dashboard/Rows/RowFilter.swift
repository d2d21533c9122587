import KubeModel

/// What `/` narrows a list to. Words are joined by and: `cors !legacy state:failing -l team=a`.
public struct RowFilter: Hashable, Sendable {
    enum Term: Hashable, Sendable {
        case contains(String)
        case excludes(String)
        case labels(LabelSelector)
        case state(Health)
        case deleting
        /// A term that cannot be read yet, as while it is being typed: shows everything.
        case incomplete
    }

    /// As typed.
    public let text: String
    let terms: [Term]

    public static let none = RowFilter("")
    public var isEmpty: Bool { terms.isEmpty }
    /// Whether a part of the text means nothing (yet); such a part lets everything through.
    public var isIncomplete: Bool { terms.contains(.incomplete) }

    public init(_ text: String) {
        self.text = text
        var terms: [Term] = []
        var words = text.split(separator: " ").map(String.init)[...]
        while let word = words.popFirst() {
            if word == "-l" {
                terms.append(Self.labels(words.joined(separator: " ")))
                break
            }
            terms.append(Self.term(word))
        }
        self.terms = terms
    }

    private static func labels(_ text: String) -> Term {
        guard !text.isEmpty, let selector = try? LabelSelector(parsing: text) else { return .incomplete }
        return .labels(selector)
    }

    private static func term(_ word: String) -> Term {
        if word.hasPrefix("-l"), word.count > 2 { return labels(String(word.dropFirst(2))) }
        if word.hasPrefix("!") {
            return word.count > 1 ? .excludes(word.dropFirst().lowercased()) : .incomplete
        }
        if word.lowercased().hasPrefix("state:") {
            let name = word.dropFirst(6).lowercased()
            if !name.isEmpty, "deleting".hasPrefix(name) { return .deleting }
            return Health.allCases.first { !name.isEmpty && $0.word.hasPrefix(name) }.map(Term.state) ?? .incomplete
        }
        return .contains(word.lowercased())
    }

    public func matches(_ row: ResourceRow) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .contains(let text): Self.contains(row, text)
            case .excludes(let text): !Self.contains(row, text)
            case .labels(let selector): selector.matches { row.label($0) }
            case .state(let health): row.health == health && !row.isDeleting
            case .deleting: row.isDeleting
            case .incomplete: true
            }
        }
    }

    private static func contains(_ row: ResourceRow, _ text: String) -> Bool {
        row.key.name.lowercased().contains(text) || (row.key.namespace ?? "").lowercased().contains(text)
            || row.columns.contains { $0.lowercased().contains(text) } || "\(row.key)".lowercased().contains(text)
    }
}
