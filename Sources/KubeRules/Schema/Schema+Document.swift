import KubeModel

extension Schema {
    /// The schema of a kind in the OpenAPI document of its group and version, as a server hands it out. Parts that stand
    /// elsewhere in the document (`$ref`), as those of kinds that are built in do, are anything.
    ///
    /// - Returns: nil where the document has none.
    public init?(of type: ResourceType, in openAPI: JSONValue) {
        let names: JSONValue = ["group": .string(type.group), "version": .string(type.version), "kind": .string(type.kind)]
        let components = openAPI[path: ["components", "schemas"]]?.object ?? JSONObject()
        let found = components.values.first { component in
            component["properties"] != nil && component["x-kubernetes-group-version-kind"]?.array?.contains(names) == true
        }
        guard let found else { return nil }
        self.init(openAPI: found, isRoot: true)
    }
}
