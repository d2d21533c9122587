import KubeModel

/// What an API server asks of lists whose elements are told apart: that none of them stands there twice.
enum ListRules {
    static func problems(of value: JSONValue, _ schema: Schema, at path: String = "") -> [FieldProblem] {
        switch (schema.shape, value) {
        case (.object(let rule), .object(let members)):
            return rule.properties.flatMap { property in
                members[property.name].map { problems(of: $0, property.schema, at: path.isEmpty ? property.name : "\(path).\(property.name)") } ?? []
            }
        case (.map(let element), .object(let members)): return members.flatMap { problems(of: $1, element, at: "\(path).\($0)") }
        case (.array(let element, _, _), .array(let items)):
            return twice(items, schema.ownership, at: path) + items.enumerated().flatMap { problems(of: $1, element, at: "\(path)[\($0)]") }
        default: return []
        }
    }

    private static func twice(_ items: [JSONValue], _ ownership: Schema.Ownership, at path: String) -> [FieldProblem] {
        let names: [JSONValue]
        switch ownership {
        case .ordinary, .atomic: return []
        case .set: names = items
        case .map(let keys): names = items.map { item in .object(JSONObject(keys.compactMap { key in item[key].map { (key, $0) } })) }
        }
        var seen: Set<JSONValue> = []
        // Only the second of several is told of.
        var told: Set<JSONValue> = []
        return names.enumerated().compactMap { index, name in
            guard !seen.insert(name).inserted, told.insert(name).inserted else { return nil }
            return .duplicate("\(path)[\(index)]", name)
        }
    }
}
