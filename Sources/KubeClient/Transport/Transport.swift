import Foundation
import FoundationNetworking
import KubeModel
import Synchronization

/// The one URLSession of a context: adds host and credentials to requests and starts them.
final class Transport: Sendable {
    private let endpoint: ClusterEndpoint
    private let log: RequestLog
    private let userAgent: String
    private let session: URLSession
    private let delegate = SessionDelegate()
    private let connections = WarmConnections()

    init(_ endpoint: ClusterEndpoint, log: RequestLog, userAgent: String) {
        self.endpoint = endpoint
        self.log = log
        self.userAgent = userAgent
        LoopbackProxy.bypass()
        let configuration = URLSessionConfiguration.ephemeral
        // libcurl opens six connections per host by default; the seventh watch would wait for ever.
        configuration.httpMaximumConnectionsPerHost = 100
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.urlCredentialStorage = nil
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        session = URLSession(configuration: configuration, delegate: delegate, delegateQueue: DelegateQueue())
    }

    deinit { session.invalidateAndCancel() }

    /// Starts a request. What goes wrong before it can start arrives as its end.
    ///
    /// - Parameter receive: See ``Exchange``.
    func start(
        _ request: HTTPRequest, isMetered: Bool = false, receive: @escaping @Sendable (Exchange.Part) -> Void
    ) -> Exchange {
        guard request.isWatch else {
            let exchange = Exchange(
                request, host: endpoint.host, log: log, isMetered: isMetered, receive: receive)
            connections.start { [self] in carry(request, for: exchange) }
            return exchange
        }
        return open(request, isMetered: isMetered, receive: receive, started: StartSignal())
    }

    private func open(
        _ request: HTTPRequest, isMetered: Bool, receive: @escaping @Sendable (Exchange.Part) -> Void,
        started: StartSignal
    ) -> Exchange {
        let exchange = Exchange(request, host: endpoint.host, log: log, isMetered: isMetered) { part in
            receive(part)
            started.fire()
        }
        let short = HTTPRequest(path: "/version", isLogged: false, patience: 5)
        connections.open(
            WarmConnections.Opening { [self] done in
                let warming = Exchange(short, host: endpoint.host, log: log) { part in
                    if case .end(let error) = part { done(error) }
                }
                carry(short, for: warming)
            } watch: { [self] error, begun in
                started.whenFired(begun)
                // Whatever the server said to the short request, the watch gets an answer of its own.
                if let error, error.isConnectionLost { exchange.fail(error) } else { carry(request, for: exchange) }
            })
        return exchange
    }

    private func carry(_ request: HTTPRequest, for exchange: Exchange) {
        do throws(ClusterError) {
            let task = session.dataTask(with: try urlRequest(request))
            delegate.register(exchange, for: task)
            exchange.attach(task)
        } catch { exchange.fail(error) }
    }

    /// The whole answer.
    ///
    /// - Throws: The error of every status that is not 2xx, and `cancelled` when the calling task is cancelled, which
    ///   ends the transfer.
    func send(_ request: HTTPRequest) async throws(ClusterError) -> HTTPResponse {
        let inbox = Mailbox<Exchange.Part>()
        let exchange = start(request) { inbox.put($0) }
        defer { exchange.cancel() }
        var head: ResponseHead?
        var body: [UInt8] = []
        while let parts = await inbox.take() {
            for part in parts {
                switch part {
                case .head(let arrived): head = arrived
                case .body(let data, _): body.append(contentsOf: data)
                case .end(let error):
                    if let error, head?.isSuccess != false { throw error }
                    guard let head else { throw .reset }
                    guard head.isSuccess else { throw Refusal.error(head, body: body) }
                    return HTTPResponse(head: head, body: body)
                }
            }
        }
        throw .cancelled
    }

    private func urlRequest(_ request: HTTPRequest) throws(ClusterError) -> URLRequest {
        let query = request.query.map { "\(PathSegment.escape($0.name))=\(PathSegment.escape($0.value))" }
        let suffix = query.isEmpty ? "" : "?" + query.joined(separator: "&")
        guard let url = URL(string: endpoint.server.absoluteString + request.path + suffix) else {
            throw .other("\(request.path) is not an address that can be asked for.")
        }
        // Exchanges time themselves: on Linux URLSession's timeout ends idle watches, and does not end a request to a
        // server that accepts and says nothing. 0 and infinity mean something else to it.
        var result = URLRequest(url: url, timeoutInterval: 1e6)
        result.httpMethod = request.method.rawValue
        result.setValue("application/json", forHTTPHeaderField: "Accept")
        result.setValue(userAgent, forHTTPHeaderField: "User-Agent")
        if let authorization = try endpoint.credential.authorization() {
            result.setValue(authorization, forHTTPHeaderField: "Authorization")
        }
        if let body = request.body {
            result.httpBody = Data(body)
            result.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        return result
    }
}

/// Tells one listener that an answer has begun, whether it asked before or after.
private final class StartSignal: Sendable {
    private let state = Mutex((isFired: false, listener: (@Sendable () -> Void)?.none))

    func fire() {
        let listener = state.withLock { state -> (@Sendable () -> Void)? in
            state.isFired = true
            defer { state.listener = nil }
            return state.listener
        }
        listener?()
    }

    func whenFired(_ listener: @escaping @Sendable () -> Void) {
        let isFired = state.withLock { state in
            if !state.isFired { state.listener = listener }
            return state.isFired
        }
        if isFired { listener() }
    }
}

/// Keeps requests to this machine away from proxies.
private enum LoopbackProxy {
    // Once per process, before its first session: libcurl reads the environment, and changing it later is a race.
    private static let once: Void = {
        let environment = ProcessInfo.processInfo.environment
        let known = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
        guard known != "*" else { return }
        let names = known.split(separator: ",").map(String.init) + ["127.0.0.1", "localhost", "::1"]
        setenv("no_proxy", names.joined(separator: ","), 1)
    }()

    static func bypass() { once }
}
