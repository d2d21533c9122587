import KubeModel

/// One thing that is wrong with an object, worded as Kubernetes does.
public struct FieldProblem: Error, Hashable, Sendable {
    /// What kind of thing it is, as Kubernetes names it: `FieldValueRequired`.
    public enum Reason: String, Hashable, Sendable {
        case required = "FieldValueRequired"
        case invalid = "FieldValueInvalid"
        case typeInvalid = "FieldValueTypeInvalid"
        case notSupported = "FieldValueNotSupported"
        case forbidden = "FieldValueForbidden"
        case tooLong = "FieldValueTooLong"
        case tooMany = "FieldValueTooMany"
        case duplicate = "FieldValueDuplicate"
    }

    public var reason: Reason
    /// Without the field: `Required value`.
    public var message: String
    /// `spec.targetRefs[0].kind`.
    public var field: String
    /// What was probably meant: a name of a field, or one of the values that are allowed; nil: nothing is near enough.
    public var suggestion: String?

    public static func required(_ field: String, _ detail: String = "") -> Self {
        Self(
            reason: .required, message: detail.isEmpty ? "Required value" : "Required value: \(detail)", field: field)
    }

    public static func invalid(_ field: String, _ value: JSONValue, _ detail: String) -> Self {
        Self(reason: .invalid, message: "Invalid value: \(JSONWriter.text(value)): \(detail)", field: field)
    }

    public static func typeInvalid(_ field: String, _ found: String, expected: String) -> Self {
        Self(
            reason: .typeInvalid,
            message: "Invalid value: \"\(found)\": \(field) in body must be of type \(expected): \"\(found)\"",
            field: field)
    }

    public static func notSupported(_ field: String, _ value: JSONValue, _ supported: [String]) -> Self {
        let list = supported.map { JSONWriter.text(.string($0)) }.joined(separator: ", ")
        return Self(
            reason: .notSupported,
            message: "Unsupported value: \(JSONWriter.text(value)): supported values: \(list)", field: field,
            suggestion: value.string.flatMap { NearestName.of(supported, to: $0) })
    }

    /// A text that is not what its format says.
    static func malformed(_ field: String, _ value: JSONValue, format: String) -> Self {
        let text = JSONWriter.text(value)
        return Self(reason: .typeInvalid, message: "Invalid value: \(text): \(field) in body must be of type \(format): \(text)", field: field)
    }

    static func duplicate(_ field: String, _ value: JSONValue) -> Self {
        Self(reason: .duplicate, message: "Duplicate value: \(JSONWriter.text(value))", field: field)
    }

    public static func forbidden(_ field: String, _ detail: String) -> Self {
        Self(reason: .forbidden, message: "Forbidden: \(detail)", field: field)
    }

    public static func tooLong(_ field: String, _ limit: Int) -> Self {
        Self(reason: .tooLong, message: "Too long: may not be more than \(limit) bytes", field: field)
    }

    /// A field that the schema does not know.
    static func unknown(_ field: String, _ name: String, known: [String]) -> Self {
        Self(reason: .forbidden, message: "unknown field", field: field, suggestion: NearestName.of(known, to: name))
    }

    /// The same with what was probably meant in the sentence.
    var withHint: Self {
        guard let suggestion else { return self }
        var problem = self
        problem.message += "; did you mean \(suggestion)?"
        return problem
    }

    public static func tooMany(_ field: String, _ count: Int, _ limit: Int) -> Self {
        Self(reason: .tooMany, message: "Too many: \(count): must have at most \(limit) item\(limit == 1 ? "" : "s")", field: field)
    }
}
