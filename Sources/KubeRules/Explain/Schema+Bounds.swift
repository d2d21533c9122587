import KubeModel

extension Schema {
    /// What is said of a value beyond its type, one thing a line: `at least 1`, `at most 253 characters`, `matches ^[a-z]+$`.
    var bounds: [String] {
        var lines: [String] = isNullable ? ["may be null"] : []
        switch shape {
        case .string(let rule): lines += Self.bounds(rule)
        case .integer(let minimum, let maximum): lines += range(minimum.map(String.init), maximum.map(String.init))
        case .number(let minimum, let maximum): lines += range(minimum.map { "\($0)" }, maximum.map { "\($0)" })
        case .array(let element, let minItems, let maxItems):
            lines += Self.count(minItems, maxItems, "item") + ownershipBounds
            lines += element.bounds.map { "each item: \($0)" }
        case .map(let element): lines += element.bounds.map { "each value: \($0)" }
        case .object(let rule) where rule.keepsUnknown && !rule.properties.isEmpty: lines.append("other fields are kept")
        case .object, .boolean, .integerOrString, .any: break
        }
        return lines + limitBounds
    }

    private static func bounds(_ rule: StringRule) -> [String] {
        count(rule.minLength, rule.maxLength, "character") + (rule.pattern.map { ["matches \($0)"] } ?? [])
            + (rule.format.map { ["format \($0)"] } ?? [])
    }

    private func range(_ minimum: String?, _ maximum: String?) -> [String] {
        let least = minimum.map { limits?.excludesMinimum == true ? "more than \($0)" : "at least \($0)" }
        let most = maximum.map { limits?.excludesMaximum == true ? "less than \($0)" : "at most \($0)" }
        return [least, most].compactMap(\.self)
    }

    private static func count(_ least: Int?, _ most: Int?, _ word: String) -> [String] {
        func text(_ count: Int) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
        if let least, least == most { return ["exactly \(text(least))"] }
        return [least.flatMap { $0 > 0 ? "at least \(text($0))" : nil }, most.map { "at most \(text($0))" }].compactMap(\.self)
    }

    private var ownershipBounds: [String] {
        switch ownership {
        case .ordinary, .atomic: []
        case .set: ["no two alike"]
        case .map(let keys): ["no two with the same \(keys.joined(separator: " and "))"]
        }
    }

    private var limitBounds: [String] {
        guard let limits else { return [] }
        var lines = Self.count(limits.minProperties, limits.maxProperties, "member")
        if let factor = limits.multipleOf { lines.append("a multiple of \(factor)") }
        if limits.hasUniqueItems { lines.append("no two alike") }
        if let rule = limits.texts { lines += Self.bounds(rule).map { "a text: \($0)" } }
        if let format = limits.format { lines.append("format \(format)") }
        if limits.isEmbedded { lines.append("a whole object, with a kind") }
        lines += Self.choice(limits.oneOf, "exactly one") + Self.choice(limits.anyOf, "at least one")
        return lines
    }

    /// `exactly one of left, right`, where every choice is that a field be there.
    private static func choice(_ parts: [Schema], _ word: String) -> [String] {
        let names = parts.compactMap { part -> String? in
            guard case .object(let rule) = part.shape, rule.properties.isEmpty, rule.required.count == 1 else { return nil }
            return rule.required[0]
        }
        return !parts.isEmpty && names.count == parts.count ? ["\(word) of \(names.joined(separator: ", "))"] : []
    }
}
