import KubeModel

extension Schema {
    /// A schema from the `openAPIV3Schema` of a CustomResourceDefinition.
    public init(openAPI value: JSONValue, isRoot: Bool = false) {
        self = SchemaReader(definitions: nil).schema(value, isRoot: isRoot)
    }

    /// A schema from a server's OpenAPI document, of version 2 or 3.
    ///
    /// - Parameter definitions: What a `$ref` names, by the last word of it. A definition within itself is any value there.
    init(openAPI value: JSONValue, definitions: JSONObject) {
        self = SchemaReader(definitions: definitions).schema(value, isRoot: true)
    }
}
