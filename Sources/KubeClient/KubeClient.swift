import Foundation
import KubeModel

/// A client of one Kubernetes API server: the five verbs, discovery, lists and reflectors for any type.
///
/// Safe to use from any task. Cancelling the calling task ends the transfer. Nothing is retried but by ``reflect``.
public final class KubeClient: Sendable {
    public let endpoint: ClusterEndpoint
    public let log: RequestLog
    /// What ``discover()`` asks about.
    let groups: DiscoveryGroups
    let transport: Transport
    let probe: ConnectionProbe
    let recovery: RecoveryProbe
    let liveness: LivenessProbe
    let retrySignals: RetrySignals
    let clock: ReflectorClock
    let stores = RowStores()

    /// - Parameters:
    ///   - userAgent: Sent with every request: `gatehouse/1.2.3`.
    ///   - groups: What the server is asked about, of all that it serves.
    ///   - isReadOnly: Whether nothing is sent that could change anything: it fails with ``ClusterError/readOnly``.
    /// Seconds that a streaming list may stay without a sign of life.
    let streamPatience: Double

    public convenience init(
        _ endpoint: ClusterEndpoint, log: RequestLog = RequestLog(), userAgent: String = "gatehouse",
        groups: DiscoveryGroups = DiscoveryGroups(), isReadOnly: Bool = false
    ) {
        self.init(
            endpoint, log: log, userAgent: userAgent, groups: groups, isReadOnly: isReadOnly, clock: .live)
    }

    /// - Parameters:
    ///   - patience: Seconds that a request may stay without a sign of life.
    ///   - streamPatience: Seconds that a streaming list may; then pages are asked for.
    ///   - clock: What the waits of reflectors and of probes are measured by.
    init(
        _ endpoint: ClusterEndpoint, log: RequestLog = RequestLog(), userAgent: String = "gatehouse",
        groups: DiscoveryGroups = DiscoveryGroups(), isReadOnly: Bool = false, patience: Double = 30,
        streamPatience: Double = StreamedList.patience, clock: ReflectorClock
    ) {
        self.streamPatience = streamPatience
        self.groups = groups
        self.clock = clock
        retrySignals = RetrySignals(clock: clock)
        self.endpoint = endpoint
        self.log = log
        let transport = Transport(endpoint, log: log, userAgent: userAgent, isReadOnly: isReadOnly, patience: patience)
        self.transport = transport
        probe = ConnectionProbe(clock: clock) {
            let error = await Self.unreachable(transport)
            // Not the server may be gone, but the connection: the next attempt has to try another.
            if error == .timedOut { transport.hangUp(silentFor: 5) }
            return error
        }
        liveness = LivenessProbe(clock: clock) { await Self.unreachable(transport) }
        recovery = RecoveryProbe(clock: clock) { await Self.failure(of: $0, transport) }
    }

    /// Lets every reflector that waits try again now: after a person pressed a key, or logged in.
    public func retryNow() {
        transport.retryNow()
        retrySignals.signal()
    }

    /// Logs in ahead of the first request: a credential plugin may then ask the person on the terminal.
    ///
    /// - Throws: `loginFailed`, with what the plugin complained of. Does nothing where no plugin is used.
    public func logIn(isInteractive: Bool) async throws(ClusterError) {
        guard endpoint.usesPlugin else { return }
        try await transport.logIn(isInteractive: isInteractive)
    }

    /// Logs in anew, while the plugin has the terminal; then whatever waits tries again.
    ///
    /// - Throws: `loginFailed`, with what the plugin complained of. Does nothing where no plugin is used.
    public func renewLogin() async throws(ClusterError) {
        try await transport.renewLogin()
        retryNow()
    }

    /// Whether a credential plugin runs, told as that changes, to one listener; ends with ``close()``.
    public var loginActivity: AsyncStream<Bool> { transport.loginActivity }

    /// Begins to connect, while whoever asks it to still has other things to do. What goes wrong is told to the first request.
    public func warmUp() { transport.warmUp() }

    /// Ends a plugin that runs: nobody asks this client for anything any more.
    public func close() { transport.close() }

    /// The object as the server sends it, managedFields included.
    public func get(_ type: ResourceType, _ key: ObjectKey) async throws(ClusterError) -> [UInt8] {
        try await object(HTTPRequest(path: type.objectPath(key)))
    }

    /// Creates an object. Unknown fields are refused, as kubectl asks for: dropping them would lose what was typed.
    ///
    /// - Parameter body: JSON. With `metadata.generateName` in place of a name the server makes one up.
    /// - Returns: The object as it was stored, or would be.
    public func create(
        _ type: ResourceType, namespace: String?, _ body: [UInt8], dryRun: Bool = false
    ) async throws(ClusterError) -> WriteAnswer {
        try await written(
            HTTPRequest(
                method: .post, path: type.collectionPath(namespace: namespace), query: Self.writing(dryRun), body: body)
        )
    }

    /// Replaces an object if it has not changed since the `resourceVersion` in the body, else `conflict`. Custom
    /// resources without one are `invalid`.
    public func replace(
        _ type: ResourceType, _ key: ObjectKey, _ body: [UInt8], dryRun: Bool = false
    ) async throws(ClusterError) -> WriteAnswer {
        try await written(
            HTTPRequest(method: .put, path: type.objectPath(key), query: Self.writing(dryRun), body: body))
    }

    /// Deletes an object, and in the background what it owns.
    ///
    /// - Parameter uid: Only this very object; one made anew under the same name is a `conflict`.
    /// - Returns: A Status, or the object where finalizers keep it alive for now.
    public func delete(
        _ type: ResourceType, _ key: ObjectKey, uid: String? = nil, dryRun: Bool = false
    ) async throws(ClusterError) -> WriteAnswer {
        var options: JSONValue = ["kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": "Background"]
        if let uid { options["preconditions"] = ["uid": .string(uid)] }
        if dryRun { options["dryRun"] = ["All"] }
        return try await written(
            HTTPRequest(method: .delete, path: type.objectPath(key), body: JSONWriter.bytes(options)))
    }

    private static func writing(_ dryRun: Bool) -> [HTTPRequest.Parameter] {
        var query = [HTTPRequest.Parameter(name: "fieldValidation", value: "Strict")]
        if dryRun { query.append(.init(name: "dryRun", value: "All")) }
        return query
    }

    private func written(_ request: HTTPRequest) async throws(ClusterError) -> WriteAnswer {
        let response = try await transport.send(request)
        return WriteAnswer(body: try Self.object(in: response), warnings: response.head.warnings)
    }

    /// The body of an answer that has to be one JSON object.
    func object(_ request: HTTPRequest) async throws(ClusterError) -> [UInt8] {
        try Self.object(in: try await transport.send(request))
    }

    private static func object(in response: HTTPResponse) throws(ClusterError) -> [UInt8] {
        let body = response.body
        guard body.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { throw .notJSON }
        guard body.last(where: { $0 > 0x20 }) == UInt8(ascii: "}") else { throw .truncated }
        return body
    }

    /// The tree of an answer.
    func tree(_ path: String, _ query: [HTTPRequest.Parameter] = []) async throws(ClusterError) -> JSONValue {
        let body = try await object(HTTPRequest(path: path, query: query))
        do throws(JSONError) { return try JSONParser.parse(body) } catch { throw .notJSON }
    }

    /// Why nothing answers; nil where something does. A refusal is an answer.
    private static func unreachable(_ transport: Transport) async -> ClusterError? {
        do throws(ClusterError) {
            _ = try await transport.send(HTTPRequest(path: "/version", isLogged: false, patience: 5))
            return nil
        } catch { return error.isConnectionLost || error == .cancelled ? error : nil }
    }

    /// Whether the server, or what stands before it, cannot answer a request as a server does that is well.
    private static func failure(of request: HTTPRequest, _ transport: Transport) async -> Bool {
        do throws(ClusterError) {
            return try await transport.send(request).body.first(where: { $0 > 0x20 }) != UInt8(ascii: "{")
        } catch {
            switch error {
            case .unauthorized, .forbidden, .notFound, .methodNotAllowed, .badRequest, .invalid, .gone,
                .versionTooLarge,
                .unsupportedMediaType, .conflict, .alreadyExists, .tooLarge:
                return false
            case .tooManyRequests, .unavailable, .server, .redirected, .refused, .unresolved, .reset, .untrusted,
                .loginFailed, .truncated, .timedOut, .notJSON, .readOnly, .cancelled, .other:
                return true
            }
        }
    }
}
