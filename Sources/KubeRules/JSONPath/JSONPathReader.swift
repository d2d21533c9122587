/// Reads a ``JSONPath`` step by step. Every method returns nil where it meets what it does not know.
struct JSONPathReader {
    typealias Step = JSONPath.Step

    private static let deepest = 16
    private let characters: [Character]
    private var place = 0
    private let depth: Int

    init(_ text: String) {
        var text = Self.trimmed(text)[...]
        if text.hasPrefix("{"), text.hasSuffix("}") { text = text.dropFirst().dropLast() }
        self.init(Array(text), depth: 0)
    }

    /// - Parameter depth: How many brackets this stands in.
    private init(_ characters: [Character], depth: Int) {
        self.characters = characters
        self.depth = depth
    }

    /// A path from the object: `.spec.type`, `$.spec.type`, `spec.type`.
    mutating func wholePath() -> [Step]? {
        skipSpace()
        if current == "$" { place += 1 }
        var steps: [Step] = []
        if let first = current, first != ".", first != "[" {
            guard let name = name() else { return nil }
            steps.append(name)
        }
        guard let rest = path() else { return nil }
        return steps + rest
    }

    private var current: Character? { characters.indices.contains(place) ? characters[place] : nil }
    private var next: Character? { characters.indices.contains(place + 1) ? characters[place + 1] : nil }

    private mutating func skipSpace() {
        while current == " " { place += 1 }
    }

    /// Every step up to the end.
    private mutating func path() -> [Step]? {
        var steps: [Step] = []
        while let character = current {
            switch character {
            case " ": place += 1
            case "." where next == ".":
                // Twice in a row leads nowhere that once does not.
                guard steps.last != .descend else { return nil }
                place += 2
                steps.append(.descend)
                if current == "[" { continue }
                guard let name = name() else { return nil }
                steps.append(name)
            case ".":
                place += 1
                if current == "[" { continue }
                guard let name = name() else { return nil }
                steps.append(name)
            case "[":
                guard let inside = bracket(), let step = bracketStep(inside) else { return nil }
                steps.append(step)
            default: return nil
            }
        }
        return steps.last == .descend ? nil : steps
    }

    /// A name up to what can stand in none; a backslash takes the character after it as it stands.
    private mutating func name() -> Step? {
        // In a filter, signs and quotes are no part of a name either: a comparison that we do not know is none.
        let ends = depth > 0 ? " .,[]{}$@()=!<>~&|'\"" : " .,[]{}$@()"
        var name = "", isPlain = true
        while let character = current, !ends.contains(character) {
            if character == "\\", next != nil {
                place += 1
                isPlain = false
            }
            name.append(characters[place])
            place += 1
        }
        guard !name.isEmpty else { return nil }
        return name == "*" && isPlain ? .all : .member(name)
    }

    /// What stands between two brackets, whatever is quoted or nested in there.
    private mutating func bracket() -> [Character]? {
        place += 1
        var inside: [Character] = [], quote: Character?, open = 0
        while let character = current {
            place += 1
            if let end = quote {
                inside.append(character)
                if character == "\\", let escaped = current {
                    inside.append(escaped)
                    place += 1
                } else if character == end {
                    quote = nil
                }
                continue
            }
            if character == "]" {
                if open == 0 { return inside }
                open -= 1
            }
            if character == "[" { open += 1 }
            if character == "'" || character == "\"" { quote = character }
            inside.append(character)
        }
        return nil
    }

    private func bracketStep(_ inside: [Character]) -> Step? {
        let text = Self.trimmed(String(inside))
        guard depth < Self.deepest, !text.isEmpty else { return nil }
        if text.hasPrefix("?") { return test(text).map { .filter($0) } }
        guard let parts = Self.split(text, at: ",") else { return nil }
        guard parts.count > 1 else { return single(text) }
        var branches: [[Step]] = []
        for part in parts {
            guard let step = single(part) else { return nil }
            branches.append([step])
        }
        return .union(branches)
    }

    /// `*`, `'name'`, a place or a slice.
    private func single(_ text: String) -> Step? {
        if text == "*" { return .all }
        if let name = Self.unquoted(text) { return .member(name) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Self.trimmed(String($0)) }
        if parts.count == 1 { return Int(text).map { .element($0) } }
        guard parts.count <= 3, parts.allSatisfy({ $0.isEmpty || Int($0) != nil }) else { return nil }
        let by = parts.count == 3 ? Int(parts[2]) ?? 1 : 1
        guard by > 0 else { return nil }
        return .slice(from: Int(parts[0]), to: Int(parts[1]), by: by)
    }

    /// `?(@.type=="Ready")`, `?(@.port)`.
    private func test(_ text: String) -> JSONPath.Test? {
        var text = Self.trimmed(String(text.dropFirst()))
        guard text.hasPrefix("("), text.hasSuffix(")") else { return nil }
        text = Self.trimmed(String(text.dropFirst().dropLast()))
        let letters = Array(text)
        guard let sign = Self.firstSign(in: letters) else { return operand(text).flatMap(asked) }
        guard let left = operand(String(letters[..<sign.place])), case .path = left,
            let right = operand(String(letters[(sign.place + sign.sign.rawValue.count)...]))
        else { return nil }
        return JSONPath.Test(left: left, comparison: JSONPath.Comparison(sign: sign.sign, right: right))
    }

    /// Whether something is there can be asked of a path only.
    private func asked(_ operand: JSONPath.Operand) -> JSONPath.Test? {
        if case .path = operand { return JSONPath.Test(left: operand, comparison: nil) }
        return nil
    }

    private func operand(_ text: String) -> JSONPath.Operand? {
        let text = Self.trimmed(text)
        if text.hasPrefix("@") {
            var reader = JSONPathReader(Array(text.dropFirst()), depth: depth + 1)
            return reader.path().map { .path($0) }
        }
        if let quoted = Self.unquoted(text) { return .text(quoted) }
        if text == "true" || text == "false" { return .bool(text == "true") }
        if let number = Double(text) { return .number(number) }
        let isWord = !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        return isWord && text.first?.isLetter == true ? .text(text) : nil
    }

    /// The first comparison outside of quotes and brackets.
    private static func firstSign(in letters: [Character]) -> (place: Int, sign: JSONPath.Test.Sign)? {
        for place in outside(letters) {
            for sign in JSONPath.Test.Sign.allCases where letters[place...].starts(with: Array(sign.rawValue)) {
                return (place, sign)
            }
        }
        return nil
    }

    /// The parts between separators that stand outside of quotes and brackets; nil where one is empty.
    private static func split(_ text: String, at separator: Character) -> [String]? {
        let letters = Array(text)
        let cuts = outside(letters).filter { letters[$0] == separator }
        let ends = cuts + [letters.count]
        let starts = [0] + cuts.map { $0 + 1 }
        let parts = zip(starts, ends).map { trimmed(String(letters[$0..<$1])) }
        return parts.contains("") ? nil : parts
    }

    /// The places outside of quotes and brackets.
    private static func outside(_ letters: [Character]) -> [Int] {
        var places: [Int] = [], quote: Character?, open = 0, isEscaped = false
        for (place, letter) in letters.enumerated() {
            if isEscaped {
                isEscaped = false
            } else if letter == "\\" {
                isEscaped = true
            } else if let end = quote {
                if letter == end { quote = nil }
            } else if letter == "'" || letter == "\"" {
                quote = letter
            } else if letter == "[" {
                open += 1
            } else if letter == "]" {
                open -= 1
            } else if open == 0 {
                places.append(place)
            }
        }
        return places
    }

    /// What stands between two equal quotes, none of which is inside; a backslash takes the next character as it stands.
    private static func unquoted(_ text: String) -> String? {
        guard text.count >= 2, let quote = text.first, quote == "'" || quote == "\"" else { return nil }
        var inside = "", letters = text.dropFirst()
        while let letter = letters.popFirst() {
            if letter == quote { return letters.isEmpty ? inside : nil }
            guard letter == "\\" else {
                inside.append(letter)
                continue
            }
            guard let escaped = letters.popFirst() else { return nil }
            inside.append(escaped)
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        String(text.trimmingPrefix { $0 == " " }.reversed().trimmingPrefix { $0 == " " }.reversed())
    }
}
