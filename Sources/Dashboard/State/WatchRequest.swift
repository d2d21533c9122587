import KubeModel

/// What is asked of the server about one kind.
public struct WatchRequest: Sendable {
    public var type: ResourceType
    /// nil: the whole cluster.
    public var namespace: String?
    public var projection: RowProjection

    public init(type: ResourceType, namespace: String?, projection: RowProjection) {
        (self.type, self.namespace, self.projection) = (type, namespace, projection)
    }
}
