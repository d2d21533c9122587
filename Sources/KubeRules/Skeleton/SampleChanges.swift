import KubeModel

/// Ways to change a value so that a rule which it breaks may hold.
struct SampleChanges {
    let sample: SampleValue
    /// Texts that rules speak of: one of them may be what they want.
    let literals: [String]

    /// How far below the value that breaks a rule it is changed.
    private static let deepest = 3

    /// Every value that differs from an object in one thing below a way.
    ///
    /// - Parameter steps: Names and places, from the top: what the rule is about.
    func changed(_ value: JSONValue, _ schema: Schema, at steps: ArraySlice<String>) -> [JSONValue] {
        guard let step = steps.first else { return changed(value, schema, depth: 0) }
        let rest = steps.dropFirst()
        switch (schema.shape, value) {
        case (.object(let rule), .object(var members)):
            guard let inner = rule[step] else { return [] }
            guard let old = members[step] else { return changed(value, schema, depth: 0) }
            return changed(old, inner, at: rest).map {
                members[step] = $0
                return .object(members)
            }
        case (.map(let element), .object(var members)):
            guard let old = members[step] else { return [] }
            return changed(old, element, at: rest).map {
                members[step] = $0
                return .object(members)
            }
        case (.array(let element, _, _), .array(var items)):
            guard let place = Int(step), items.indices.contains(place) else { return [] }
            return changed(items[place], element, at: rest).map {
                items[place] = $0
                return .array(items)
            }
        default: return []
        }
    }

    private func changed(_ value: JSONValue, _ schema: Schema, depth: Int) -> [JSONValue] {
        guard depth <= Self.deepest else { return [] }
        switch (schema.shape, value) {
        case (.object(let rule), .object(let members)): return objects(members, rule, depth: depth)
        case (.array(let element, let minItems, let maxItems), .array(let items)):
            var results: [JSONValue] = []
            if items.count > minItems ?? 0 { results.append(.array(items.dropLast())) }
            if items.count < maxItems ?? .max { results.append(.array(items + [sample.value(element, number: items.count)])) }
            for (index, item) in items.enumerated() {
                results += changed(item, element, depth: depth + 1).map {
                    var items = items
                    items[index] = $0
                    return .array(items)
                }
            }
            return results
        case (.map(let element), .object(var members)):
            members["key-\(members.count)"] = sample.value(element)
            return [.object(members)]
        case (.string, _): return (sample.texts(schema) + literals).map { .string($0) }
        case (.integerOrString, _): return (sample.texts(schema) + literals).map { .string($0) } + [1, 8080, 65_536, 1_048_576]
        case (.integer(let minimum, let maximum), _): return [minimum, maximum, 1, 80, 100, 200, 1024].compactMap { $0.map { .integer($0) } }
        case (.boolean, .bool(let flag)): return [.bool(!flag)]
        default: return []
        }
    }

    private func objects(_ members: JSONObject, _ rule: Schema.ObjectRule, depth: Int) -> [JSONValue] {
        var results: [JSONValue] = []
        func with(_ name: String, _ value: JSONValue?) -> JSONValue {
            var members = members
            members[name] = value
            return .object(members)
        }
        for property in rule.properties {
            guard let old = members[property.name] else {
                results.append(with(property.name, sample.value(property.schema)))
                continue
            }
            if !rule.required.contains(property.name) { results.append(with(property.name, nil)) }
            results += changed(old, property.schema, depth: depth + 1).map { with(property.name, $0) }
        }
        guard depth == 0 else { return results }
        // One field in the place of another: of those that exclude each other neither step alone is better.
        for property in rule.properties where members[property.name] == nil {
            for old in members.keys where !rule.required.contains(old) {
                var members = members
                members[old] = nil
                members[property.name] = sample.value(property.schema)
                results.append(.object(members))
            }
        }
        return results
    }
}
