import KubeModel
import KubeRules

/// Reads the terms of a ``RowFilter``, and says of the first that is wrong what is wrong with it, and where.
struct RowFilterReader {
    typealias Test = RowFilter.Test

    private struct Word {
        var text: String
        /// In characters of the whole.
        var place: Range<Int>
    }

    /// Each term costs a look at every row.
    private static let mostTerms = 64
    /// How many words one selector of labels may have: `team in (a, b, c)` has five.
    private static let longestSelector = 40
    private static let signs: Set<String> = ["in", "notin", "=", "==", "!=", "<", ">", "("]
    private var words: ArraySlice<Word>
    /// The words of the term that is read.
    private var place = 0..<0
    private(set) var remark: RowFilter.Remark?

    private let isOfChanges: Bool

    /// - Parameter isOfChanges: Whether what only objects have is refused.
    init(_ text: String, isOfChanges: Bool = false) {
        words = Self.words(of: text)[...]
        self.isOfChanges = isOfChanges
    }

    /// Blanks part words, but not between quotes.
    private static func words(of text: String) -> [Word] {
        var words: [Word] = [], word = "", start = 0, isQuoted = false
        for (index, character) in text.enumerated() {
            if character == " ", !isQuoted {
                if !word.isEmpty { words.append(Word(text: word, place: start..<index)) }
                (word, start) = ("", index + 1)
                continue
            }
            if word.isEmpty { start = index }
            // A quote that begins a word, or ends it; elsewhere it is a sign like others.
            if character == "\"", word.isEmpty || word.allSatisfy({ $0 == "!" }) || isQuoted { isQuoted.toggle() }
            word.append(character)
        }
        if !word.isEmpty { words.append(Word(text: word, place: start..<text.count)) }
        return words
    }

    mutating func terms() -> [RowFilter.Term] {
        var terms: [RowFilter.Term] = [], seen: Set<RowFilter.Term> = []
        while let word = words.popFirst() {
            place = word.place
            guard terms.count < Self.mostTerms else {
                return terms + [RowFilter.Term(test: refuse("A filter takes at most \(Self.mostTerms) terms."))]
            }
            let term = term(word.text)
            // Said twice it means the same, and would be looked for twice in every row.
            if seen.insert(term).inserted { terms.append(term) }
        }
        return terms
    }

    private mutating func term(_ typed: String) -> RowFilter.Term {
        var word = typed[...], isNegated = false
        while word.hasPrefix("!") {
            word = word.dropFirst()
            isNegated.toggle()
        }
        return RowFilter.Term(test: test(String(word), typed: typed), isNegated: isNegated)
    }

    private mutating func test(_ word: String, typed: String) -> Test {
        guard !word.isEmpty else { return refuse("\(typed) wants something behind it to leave out: \(typed)text.") }
        if word.hasPrefix("\"") { return text(word) }
        if word.hasPrefix("-l") {
            guard isOfChanges else { return labels(String(word.dropFirst(2))) }
            words = []
            return refuse("-l asks for labels, which changes are kept without: a goes to all objects, which are narrowed by them.")
        }
        guard let colon = word.firstIndex(of: ":") else { return text(word) }
        let name = word[..<colon].lowercased(), value = word[word.index(after: colon)...].lowercased()
        let values = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        switch name {
        case "state": return states(values, word)
        case "ns", "namespace":
            guard !values.contains("") else { return refuse("\(word) wants a namespace: ns:NAME, or ns:NAME,NAME.") }
            return .namespaces(values)
        case "has" where isOfChanges:
            return refuse("has: asks for a field of the spec, which changes are kept without: a goes to all objects; the name of a field by itself is looked for as text.")
        case "has":
            guard !value.isEmpty else { return refuse("has: wants a field of the spec: has:cors.") }
            guard value.allSatisfy({ $0.isLetter || $0.isNumber }) else {
                return refuse("has: takes one field of the spec, without what is below it: has:cors.")
            }
            return .has(value)
        case "to":
            guard !value.isEmpty else { return refuse("to: wants what is pointed at: to:Gateway/public, or to:public.") }
            guard let place = PointedPlace(value) else {
                return refuse("\(word) is no place: to:NAME, to:KIND/NAME, to:NAMESPACE/NAME, to:KIND/NAMESPACE/NAME.")
            }
            return .to(place)
        default: return other(name, word)
        }
    }

    private mutating func text(_ word: String) -> Test {
        guard word != "\"" && (!word.hasPrefix("\"") || word.hasSuffix("\"")) else {
            return refuse("\(word) wants a \" at its end.")
        }
        do throws(PatternError) { return .contains(try TextPattern(word)) } catch {
            return refuse("The pattern \(word) cannot be read: \(error.sentence). Between quotes it is text: \"\(word)\".")
        }
    }

    private mutating func states(_ values: [String], _ word: String) -> Test {
        var states: Set<Health> = [], deleting = false
        let choice = Health.allCases.map(\.word).joined(separator: ", ") + ", deleting"
        for value in values {
            guard !value.isEmpty else { return refuse("\(word) wants a state: \(choice).") }
            // Every state begins with a letter of its own.
            if "deleting".hasPrefix(value) {
                deleting = true
            } else if let health = Health.allCases.first(where: { $0.word.hasPrefix(value) }) {
                states.insert(health)
            } else {
                return refuse("There is no state “\(value)”: \(choice).")
            }
        }
        return .states(states, deleting: deleting)
    }

    /// A colon stands in many texts (`http:80`): only what is much like a term is taken for a mistake.
    private mutating func other(_ name: String, _ word: String) -> Test {
        let isPlain = !name.isEmpty && name.allSatisfy { $0.isASCII && $0.isLetter }
        if isPlain, name.count > 3, let near = RowFilterGrammar.names.first(where: { $0.count > 2 && WordDistance.between(name, $0) <= 2 }) {
            return refuse("There is no term \(name):. Did you mean \(near):?")
        }
        if isPlain { say("There is no term \(name):, so it is looked for as text.") }
        return text(word)
    }

    /// The longest run of words that makes a selector: `-l team in (a, b) cors` ends with the bracket.
    private mutating func labels(_ first: String) -> Test {
        let following = words.prefix(Self.longestSelector).map(\.text), start = first.isEmpty ? 1 : 0
        let last = words.last?.place.upperBound ?? place.upperBound
        guard start <= following.count else { return refuse("-l wants labels: -l team=a, -l team in (a,b), -l !team.") }
        for count in stride(from: following.count, through: start, by: -1) {
            let text = ([first] + following.prefix(count)).filter { !$0.isEmpty }.joined(separator: " ")
            guard let selector = try? LabelSelector(parsing: text), !selector.requirements.isEmpty else { continue }
            // What begins a comparison and does not end it is no label with a text behind.
            if count < following.count, Self.signs.contains(following[count].lowercased()) { break }
            if count > 0 { place = place.lowerBound..<words[words.index(words.startIndex, offsetBy: count - 1)].place.upperBound }
            words = words.dropFirst(count)
            for requirement in selector.requirements {
                if case .equals(let label, "") = requirement { say("\(label)= matches only where the label is empty.") }
                // `-live` may have been meant as text.
                if case .exists(let label) = requirement, !first.isEmpty {
                    say("-l\(first) asks for the label \(label).")
                }
            }
            return .labels(selector)
        }
        words = []
        place = place.lowerBound..<last
        let text = ([first] + following).filter { !$0.isEmpty }.joined(separator: " ")
        return refuse("-l \(text) is no selector of labels: -l team=a, -l team in (a,b), -l !team.")
    }

    private mutating func refuse(_ sentence: String) -> Test {
        say(sentence)
        return .unreadable
    }

    /// What was typed may be 4 KiB long; its beginning tells which word is meant.
    private mutating func say(_ sentence: String) {
        remark = remark ?? RowFilter.Remark(sentence: sentence.utf8.count > 240 ? "\(sentence.prefix(160))…" : sentence, place: place)
    }
}
