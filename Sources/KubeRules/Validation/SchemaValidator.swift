import Foundation
import KubeModel

/// Compares an object with the schema of its kind and says everything that is wrong, worded as Kubernetes does.
public struct SchemaValidator {
    /// How many faults of one object are told.
    public static let limit = 100

    private var problems: [FieldProblem] = []

    /// - Parameter object: Pruned: fields that the schema does not know are not looked at.
    public static func problems(of object: JSONValue, _ schema: Schema) -> [FieldProblem] {
        guard case .object(let rule) = schema.shape, let members = object.object else { return [] }
        var validator = SchemaValidator()
        validator.required(rule, members, at: "")
        for (name, value) in members where !["apiVersion", "kind", "metadata"].contains(name) {
            if let schema = rule[name] { validator.check(value, schema, at: name) }
        }
        return validator.problems
    }

    private mutating func required(_ rule: Schema.ObjectRule, _ members: JSONObject, at path: String) {
        for name in rule.required where members[name] == nil {
            if path.isEmpty, ["apiVersion", "kind", "metadata"].contains(name) { continue }
            problems.append(.required(path.isEmpty ? name : "\(path).\(name)"))
        }
    }

    private mutating func check(_ value: JSONValue, _ schema: Schema, at path: String) {
        if value.isNull, schema.isNullable { return }
        guard problems.count < Self.limit else { return }
        switch schema.shape {
        case .any: break
        case .string(let rule):
            guard let text = value.string else { return mismatch(value, "string", path) }
            check(text, rule, at: path)
        case .integer(let minimum, let maximum):
            guard let number = Self.wholeNumber(value) else { return mismatch(value, "integer", path) }
            check(value, number, minimum.map(Double.init), maximum.map(Double.init), at: path)
        case .number(let minimum, let maximum):
            guard let number = value.double else { return mismatch(value, "number", path) }
            check(value, number, minimum, maximum, at: path)
        case .boolean:
            if value.bool == nil { mismatch(value, "boolean", path) }
        case .integerOrString:
            if value.string == nil, Self.wholeNumber(value) == nil { mismatch(value, "integer,string", path) }
        case .array(let element, let minItems, let maxItems):
            guard let elements = value.array else { return mismatch(value, "array", path) }
            checkCount(elements.count, minItems, maxItems, at: path)
            for (index, item) in elements.enumerated() { check(item, element, at: "\(path)[\(index)]") }
        case .map(let element):
            guard let members = value.object else { return mismatch(value, "object", path) }
            for (name, item) in members { check(item, element, at: "\(path).\(name)") }
        case .object(let rule):
            guard let members = value.object else { return mismatch(value, "object", path) }
            required(rule, members, at: path)
            for (name, item) in members { if let schema = rule[name] { check(item, schema, at: "\(path).\(name)") } }
        }
    }

    private mutating func mismatch(_ value: JSONValue, _ expected: String, _ path: String) {
        problems.append(.typeInvalid(path, value.typeName, expected: expected))
    }

    private mutating func check(_ text: String, _ rule: Schema.StringRule, at path: String) {
        let length = text.unicodeScalars.count
        // Of length and pattern Kubernetes reports the first that fails.
        if let limit = rule.maxLength, length > limit {
            problems.append(.tooLong(path, limit))
        } else if let limit = rule.minLength, length < limit {
            problems.append(.invalid(path, .string(text), "\(path) in body should be at least \(limit) chars long"))
        } else if let pattern = rule.pattern, !Self.matches(text, pattern) {
            problems.append(.invalid(path, .string(text), "\(path) in body should match '\(pattern)'"))
        }
        if !rule.allowed.isEmpty, !rule.allowed.contains(text) {
            problems.append(.notSupported(path, .string(text), rule.allowed))
        }
    }

    private mutating func check(
        _ value: JSONValue, _ number: Double, _ minimum: Double?, _ maximum: Double?, at path: String
    ) {
        if let maximum, number > maximum {
            problems.append(
                .invalid(path, value, "\(path) in body should be less than or equal to \(Self.text(maximum))"))
        }
        if let minimum, number < minimum {
            problems.append(
                .invalid(path, value, "\(path) in body should be greater than or equal to \(Self.text(minimum))"))
        }
    }

    private mutating func checkCount(_ count: Int, _ minimum: Int?, _ maximum: Int?, at path: String) {
        if let maximum, count > maximum { problems.append(.tooMany(path, count, maximum)) }
        if let minimum, count < minimum {
            problems.append(.invalid(path, .integer(count), "\(path) in body should have at least \(minimum) items"))
        }
    }

    /// `200`, and `200.0` too: JSON has one kind of number.
    private static func wholeNumber(_ value: JSONValue) -> Double? {
        guard let number = value.double, number.rounded() == number, abs(number) < 9.3e18 else { return nil }
        return number
    }

    private static func text(_ bound: Double) -> String {
        Int(exactly: bound).map(String.init) ?? "\(bound)"
    }

    /// A pattern that cannot be compiled refuses nothing: it is the schema's fault, not the writer's.
    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return true }
        return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
}
