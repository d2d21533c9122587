import KubeModel

/// How the fields of a value are owned: one by one, or all together: a view of a schema.
public indirect enum FieldShape: Sendable {
    public enum ListKind: Sendable, Equatable {
        case atomic, set
        /// Elements are told apart by these members; some have defaults.
        case map(keys: [String], defaults: JSONObject)
    }

    public struct Members: Sendable {
        public var fields: [String: FieldShape] = [:]
        /// The shape of members that are not listed; nil: there are none.
        public var rest: FieldShape?
        public var isAtomic = false
    }

    case scalar
    case list(ListKind, FieldShape)
    case object(Members)
    /// Whatever it turns out to be.
    case untyped

    public init(_ schema: Schema) {
        switch schema.shape {
        case .array(let element, _, _): self = .list(Self.listKind(schema.ownership, element), FieldShape(element))
        case .map(let element):
            self = .object(Members(rest: FieldShape(element), isAtomic: schema.ownership == .atomic))
        case .object(let rule):
            if rule.properties.isEmpty, rule.keepsUnknown {
                self = .untyped
                return
            }
            let fields = rule.properties.map { ($0.name, FieldShape($0.schema)) }
            self = .object(
                Members(
                    fields: Dictionary(fields, uniquingKeysWith: { $1 }), rest: rule.keepsUnknown ? .untyped : nil,
                    isAtomic: schema.ownership == .atomic))
        case .any: self = .untyped
        case .string, .integer, .number, .boolean, .integerOrString: self = .scalar
        }
    }

    /// The shape of a whole object, whose metadata is that of every object.
    ///
    /// - Parameter schema: nil for a kind of which nothing is known.
    public init(object schema: Schema?) {
        guard let schema, case .object(var members) = FieldShape(schema) else {
            self = .object(Members(fields: Self.common, rest: .untyped))
            return
        }
        members.fields.merge(Self.common) { $1 }
        self = .object(members)
    }

    private static let common: [String: FieldShape] = [
        "apiVersion": .scalar, "kind": .scalar, "metadata": metadata,
    ]

    private static let metadata: FieldShape = .object(
        Members(
            fields: [
                "labels": .object(Members(rest: .scalar)), "annotations": .object(Members(rest: .scalar)),
                "finalizers": .list(.set, .scalar),
                "ownerReferences": .list(
                    .map(keys: ["uid"], defaults: JSONObject()), .object(Members(rest: .scalar, isAtomic: true))),
                "managedFields": .list(.atomic, .untyped),
            ], rest: .scalar))

    private static func listKind(_ ownership: Schema.Ownership, _ element: Schema) -> ListKind {
        switch ownership {
        case .set: return .set
        case .map(let keys):
            guard case .object(let rule) = element.shape else { return .map(keys: keys, defaults: JSONObject()) }
            let defaults = keys.compactMap { key in rule[key]?.fallback.map { (key, $0) } }
            return .map(keys: keys, defaults: JSONObject(defaults))
        case .ordinary, .atomic: return .atomic
        }
    }

    /// The shape as it applies to a value: what is untyped becomes what the value is.
    public func resolved(for value: JSONValue?) -> FieldShape {
        guard case .untyped = self else { return self }
        switch value {
        case .object: return .object(Members(rest: .untyped))
        case .array: return .list(.atomic, .untyped)
        default: return .scalar
        }
    }

    /// The path element of a list's element; nil where it lacks what tells it apart.
    public static func element(_ value: JSONValue, _ kind: ListKind) -> String? {
        switch kind {
        case .atomic: return nil
        case .set: return "v:\(JSONWriter.text(value))"
        case .map(let keys, let defaults):
            let pairs = keys.sorted().compactMap { key in (value[key] ?? defaults[key]).map { (key, $0) } }
            return pairs.isEmpty ? nil : "k:\(JSONWriter.text(.object(JSONObject(pairs))))"
        }
    }
}

extension FieldShape.Members {
    public func shape(of name: String) -> FieldShape? { fields[name] ?? rest }
}
