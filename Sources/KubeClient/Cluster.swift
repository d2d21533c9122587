import KubeModel

/// One cluster as a dashboard needs it: what can be read, followed, changed and asked there. ``KubeClient`` is the live one.
public protocol Cluster: Sendable {
    /// How it is reached, and as whom.
    var endpoint: ClusterEndpoint { get }
    /// The latest requests, the newest last.
    var requests: [RequestLog.Entry] { get }

    /// See ``KubeClient/reflect(_:namespace:selector:fieldSelector:projection:)``.
    func reflect(
        _ type: ResourceType, namespace: String?, projection: RowProjection
    ) -> AsyncStream<ReflectorEvent>
    func get(_ type: ResourceType, _ key: ObjectKey) async throws(ClusterError) -> [UInt8]
    /// - Returns: The object as it was stored; for a deletion a Status, or the object where finalizers keep it.
    func write(_ change: ChangeRequest) async throws(ClusterError) -> [UInt8]

    func discover() async throws(ClusterError) -> Discovery
    /// See ``KubeClient/discoveries(describing:)``.
    func discoveries(
        describing isUnknown: @escaping @Sendable (ResourceType) -> Bool
    ) -> AsyncStream<DiscoveryEvent>
    func printerColumns(of type: ResourceType) async throws(ClusterError) -> [PrinterColumn]?
    func namespaces() async throws(ClusterError) -> [String]

    /// nil where the server does not say.
    func isAllowed(_ verb: String, _ type: ResourceType, namespace: String?) async throws(ClusterError) -> Bool?
    var loginActivity: AsyncStream<Bool> { get }
    func logIn(isInteractive: Bool) async throws(ClusterError)
    func renewLogin() async throws(ClusterError)

    /// Lets whatever waits try again now.
    func retryNow()
    /// Nobody asks for anything any more.
    func close()
}

extension KubeClient: Cluster {
    public var requests: [RequestLog.Entry] { log.snapshot() }

    public func reflect(
        _ type: ResourceType, namespace: String?, projection: RowProjection
    ) -> AsyncStream<ReflectorEvent> {
        reflect(type, namespace: namespace, selector: nil, fieldSelector: nil, projection: projection)
    }

    public func write(_ change: ChangeRequest) async throws(ClusterError) -> [UInt8] {
        switch change.method {
        case .create:
            try await create(change.type, namespace: change.key.namespace, JSONWriter.bytes(change.body))
        case .replace: try await replace(change.type, change.key, JSONWriter.bytes(change.body))
        case .delete(let uid): try await delete(change.type, change.key, uid: uid)
        }
    }
}
