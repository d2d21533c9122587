import KubeModel

/// One more like an object.
public enum ObjectCopy {
    /// What belongs to the object that was there first, and to nobody else.
    private static let own = ["ownerReferences", "finalizers", "generateName"]
    private static let ownAnnotations = ["kubectl.kubernetes.io/last-applied-configuration", "argocd.argoproj.io/tracking-id"]

    /// The text of a copy under a name of its own.
    public static func text(of object: JSONValue, type: ResourceType, as key: ObjectKey) -> String {
        var copy = EditBuffer.editable(object, type: type)
        var metadata = copy["metadata"]?.object ?? JSONObject()
        metadata["name"] = .string(key.name)
        metadata["namespace"] = key.namespace.map { .string($0) }
        for name in own { metadata[name] = nil }
        if var annotations = metadata["annotations"]?.object {
            for name in ownAnnotations { annotations[name] = nil }
            metadata["annotations"] = annotations.isEmpty ? nil : .object(annotations)
        }
        copy["metadata"] = .object(metadata)
        return YAMLWriter.text(copy)
    }
}
