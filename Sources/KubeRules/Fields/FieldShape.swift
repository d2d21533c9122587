import KubeModel

/// How the fields of a value are owned: one by one, or all together. Read from a structural schema.
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

    /// - Parameter schema: As it stands in a CustomResourceDefinition.
    public init(_ schema: JSONValue) {
        let keepsUnknown = schema["x-kubernetes-preserve-unknown-fields"]?.bool == true
        switch schema["type"]?.string {
        case "array":
            self = .list(Self.listKind(schema), schema["items"].map { FieldShape($0) } ?? .untyped)
        case "object":
            let isAtomic = schema["x-kubernetes-map-type"]?.string == "atomic"
            if let element = schema["additionalProperties"] {
                let rest = element.object == nil ? FieldShape.untyped : FieldShape(element)
                self = .object(Members(rest: rest, isAtomic: isAtomic))
            } else {
                let fields = (schema["properties"]?.object ?? JSONObject()).map { ($0, FieldShape($1)) }
                if fields.isEmpty, keepsUnknown {
                    self = .untyped
                    return
                }
                self = .object(
                    Members(
                        fields: Dictionary(fields, uniquingKeysWith: { $1 }), rest: keepsUnknown ? .untyped : nil,
                        isAtomic: isAtomic))
            }
        case nil: self = schema["x-kubernetes-int-or-string"]?.bool == true ? .scalar : .untyped
        default: self = .scalar
        }
    }

    /// The shape of a whole object, whose metadata is that of every object.
    public init(object schema: JSONValue) {
        guard case .object(var members) = FieldShape(schema) else {
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

    private static func listKind(_ schema: JSONValue) -> ListKind {
        switch schema["x-kubernetes-list-type"]?.string {
        case "set": return .set
        case "map":
            let keys = (schema["x-kubernetes-list-map-keys"]?.array ?? []).compactMap(\.string)
            let defaults = keys.compactMap { key in
                schema[path: ["items", "properties", key, "default"]].map { (key, $0) }
            }
            return .map(keys: keys, defaults: JSONObject(defaults))
        default: return .atomic
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
