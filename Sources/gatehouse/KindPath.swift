import Dashboard
import KubeModel

/// A kind with the way to one of its fields behind it, as `explain` takes it: `tp.spec.cors`.
struct KindPath: Equatable {
    /// Where the name of the kind ends, nobody knows before the kinds are: groups have dots, too.
    private let words: [String]
    /// What follows as a word of its own.
    private let below: String

    /// - Parameter below: Empty where there is none.
    init(_ word: String, below: String = "") {
        words = word.split(separator: ".").map(String.init)
        self.below = below
    }

    /// The word that would be the kind, were no group in it.
    var first: String { words.first ?? "" }

    /// - Returns: The kind whose whole name, with group and version where they are said, is the longest beginning of it, and the path of
    ///   the field, empty for the whole object. nil: none is.
    func found(among names: KindNames) -> (answer: KindNames.Answer, field: String)? {
        for length in stride(from: words.count, to: 0, by: -1) {
            if let answer = names.findExact(words.prefix(length).joined(separator: ".")) { return (answer, field(after: length)) }
        }
        return nil
    }

    /// The path of the field where so many words name the kind.
    func field(after length: Int) -> String { (words.dropFirst(length) + [below]).filter { !$0.isEmpty }.joined(separator: ".") }
}
