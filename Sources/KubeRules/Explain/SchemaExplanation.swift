import KubeModel

/// What a schema says about one field: the answer of `kubectl explain`, and what that leaves out.
public struct SchemaExplanation: Equatable, Sendable {
    /// A field below it.
    public struct Field: Equatable, Sendable {
        public var name: String
        /// `[]Object`.
        public var type: String
        public var isRequired: Bool
        /// The only values; empty: there are others.
        public var allowed: [String]
        public var documentation: String
        /// In alphabetical order.
        public var fields: [Field]
    }

    /// Why there is nothing to explain.
    public struct UnknownField: Error, Equatable, CustomStringConvertible {
        /// `spec.timeouts`; empty for the object itself.
        public var parent: String
        public var name: String
        /// The name that is nearest to it; nil: none is near enough.
        public var suggestion: String?

        public var description: String {
            "\(parent.isEmpty ? "The object" : parent) has no field \(name)\(suggestion.map { "; did you mean \($0)?" } ?? ".")"
        }
    }

    public var apiVersion: String
    public var kind: String
    /// The way to the field; empty: the whole object.
    public var path: [String]
    public var type: String
    public var isRequired: Bool
    /// Its own, and that of its elements behind it.
    public var documentation: String
    /// What stands there where nothing is written; nil: nothing.
    public var fallback: JSONValue?
    public var allowed: [String]
    /// `at most 253 characters`, `matches ^[a-z]+$`: one thing each.
    public var bounds: [String]
    /// Its own, and those of its elements behind them.
    public var rules: [Schema.Rule]
    /// In alphabetical order, with all that is below them.
    public var fields: [Field]

    /// - Parameters:
    ///   - schema: Of the whole object.
    ///   - path: `spec.rules[0].matches`: places in lists and keys in brackets are skipped. A key of a map may be left out.
    public init(of schema: Schema, apiVersion: String, kind: String, path: String) throws(UnknownField) {
        var here = schema.withMetadata, isRequired = false, steps: [String] = []
        for name in Self.steps(path) {
            let fields = here.fields
            if let next = fields.first(where: { $0.name == name }) {
                isRequired = here.requiredFields.contains(name)
                here = next.schema
            } else if case .map(let element) = here.shape {
                // A key of the map.
                isRequired = false
                here = element
            } else {
                throw UnknownField(parent: steps.joined(separator: "."), name: name, suggestion: NearestName.of(fields.map(\.name), to: name))
            }
            steps.append(name)
        }
        self.apiVersion = apiVersion
        self.kind = kind
        self.path = steps
        self.isRequired = isRequired
        type = steps == ["metadata"] ? "ObjectMeta" : here.typeName
        let inner = here.innermost
        documentation = [here.summary, inner == here ? "" : inner.summary].filter { !$0.isEmpty }.joined(separator: "\n")
        fallback = here.fallback
        allowed = here.allowedTexts.isEmpty ? inner.allowedTexts : here.allowedTexts
        bounds = here.bounds
        rules = here.rules + (inner == here ? [] : inner.rules)
        fields = Self.fields(of: here)
    }

    private static func steps(_ path: String) -> [String] {
        var bare = "", depth = 0
        for letter in path {
            if letter == "[" { depth += 1 }
            if depth == 0 { bare.append(letter) }
            if letter == "]" { depth = max(0, depth - 1) }
        }
        return bare.split(separator: ".").map(String.init)
    }

    private static func fields(of schema: Schema) -> [Field] {
        let required = Set(schema.requiredFields)
        return schema.fields.sorted { $0.name < $1.name }.map { property in
            Field(
                name: property.name, type: property.schema == ObjectMetadata.schema ? "ObjectMeta" : property.schema.typeName,
                isRequired: required.contains(property.name), allowed: property.schema.allowedTexts, documentation: property.schema.summary,
                fields: fields(of: property.schema))
        }
    }
}

extension Schema {
    /// The same with the fields of `metadata`, of which definitions say nothing.
    fileprivate var withMetadata: Schema {
        guard case .object(var rule) = shape, let place = rule.properties.firstIndex(where: { $0.name == "metadata" }),
            rule.properties[place].schema.fields.isEmpty
        else { return self }
        rule.properties[place].schema = ObjectMetadata.schema
        var schema = self
        schema.shape = .object(rule)
        return schema
    }
}
