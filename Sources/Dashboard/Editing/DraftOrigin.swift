import KubeModel

/// What a draft was made from: kept beside it, so that it can be gone on with, and put together with what others changed
/// since.
public struct DraftOrigin: Equatable, Sendable {
    public var type: ResourceType
    /// For a new object that was never sent, the name is empty.
    public var key: ObjectKey
    /// The context that the cluster was reached by.
    public var context: String
    /// The object as it was; nil for a new one.
    public var base: JSONValue?

    public init(type: ResourceType, key: ObjectKey, context: String, base: JSONValue? = nil) {
        (self.type, self.key, self.context, self.base) = (type, key, context, base)
    }

    /// Whether it is that of an object, in whatever version.
    ///
    /// - Parameter context: Empty where any will do.
    public func isOf(_ type: ResourceType, _ key: ObjectKey, in context: String) -> Bool {
        let isThere = context.isEmpty || self.context.isEmpty || self.context == context
        return isThere && self.key == key && self.type.kind == type.kind && self.type.group == type.group
    }

    /// - Returns: nil for bytes that say something else.
    public init?(_ bytes: [UInt8]) {
        guard let json = RawJSON(bytes).value, let kind = json["kind"]?.string, let plural = json["plural"]?.string,
            let version = json["version"]?.string, let name = json["name"]?.string, let context = json["context"]?.string
        else { return nil }
        let namespace = json["namespace"]?.string
        self.init(
            type: ResourceType(
                group: json["group"]?.string ?? "", version: version, plural: plural, kind: kind,
                isNamespaced: json["isNamespaced"]?.bool ?? (namespace != nil)),
            key: ObjectKey(namespace: namespace, name: name), context: context, base: json["base"])
    }

    public var bytes: [UInt8] {
        var json: JSONValue = [
            "group": .string(type.group), "version": .string(type.version), "plural": .string(type.plural),
            "kind": .string(type.kind), "isNamespaced": .bool(type.isNamespaced), "name": .string(key.name),
            "context": .string(context),
        ]
        json["namespace"] = key.namespace.map { .string($0) }
        json["base"] = base
        return JSONWriter.bytes(json)
    }
}
