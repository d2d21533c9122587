import KubeModel

/// The part of JSONPath that columns of definitions use: names, `['name']`, `[0]`, `[*]` and `[?(@.type=="Ready")]`.
struct PrinterPath: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case member(String)
        /// Negative counts from the end.
        case element(Int)
        case all
        /// Elements of which a member is equal, or unequal, to a text.
        case filter(path: [String], value: String, isEqual: Bool)
    }

    let steps: [Step]

    /// nil for a path that asks for more than this.
    init?(_ text: String) {
        var reader = PrinterPathReader(text)
        guard let steps = reader.steps(), !steps.isEmpty else { return nil }
        self.steps = steps
    }

    /// What the path leads to, several things with a comma between; empty where it leads nowhere.
    func text(in object: RawJSON) -> String {
        let found = steps.reduce([object]) { places, step in places.flatMap { Self.take(step, from: $0) } }
        return found.map(Self.text).filter { !$0.isEmpty }.joined(separator: ",")
    }

    private static func take(_ step: Step, from place: RawJSON) -> [RawJSON] {
        switch step {
        case .member(let name): return place[name].map { [$0] } ?? []
        case .element(let index):
            let elements = place.elements, index = index < 0 ? elements.count + index : index
            return elements.indices.contains(index) ? [elements[index]] : []
        case .all:
            let elements = place.elements
            return elements.isEmpty ? place.members.map(\.value) : elements
        case .filter(let path, let value, let isEqual):
            return place.elements.filter { element in
                let member = path.reduce(Optional(element)) { $0?[$1] }
                return (member.map(text) == value) == isEqual
            }
        }
    }

    private static func text(_ value: RawJSON) -> String {
        if let string = value.string { return string }
        let written = value.text
        if written == "null" { return "" }
        return written.hasPrefix("[") ? value.elements.map(text).joined(separator: ",") : written
    }
}

/// Reads a path step by step.
private struct PrinterPathReader {
    private let characters: [Character]
    private var place = 0

    init(_ text: String) {
        var text = text.trimmingPrefix { $0 == " " }
        if text.hasPrefix("{"), text.hasSuffix("}") { text = text.dropFirst().dropLast() }
        characters = Array(text.hasPrefix("$") ? text.dropFirst() : text)
    }

    mutating func steps() -> [PrinterPath.Step]? {
        var steps: [PrinterPath.Step] = []
        while place < characters.count {
            switch characters[place] {
            case ".":
                place += 1
                if place < characters.count, characters[place] == "[" { continue }
                guard let name = name() else { return nil }
                steps.append(name == "*" ? .all : .member(name))
            case "[":
                guard let inside = bracket(), let step = Self.step(inside) else { return nil }
                steps.append(step)
            default:
                guard steps.isEmpty, let name = name() else { return nil }
                steps.append(.member(name))
            }
        }
        return steps
    }

    /// A name up to the next dot or bracket; a backslash takes the character after it as it stands.
    private mutating func name() -> String? {
        var name = ""
        while place < characters.count, characters[place] != ".", characters[place] != "[" {
            if characters[place] == "\\", place + 1 < characters.count { place += 1 }
            name.append(characters[place])
            place += 1
        }
        return name.isEmpty ? nil : name
    }

    /// What stands between two brackets, whatever is quoted in there.
    private mutating func bracket() -> String? {
        place += 1
        var inside = "", quote: Character?
        while place < characters.count {
            let character = characters[place]
            place += 1
            if quote == nil, character == "]" { return inside }
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            }
            inside.append(character)
        }
        return nil
    }

    private static func step(_ inside: String) -> PrinterPath.Step? {
        let inside = trimmed(inside)
        if inside == "*" { return .all }
        if let index = Int(inside) { return .element(index) }
        if let name = unquoted(inside) { return .member(name) }
        guard inside.hasPrefix("?("), inside.hasSuffix(")") else { return nil }
        let test = inside.dropFirst(2).dropLast()
        for (sign, isEqual) in [("==", true), ("!=", false)] {
            guard let range = test.firstRange(of: sign) else { continue }
            let left = trimmed(String(test[..<range.lowerBound])), right = trimmed(String(test[range.upperBound...]))
            guard left.hasPrefix("@.") else { return nil }
            let path = left.dropFirst(2).split(separator: ".").map(String.init)
            return .filter(path: path, value: unquoted(right) ?? right, isEqual: isEqual)
        }
        return nil
    }

    private static func unquoted(_ text: String) -> String? {
        guard text.count >= 2, let first = text.first, first == "'" || first == "\"", text.last == first else {
            return nil
        }
        return String(text.dropFirst().dropLast())
    }

    private static func trimmed(_ text: String) -> String {
        String(text.trimmingPrefix { $0 == " " }.reversed().trimmingPrefix { $0 == " " }.reversed())
    }
}
