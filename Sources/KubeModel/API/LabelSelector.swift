/// A selector of labels as `labelSelector` spells it: `app=web,tier in (a,b),!legacy`.
public struct LabelSelector: Hashable, Sendable {
    public enum Requirement: Hashable, Sendable {
        case equals(String, String)
        case notEquals(String, String)
        case isIn(String, [String])
        case notIn(String, [String])
        case exists(String)
        case doesNotExist(String)
        /// `key>5`, `key<5`: labels that are whole numbers.
        case greater(String, Int)
        case less(String, Int)
    }

    public enum ParseError: Error, Equatable, CustomStringConvertible {
        case invalid(String)

        public var description: String {
            switch self {
            case .invalid(let part): "unable to parse requirement: \(part)"
            }
        }
    }

    public var requirements: [Requirement]

    public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

    /// - Throws: ``ParseError`` naming the requirement that could not be read. Empty text selects everything.
    public init(parsing text: String) throws(ParseError) {
        requirements = []
        for part in try Self.split(text) { requirements.append(try Self.requirement(part)) }
    }

    /// All requirements hold. A missing label satisfies `!=` and `notin`, as in Kubernetes.
    public func matches(_ label: (String) -> String?) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .equals(let key, let value): label(key) == value
            case .notEquals(let key, let value): label(key) != value
            case .isIn(let key, let values): label(key).map(values.contains) ?? false
            case .notIn(let key, let values): !(label(key).map(values.contains) ?? false)
            case .exists(let key): label(key) != nil
            case .doesNotExist(let key): label(key) == nil
            case .greater(let key, let bound): label(key).flatMap { Int($0) }.map { $0 > bound } ?? false
            case .less(let key, let bound): label(key).flatMap { Int($0) }.map { $0 < bound } ?? false
            }
        }
    }

    /// Cuts at commas outside parentheses.
    private static func split(_ text: String) throws(ParseError) -> [String] {
        var parts: [String] = [], current = "", depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            guard (0...1).contains(depth) else { throw .invalid(text) }
            if character == ",", depth == 0 {
                parts.append(current)
                current = ""
            } else {
                current.append(character)
            }
        }
        guard depth == 0 else { throw .invalid(text) }
        if !parts.isEmpty || !trim(current).isEmpty { parts.append(current) }
        return parts.map(trim)
    }

    private static func requirement(_ part: String) throws(ParseError) -> Requirement {
        if part.hasPrefix("!") { return .doesNotExist(try key(String(part.dropFirst()), in: part)) }
        if let open = part.firstIndex(of: "(") { return try setRequirement(part, open: open) }
        for sign in ["!=", "==", "=", ">", "<"] {
            guard let range = part.firstRange(of: sign) else { continue }
            let name = try key(String(part[..<range.lowerBound]), in: part)
            let value = trim(String(part[range.upperBound...]))
            if sign == ">" || sign == "<" {
                guard let bound = Int(value) else { throw .invalid(part) }
                return sign == ">" ? .greater(name, bound) : .less(name, bound)
            }
            guard isValue(value) else { throw .invalid(part) }
            return sign == "!=" ? .notEquals(name, value) : .equals(name, value)
        }
        return .exists(try key(part, in: part))
    }

    private static func setRequirement(_ part: String, open: String.Index) throws(ParseError) -> Requirement {
        guard part.hasSuffix(")") else { throw .invalid(part) }
        let words = part[..<open].split(separator: " ").map(String.init)
        guard words.count == 2 else { throw .invalid(part) }
        let name = try key(words[0], in: part)
        let values = part[part.index(after: open)...].dropLast().split(separator: ",", omittingEmptySubsequences: false)
            .map { trim(String($0)) }
        guard values.allSatisfy(isValue) else { throw .invalid(part) }
        switch words[1] {
        case "in": return .isIn(name, values)
        case "notin": return .notIn(name, values)
        default: throw .invalid(part)
        }
    }

    private static func key(_ text: String, in part: String) throws(ParseError) -> String {
        let key = trim(text)
        let pieces = key.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(pieces.count), pieces.allSatisfy({ !$0.isEmpty }), key.utf8.count <= 317,
            pieces.allSatisfy({ isValue(String($0), limit: 253) })
        else { throw .invalid(part) }
        return key
    }

    /// Label values: up to 63 of letters, digits, `-`, `_`, `.`, beginning and ending with a letter or digit; or nothing.
    private static func isValue(_ text: String) -> Bool { isValue(text, limit: 63) }

    private static func isValue(_ text: String, limit: Int) -> Bool {
        guard text.utf8.count <= limit else { return false }
        let alphanumeric: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard let first = text.first, let last = text.last else { return true }
        return alphanumeric(first) && alphanumeric(last) && text.allSatisfy { alphanumeric($0) || "-_.".contains($0) }
    }

    private static func trim(_ text: String) -> String {
        String(text.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
    }
}
