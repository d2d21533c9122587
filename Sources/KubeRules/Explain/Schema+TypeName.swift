import KubeModel

extension Schema {
    /// Its type as `kubectl explain` writes it: `[]Object`, `map[string]string`.
    ///
    /// Where a number or a text may stand it is `IntOrString`, where anything may `any`: kubectl calls both Object.
    var typeName: String {
        switch shape {
        case .string: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .array(let element, _, _): "[]" + element.typeName
        case .map(let element): "map[string]" + element.typeName
        case .object: "Object"
        case .integerOrString: "IntOrString"
        case .any: "any"
        }
    }

    /// What the elements of lists and maps are like, however deep they lie; of anything else itself.
    var innermost: Schema {
        switch shape {
        case .array(let element, _, _), .map(let element): element.innermost
        default: self
        }
    }

    /// The fields of an object, or of the elements of a list or map; empty where there are none.
    var fields: [ObjectRule.Property] { if case .object(let rule) = innermost.shape { rule.properties } else { [] } }

    var requiredFields: [String] { if case .object(let rule) = innermost.shape { rule.required } else { [] } }

    /// The only values, as they are written; empty where there are others.
    var allowedTexts: [String] {
        if case .string(let rule) = shape, !rule.allowed.isEmpty { return rule.allowed }
        return (limits?.allowed ?? []).map { $0.string ?? JSONWriter.text($0) }
    }
}
