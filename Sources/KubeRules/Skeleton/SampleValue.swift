import KubeModel

/// Values that a schema takes by itself, the rules apart: what stands in a template.
struct SampleValue {
    private let patterns = PatternCache()

    /// Deeper fields stay out, required or not: a schema may be endless.
    private static let deepest = 24

    /// - Parameters:
    ///   - number: Of several beside each other: they must differ.
    ///   - hint: A text that rules compare it with; it is taken where the schema takes it.
    ///   - around: The rules of what stands around it, the outermost first.
    func value(_ schema: Schema, number: Int = 0, hint: String? = nil, around: [[Schema.Rule]] = [], depth: Int = 0) -> JSONValue {
        if let fallback = schema.fallback, number == 0 { return fallback }
        let around = Array((around + [schema.rules]).suffix(6))
        switch schema.shape {
        case .string(let rule) where hint.map { number == 0 && rule.allowed.isEmpty && takes($0, rule) } == true: return .string(hint ?? "")
        case .string, .integerOrString: return texts(schema)[at: number].map { .string($0) } ?? .string(number == 0 ? "example" : "example-\(number)")
        case .integer(let minimum, let maximum): return .integer(whole(schema, minimum, maximum) + number)
        case .number(let minimum, let maximum): return .number(fraction(schema, minimum, maximum))
        case .boolean: return number % 2 == 0 ? true : false
        case .array(let element, let minItems, _):
            guard depth < Self.deepest else { return [] }
            return .array(
                (0..<min(max(minItems ?? 1, 1), 100)).map { value(element, number: isAlike(schema) ? 0 : $0, around: around, depth: depth + 1) })
        case .map(let element):
            let count = min(schema.limits?.minProperties ?? 0, 100)
            return .object(JSONObject((0..<count).map { ("key\($0 == 0 ? "" : "-\($0)")", value(element, around: around, depth: depth + 1)) }))
        case .object(let rule): return object(rule, schema, number: number, around: around, depth: depth)
        case .any: return schema.limits?.allowed.first ?? .object(JSONObject())
        }
    }

    private func isAlike(_ schema: Schema) -> Bool { schema.ownership == .ordinary || schema.ownership == .atomic }

    private func object(_ rule: Schema.ObjectRule, _ schema: Schema, number: Int, around: [[Schema.Rule]], depth: Int) -> JSONValue {
        var names = Set(rule.required)
        if let choice = (schema.limits?.oneOf.first ?? schema.limits?.anyOf.first)?.shape, case .object(let part) = choice {
            names.formUnion(part.required)
        }
        if schema.limits?.isEmbedded == true { names.formUnion(["apiVersion", "kind"]) }
        for property in rule.properties where names.count < schema.limits?.minProperties ?? 0 { names.insert(property.name) }
        guard depth < Self.deepest else { return .object(JSONObject()) }
        return .object(
            JSONObject(
                rule.properties.filter { names.contains($0.name) }.map { property in
                    // Only texts and numbers tell the elements of a list apart.
                    let number = property.schema.fields.isEmpty ? number : 0
                    return (
                        property.name,
                        value(property.schema, number: number, hint: Self.hint(property.name, around), around: around, depth: depth + 1)
                    )
                }))
    }

    /// `HTTP` for a protocol of which a rule says `l.protocol in ['HTTP', 'TCP']` or `self.protocol == 'HTTP'`.
    private static func hint(_ name: String, _ around: [[Schema.Rule]]) -> String? {
        for rule in around.reversed().joined() {
            for part in rule.expression.ranges(of: ".\(name) ").lazy.map({ rule.expression[$0.upperBound...] }) {
                if let match = part.prefixMatch(of: /(?:==|in) *\[?'([^'\\]{1,60})'/) { return String(match.1) }
            }
        }
        return nil
    }

    // MARK: Numbers

    /// A whole number in range: a port where that may be, else the smallest.
    private func whole(_ schema: Schema, _ minimum: Int?, _ maximum: Int?) -> Int {
        if let allowed = schema.limits?.allowed.first?.integer { return allowed }
        let least = (minimum ?? 1) + (schema.limits?.excludesMinimum == true ? 1 : 0), isPort = minimum == 1 && maximum == 65_535
        let wanted = isPort ? 8080 : max(least, min(1, maximum ?? 1))
        let factor = Int(schema.limits?.multipleOf ?? 1)
        return factor > 1 ? (wanted + factor - 1) / factor * factor : wanted
    }

    private func fraction(_ schema: Schema, _ minimum: Double?, _ maximum: Double?) -> String {
        let wanted = max(minimum ?? 1, min(1, maximum ?? 1)), isOut = schema.limits?.excludesMinimum == true && wanted == minimum
        let number = isOut ? wanted + (schema.limits?.multipleOf ?? 0.5) : wanted
        return Int(exactly: number).map(String.init) ?? "\(number)"
    }

    // MARK: Texts

    private static let words = [
        "example", "example-2", "example-3", "example.com", "www.example.com", "/", "/example", "https://example.com", "https://example.com/path",
        "10s", "100ms", "1m", "1h",
        "1Mi", "1", "100", "0.5", "X-Example", "example.com/name", "text/plain", "GET", "123456789012", "10.0.0.1", "10.0.0.0/8", "Example", "*",
        "2026-01-01T00:00:00Z", "2026-01-01", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "ZXhhbXBsZQ==", "user@example.com", "2001:db8::1",
        "00:00:5e:00:53:01", "",
    ]

    /// Texts that the schema takes, the plainest first.
    func texts(_ schema: Schema) -> [String] {
        var rule = schema.limits?.texts ?? Schema.StringRule()
        if case .string(let own) = schema.shape { rule = own }
        if !rule.allowed.isEmpty { return rule.allowed }
        var words = Self.words
        if let pattern = rule.pattern, let sample = PatternSample.text(pattern, atLeast: rule.minLength ?? 0) { words.append(sample) }
        words.append(String(repeating: "a", count: min(rule.minLength ?? 1, 4_096)))
        return words.filter { takes($0, rule) }
    }

    private func takes(_ text: String, _ rule: Schema.StringRule) -> Bool {
        let length = text.unicodeScalars.count
        guard length >= rule.minLength ?? 0, length <= rule.maxLength ?? .max else { return false }
        guard rule.format.map({ FormatRules.holds($0, text) }) ?? true else { return false }
        guard let pattern = rule.pattern else { return true }
        // A pattern that is not understood is as good as any.
        guard let expression = try? patterns.pattern(pattern), let isFound = expression.isFound(in: text) else { return true }
        return isFound
    }
}

extension Array {
    fileprivate subscript(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
