import KubeModel

/// An object of the graph, there or not: of a kind by its group and name, whatever version of it a server has.
public struct GraphID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var group: String
    public var kind: String
    public var key: ObjectKey

    public init(group: String, kind: String, key: ObjectKey) { (self.group, self.kind, self.key) = (group, kind, key) }

    public init(_ type: ResourceType, _ key: ObjectKey) { self.init(group: type.group, kind: type.kind, key: key) }

    /// `HTTPRoute shop/cart`.
    public var description: String { "\(kind) \(key)" }

    public static func < (left: GraphID, right: GraphID) -> Bool {
        left.kind == right.kind ? left.key < right.key : left.kind < right.kind
    }

    /// Whether objects of a kind stand in no namespace.
    static func isClusterWide(_ group: String, _ kind: String) -> Bool {
        switch kind {
        case "GatewayClass": group == ResourceType.gatewayAPIGroup
        case "XMesh": group == ResourceType.gatewayTrialGroup
        case "Namespace": group.isEmpty
        default: false
        }
    }
}
