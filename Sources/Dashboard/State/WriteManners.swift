/// How the person wants changes to be made.
public struct WriteManners: Hashable, Sendable {
    /// Whether it is shown what a change does before it is sent.
    public var asksBeforeSending: Bool
    /// Contexts in which a deletion wants the object's name to be typed: patterns with `*` and `?`, in any case.
    public var carefulContexts: [String]

    public init(asksBeforeSending: Bool = true, carefulContexts: [String] = []) {
        self.asksBeforeSending = asksBeforeSending
        self.carefulContexts = carefulContexts
    }

    /// - Parameter patterns: `*prod*,live-?`, as an environment variable has them.
    public static func patterns(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
    }

    public func isCareful(in context: String) -> Bool { carefulContexts.contains { Self.matches(context, $0) } }

    /// Cost: the product of the lengths at most.
    private static func matches(_ text: String, _ pattern: String) -> Bool {
        let text = Array(text.lowercased()), pattern = Array(pattern.lowercased())
        var (place, wanted) = (0, 0)
        // Where the last star stood, and how far it has eaten.
        var star: (pattern: Int, text: Int)?
        while place < text.count {
            if wanted < pattern.count, pattern[wanted] == "*" {
                star = (wanted, place)
                wanted += 1
            } else if wanted < pattern.count, pattern[wanted] == "?" || pattern[wanted] == text[place] {
                (place, wanted) = (place + 1, wanted + 1)
            } else if let last = star {
                (place, wanted) = (last.text + 1, last.pattern + 1)
                star = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[wanted...].allSatisfy { $0 == "*" }
    }
}
