import KubeModel

/// What a field may hold: enough to validate, to fill in, to tell owners apart, to explain, and to write as OpenAPI.
///
/// Read once from a definition or an OpenAPI document; everything else about a kind is a view of it.
public struct Schema: Hashable, Sendable {
    public indirect enum Shape: Hashable, Sendable {
        case string(StringRule)
        case integer(minimum: Int?, maximum: Int?)
        case number(minimum: Double?, maximum: Double?)
        case boolean
        case array(Schema, minItems: Int?, maxItems: Int?)
        case object(ObjectRule)
        /// String keys, all values alike.
        case map(Schema)
        /// A whole number or a text: ports by name, quantities.
        case integerOrString
        /// Anything; unknown fields are kept.
        case any
    }

    public struct StringRule: Hashable, Sendable {
        /// Empty: every text.
        public var allowed: [String] = []
        public var minLength: Int?
        public var maxLength: Int?
        /// A regular expression that must be found in the text.
        public var pattern: String?
        /// `date-time`, `duration`, ...; informative.
        public var format: String?

        public init(
            allowed: [String] = [], minLength: Int? = nil, maxLength: Int? = nil, pattern: String? = nil,
            format: String? = nil
        ) {
            self.allowed = allowed
            self.minLength = minLength
            self.maxLength = maxLength
            self.pattern = pattern
            self.format = format
        }
    }

    public struct ObjectRule: Hashable, Sendable {
        public struct Property: Hashable, Sendable {
            public var name: String
            public var schema: Schema

            public init(_ name: String, _ schema: Schema) {
                self.name = name
                self.schema = schema
            }
        }

        /// In the order they are explained.
        public var properties: [Property]
        public var required: [String]
        /// Whether fields that are not listed are allowed to be there.
        public var keepsUnknown: Bool

        public init(properties: [Property], required: [String] = [], keepsUnknown: Bool = false) {
            self.properties = properties
            self.required = required
            self.keepsUnknown = keepsUnknown
        }

        public subscript(name: String) -> Schema? { properties.first { $0.name == name }?.schema }
    }

    public var shape: Shape
    /// One or two sentences for `kubectl explain`.
    public var summary: String
    public var isNullable: Bool
    /// What stands there where nothing is written; nil: nothing.
    public var fallback: JSONValue?
    /// How what is below is told apart by those who write it.
    public var ownership = Ownership.ordinary
    /// What must be true of the value, in CEL.
    public var rules: [Rule] = []
    /// What must be true of it beyond its type and what the shape says; nil: nothing.
    public var limits: SchemaLimits?

    public init(_ shape: Shape, _ summary: String = "", isNullable: Bool = false) {
        self.shape = shape
        self.summary = summary
        self.isNullable = isNullable
    }

    public enum Ownership: Hashable, Sendable {
        /// Objects member by member, lists as a whole.
        case ordinary
        /// All together.
        case atomic
        /// A list whose elements are owned one by one, and stand there once.
        case set
        /// A list whose elements are owned one by one, told apart by these members.
        case map(keys: [String])
    }

    /// A rule of `x-kubernetes-validations`.
    public struct Rule: Hashable, Sendable {
        /// CEL, about `self`.
        public var expression: String
        /// The sentence for those who break it; empty where there is none.
        public var message: String
        /// CEL that comes to that sentence; goes before it.
        public var messageExpression: String?
        /// Which field of the value is to blame: `.spec.port`; nil: the value itself.
        public var fieldPath: String?
        /// As Kubernetes names it: `FieldValueForbidden`; nil: `FieldValueInvalid`.
        public var reason: String?
        /// Whether it is asked of new values too, `oldSelf` being optional then.
        public var hasOptionalOldSelf = false
    }
}

extension Schema {
    public static func string(_ summary: String = "", in allowed: [String] = []) -> Schema {
        Schema(.string(StringRule(allowed: allowed)), summary)
    }

    public static func integer(_ summary: String = "", _ range: ClosedRange<Int>? = nil) -> Schema {
        Schema(.integer(minimum: range?.lowerBound, maximum: range?.upperBound), summary)
    }

    public static func boolean(_ summary: String = "") -> Schema { Schema(.boolean, summary) }

    public static func list(of element: Schema, _ summary: String = "", _ size: ClosedRange<Int>? = nil) -> Schema {
        Schema(.array(element, minItems: size?.lowerBound, maxItems: size?.upperBound), summary)
    }

    public static func map(of element: Schema, _ summary: String = "") -> Schema { Schema(.map(element), summary) }

    /// An object from literal properties, in that order.
    public static func object(
        _ summary: String = "", required: [String] = [], _ properties: KeyValuePairs<String, Schema>
    ) -> Schema {
        Schema(
            .object(ObjectRule(properties: properties.map { .init($0.key, $0.value) }, required: required)), summary)
    }

    /// An object whose fields are not told apart: whatever is written is kept.
    public static func open(_ summary: String) -> Schema {
        Schema(.object(ObjectRule(properties: [], keepsUnknown: true)), summary)
    }

    /// The same object, keeping fields that it does not list.
    public func keepingUnknown() -> Schema {
        guard case .object(var rule) = shape else { return self }
        rule.keepsUnknown = true
        return Schema(.object(rule), summary, isNullable: isNullable)
    }

    public static let any = Schema(.any)
}
