import KubeModel

extension CELValue {
    /// A value as rules see it: typed by its schema, fields that the schema does not know left out.
    ///
    /// - Returns: nil for null where null may not be, and for what is of another type than the schema has it: no rule is asked of those.
    init?(_ value: JSONValue, _ schema: Schema) {
        if value.isNull {
            guard schema.isNullable || schema.shape == .any else { return nil }
            self = .null
            return
        }
        switch (schema.shape, value) {
        case (.string(let rule), .string(let text)): self = Self.text(text, rule.format)
        case (.integerOrString, .string(let text)): self = .string(text)
        case (.integer, .number), (.integerOrString, .number):
            guard let number = value.integer ?? value.double.flatMap({ Int(exactly: $0) }) else { return nil }
            self = .integer(Int64(number))
        case (.number, .number):
            guard let number = value.double else { return nil }
            self = .double(number)
        case (.boolean, .bool(let flag)): self = .bool(flag)
        case (.array(let element, _, _), .array(let items)):
            self = .list(items.map { CELValue($0, element) ?? .null }, Self.kind(schema.ownership))
        case (.map(let element), .object(let members)):
            self = .map(CELMap(members.compactMap { name, value in CELValue(value, element).map { (name, $0) } }))
        case (.object(let rule), .object(let members)): self = .map(Self.object(rule, members))
        case (.any, _): self.init(untyped: value)
        default: return nil
        }
    }

    private static func object(_ rule: Schema.ObjectRule, _ members: JSONObject) -> CELMap {
        let listed = rule.properties.compactMap { property in
            members[property.name].flatMap { CELValue($0, property.schema) }.map { (property.name, $0) }
        }
        guard rule.keepsUnknown else { return CELMap(listed) }
        let names = Set(rule.properties.map(\.name))
        return CELMap(listed + members.filter { !names.contains($0.0) }.map { ($0.0, CELValue(untyped: $0.1)) })
    }

    private static func kind(_ ownership: Schema.Ownership) -> CELListKind {
        switch ownership {
        case .ordinary, .atomic: .plain
        case .set: .set
        case .map(let keys): .map(keys: keys)
        }
    }

    private static func text(_ text: String, _ format: String?) -> CELValue {
        switch format {
        case "duration": CELDuration(text).map { .duration($0) } ?? .string(text)
        case "date-time": CELTimestamp(text).map { .timestamp($0) } ?? .string(text)
        case "date": CELTimestamp("\(text)T00:00:00Z").map { .timestamp($0) } ?? .string(text)
        case "byte": CELText.decoded(text).map { .bytes($0) } ?? .string(text)
        default: .string(text)
        }
    }

    /// A value of which no schema says anything.
    init(untyped value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let text): self = Int64(text).map { .integer($0) } ?? .double(Double(text) ?? 0)
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items.map { CELValue(untyped: $0) })
        case .object(let members): self = .map(CELMap(members.map { ($0.0, CELValue(untyped: $0.1)) }))
        }
    }
}
