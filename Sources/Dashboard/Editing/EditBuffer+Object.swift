import KubeModel

extension EditBuffer {
    /// The text of an object that exists: without `status` and what the server keeps about it, its version for one; keys
    /// in the server's order, only `apiVersion`, `kind` and `metadata` first.
    public init(editing object: JSONValue, type: ResourceType) {
        let name = EditWords.name(of: object, type: type)
        self.init(
            text: YAMLWriter.text(Self.editable(object, type: type)),
            header: [
                "# \(name)",
                "# Save and close to replace it. What others change meanwhile is kept; where they changed the same, you are asked.",
                "# Close it unchanged, or empty, and nothing is sent. If the text is refused, it opens again with the reasons",
                "# in it, on lines that begin with #! and go away by themselves. status is left out.",
            ])
    }

    /// The template of a kind, valid as it stands.
    public init(creating type: ResourceType, text: String) {
        self.init(
            text: text,
            header: [
                "# A new \(type.kind)",
                "# Save and close to create it. Close it unchanged, or empty, and nothing is created. If the text is refused, it",
                "# opens again with the reasons in it, on lines that begin with #! and go away by themselves.",
            ])
    }

    static func editable(_ object: JSONValue, type: ResourceType) -> JSONValue {
        let part = EditablePart.of(object)
        var result = JSONObject()
        // Objects of a list come without the two; a replacement must have them.
        result["apiVersion"] = part["apiVersion"] ?? .string(type.apiVersion)
        result["kind"] = part["kind"] ?? .string(type.kind)
        result["metadata"] = part["metadata"]
        for (key, value) in part.object ?? JSONObject() where result[key] == nil { result[key] = value }
        return .object(result)
    }
}
