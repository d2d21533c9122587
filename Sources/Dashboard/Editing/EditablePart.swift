import KubeModel
import KubeRules

/// The part of an object a person edits: everything but status and what the server keeps about it.
public enum EditablePart {
    public static func of(_ object: JSONValue) -> JSONValue {
        var part = object
        part["status"] = nil
        if let metadata = object["metadata"]?.object {
            part["metadata"] = .object(metadata.compactMapValues { MetadataRules.serverFields.contains($0) ? nil : $1 })
        }
        return part
    }
}
