import KubeModel

/// A change that can be made to any object: what `:label`, `:annotate`, `:set` and `:unset` do.
public struct FieldChange: Equatable, Sendable {
    /// Each field, with what is to stand there; nil: nothing.
    public var fields: [(path: FieldSteps, value: JSONValue?)]
    public var deed: WriteJob.Deed

    public static func == (left: FieldChange, right: FieldChange) -> Bool {
        left.deed == right.deed && left.fields.map(\.path) == right.fields.map(\.path) && left.fields.map(\.value) == right.fields.map(\.value)
    }

    /// Why words are no such change, in a sentence.
    public struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
        public var description: String
    }

    /// `team=web tier-`, as kubectl has it: set, and take away.
    ///
    /// - Parameter place: `labels` or `annotations`.
    static func marks(_ words: [String], in place: String, _ deed: WriteJob.Deed) throws(Problem) -> FieldChange {
        let verb = place == "labels" ? "label" : "annotate"
        guard !words.isEmpty else { throw Problem(description: "\(verb) wants KEY=VALUE, or KEY- to take it away.") }
        var fields: [(path: FieldSteps, value: JSONValue?)] = []
        for word in words {
            let key: String, value: JSONValue?
            if let equals = word.firstIndex(of: "=") {
                (key, value) = (String(word[..<equals]), .string(String(word[word.index(after: equals)...])))
            } else if word.hasSuffix("-") {
                (key, value) = (String(word.dropLast()), nil)
            } else {
                throw Problem(description: "“\(PaletteWords.brief(word))” is neither KEY=VALUE nor KEY-.")
            }
            guard !key.isEmpty else { throw Problem(description: "“\(PaletteWords.brief(word))” has no key.") }
            fields.append((FieldSteps([.key("metadata"), .key(place), .key(key)]), value))
        }
        return FieldChange(fields: fields, deed: deed)
    }

    /// `spec.timeouts.request 30s`: the value is YAML.
    static func set(_ words: [String]) throws(Problem) -> FieldChange {
        guard let path = words.first, words.count > 1 else { throw Problem(description: "set wants a field and a value: set spec.timeouts.request 30s.") }
        let text = words.dropFirst().joined(separator: " ")
        let value: JSONValue
        do throws(YAMLError) { value = try YAMLReader.parse(text) } catch {
            throw Problem(description: "“\(PaletteWords.brief(text))” is no value that YAML knows: \(error.problem).")
        }
        return FieldChange(fields: [(try steps(path), value)], deed: .set(path))
    }

    static func unset(_ words: [String]) throws(Problem) -> FieldChange {
        guard let path = words.first, words.count == 1 else { throw Problem(description: "unset wants one field: unset spec.timeouts.") }
        return FieldChange(fields: [(try steps(path), nil)], deed: .unset(path))
    }

    private static func steps(_ path: String) throws(Problem) -> FieldSteps {
        guard let steps = FieldSteps(reading: path), let first = steps.steps.first else {
            throw Problem(description: "“\(PaletteWords.brief(path))” is no path of a field: spec.rules[0].name, metadata.labels[\"a.b/c\"].")
        }
        guard ![FieldSteps.Step.key("apiVersion"), .key("kind"), .key("status")].contains(first), steps.steps != [.key("metadata"), .key("name")] else {
            throw Problem(description: "\(path) is not changed by a replacement.")
        }
        return steps
    }

    /// The object with the change made.
    ///
    /// - Throws: Where the path leads through something that holds no fields.
    func applied(to object: JSONValue) throws(Problem) -> JSONValue {
        var changed = object
        for (path, value) in fields { changed = try Self.put(value, at: path.steps[...], in: changed, path) }
        return changed
    }

    private static func put(_ value: JSONValue?, at steps: ArraySlice<FieldSteps.Step>, in holder: JSONValue?, _ path: FieldSteps) throws(Problem) -> JSONValue {
        guard let step = steps.first else { return value ?? .null }
        let rest = steps.dropFirst()
        switch step {
        case .key(let name):
            guard var members = (holder ?? .object(JSONObject())).object ?? (holder?.isNull == true ? JSONObject() : nil) else {
                throw Problem(description: "\(path) leads through a \(holder?.typeName ?? "value"), which has no field \(name).")
            }
            if value == nil, rest.isEmpty || members[name] == nil {
                members[name] = nil
            } else {
                members[name] = try put(value, at: rest, in: members[name], path)
            }
            return .object(members)
        case .index(let index):
            guard var elements = holder?.array, index < elements.count + (value == nil ? 0 : 1) else {
                throw Problem(description: "\(path) leads to element \(index) of a list that has \(holder?.array?.count ?? 0).")
            }
            if value == nil, rest.isEmpty {
                elements.remove(at: index)
            } else {
                let changed = try put(value, at: rest, in: index < elements.count ? elements[index] : nil, path)
                if index < elements.count { elements[index] = changed } else { elements.append(changed) }
            }
            return .array(elements)
        }
    }
}

/// The words of a command, with what is quoted in one of them.
enum PaletteWords {
    /// - Returns: nil where a quote is not closed.
    static func split(_ text: String) -> [String]? {
        var words: [String] = [], word = "", isWord = false, quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "\"" || character == "'" {
                (quote, isWord) = (character, true)
            } else if character.isWhitespace {
                if isWord { words.append(word) }
                (word, isWord) = ("", false)
            } else {
                word.append(character)
                isWord = true
            }
        }
        guard quote == nil else { return nil }
        return isWord ? words + [word] : words
    }

    /// A word of the person's as a sentence repeats it.
    static func brief(_ word: String) -> String { word.utf8.count > 60 ? "\(word.prefix(40))…" : word }
}
