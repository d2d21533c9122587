import KubeModel

/// How findings name an object: `gateway.kgateway.dev/TrafficPolicy/infra/p`.
public struct ObjectIdentity: Hashable, Sendable {
    public var group: String
    public var kind: String
    /// As the object names it; nil where it names none, and empty for kinds without namespaces.
    public var namespace: String?
    public var name: String

    /// nil for what is no object.
    public init?(_ object: JSONValue) {
        guard let kind = object["kind"]?.string, let metadata = object["metadata"], let name = metadata["name"]?.string else { return nil }
        let version = object["apiVersion"]?.string ?? ""
        group = version.contains("/") ? String(version.prefix { $0 != "/" }) : ""
        namespace = ObjectHead.isClusterWide(kind) ? "" : metadata["namespace"]?.string
        (self.kind, self.name) = (kind, name)
    }

    /// What names no namespace goes into `default`.
    public var text: String { "\(group)/\(kind)/\(namespace ?? "default")/\(name)" }
}
