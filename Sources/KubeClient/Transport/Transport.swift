import CTLSHook
import Dispatch
import Foundation
import FoundationNetworking
import KubeModel
import Synchronization

/// The one URLSession of a context: adds host and credentials to requests and starts them.
final class Transport: Sendable {
    private let endpoint: EndpointKeeper
    private let logins: LoginKeeper
    private let route = Mutex<Route?>(nil)
    private let log: RequestLog
    private let userAgent: String
    /// Whether nothing leaves that could change anything, whoever asks for it.
    private let isReadOnly: Bool
    /// Seconds, for requests that say nothing else.
    private let patience: Double
    private let session: URLSession
    private let delegate = SessionDelegate()
    private let connections = WarmConnections()
    /// Making and starting a task waits for URLSession, which may be waiting for somebody to read what it has: on the threads
    /// of tasks, as few as there are cores, nobody would be left to read.
    private let starting = DispatchQueue(label: "gatehouse.requests")

    init(
        _ endpoint: ClusterEndpoint, log: RequestLog, userAgent: String, isReadOnly: Bool = false,
        patience: Double = 30, logins: LoginKeeper = LoginKeeper()
    ) {
        self.isReadOnly = isReadOnly
        self.patience = patience
        self.endpoint = EndpointKeeper(endpoint)
        self.logins = logins
        self.log = log
        self.userAgent = userAgent
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

    deinit {
        logins.stop()
        session.invalidateAndCancel()
    }

    /// Whether each request has a connection to itself, as far as is known.
    var isAlone: Bool { route.withLock { $0?.isAlone ?? false } }

    /// Ends connections that brought nothing for so many seconds, so that the next request finds a new one.
    func hangUp(silentFor seconds: Int) { route.withLock { $0?.hangUp(silentFor: seconds) } }

    /// Starts a request. What goes wrong before it can start arrives as its end.
    ///
    /// - Parameter receive: See ``Exchange``.
    func start(
        _ request: HTTPRequest, isMetered: Bool = false, receive: @escaping @Sendable (Exchange.Part) -> Void
    ) -> Exchange {
        // Without TLS a connection of its own costs a watch one round trip, and waiting for its turn would cost more.
        guard request.isWatch, endpoint.current.isSecure else {
            let exchange = Exchange(
                request, patience: patience, log: log, isMetered: isMetered, receive: receive)
            connections.start { [self] in carry(request, for: exchange) }
            return exchange
        }
        return open(request, isMetered: isMetered, receive: receive, started: StartSignal())
    }

    private func open(
        _ request: HTTPRequest, isMetered: Bool, receive: @escaping @Sendable (Exchange.Part) -> Void,
        started: StartSignal
    ) -> Exchange {
        let exchange = Exchange(request, patience: patience, log: log, isMetered: isMetered) { part in
            receive(part)
            started.fire()
        }
        connections.open(
            WarmConnections.Opening { [self] done in
                warm(done)
            } isShared: { [self] in
                route.withLock { $0?.isShared ?? false }
            } watch: { [self] error, begun in
                started.whenFired(begun)
                // Whatever the server said to the short request, the watch gets an answer of its own.
                if let error, error.isConnectionLost { exchange.fail(error) } else { carry(request, for: exchange) }
            })
        return exchange
    }

    /// Makes a connection that the first watches then find, as they would make it themselves. Does nothing without TLS.
    func warmUp() {
        guard endpoint.current.isSecure else { return }
        connections.open(
            WarmConnections.Opening { [self] done in
                warm(done)
            } isShared: { [self] in
                route.withLock { $0?.isShared ?? false }
            } watch: { _, begun in begun() })
    }

    /// A short request, of which nothing but its end is wanted.
    private func warm(_ done: @escaping @Sendable (ClusterError?) -> Void) {
        let short = HTTPRequest(path: "/version", isLogged: false, patience: 5)
        let exchange = Exchange(short, patience: patience, log: log) { part in if case .end(let error) = part { done(error) } }
        carry(short, for: exchange)
    }

    private func carry(_ request: HTTPRequest, for exchange: Exchange) {
        let endpoint = endpoint.current
        do throws(ClusterError) {
            if let login = try logins.ready(endpoint.credential) {
                return try send(request, for: exchange, to: endpoint, as: login)
            }
        } catch { return exchange.fail(error) }
        logIn(endpoint, for: exchange) { [self] (login) throws(ClusterError) in
            try send(request, for: exchange, to: endpoint, as: login)
        }
    }

    private func send(
        _ request: HTTPRequest, for exchange: Exchange, to endpoint: ClusterEndpoint, as login: Login,
        isSecond: Bool = false
    ) throws(ClusterError) {
        let route = try route(to: endpoint, as: login)
        let outgoing = try urlRequest(request, to: endpoint, as: login, by: route)
        let renew: @Sendable () -> Void = { [weak self, weak exchange] in
            guard let self, let exchange else { return }
            renewLogin(login, request, for: exchange)
        }
        let passage = Exchange.Passage(
            route: route, failure: TransportFailure(endpoint, login), renew: isSecond ? nil : renew
        ) { [logins] in logins.accepted() }
        starting.async { [self] in
            let task = session.dataTask(with: outgoing)
            delegate.register(exchange, for: task)
            exchange.attach(task, passage)
        }
    }

    /// The server has refused a login. Another one is tried, once: files may have been written anew, plugins asked again.
    private func renewLogin(_ rejected: Login, _ request: HTTPRequest, for exchange: Exchange) {
        let endpoint = endpoint.current
        logIn(endpoint, rejected: rejected, for: exchange) { [self] (login) throws(ClusterError) in
            guard login != rejected else { throw .unauthorized(.unauthorized) }
            try send(request, for: exchange, to: endpoint, as: login, isSecond: true)
        }
    }

    private func logIn(
        _ endpoint: ClusterEndpoint, rejected: Login? = nil, for exchange: Exchange,
        then work: @escaping @Sendable (Login) throws(ClusterError) -> Void
    ) {
        // Ends with the plugin, which has its time limit; an exchange that was cancelled meanwhile sends nothing.
        Task { [logins] in
            do throws(ClusterError) { try work(try await logins.login(endpoint.credential, rejected: rejected)) } catch
            {
                exchange.fail(error)
            }
        }
    }

    /// Logs in ahead of the first request, so that a plugin can have the terminal while nobody else needs it.
    func logIn(isInteractive: Bool) async throws(ClusterError) {
        _ = try await logins.login(endpoint.current.credential, isInteractive: isInteractive)
    }

    /// See ``KubeClient/loginActivity``.
    var loginActivity: AsyncStream<Bool> { logins.activity }

    /// Logs in anew, with the terminal.
    func renewLogin() async throws(ClusterError) { try await logins.renew(endpoint.current.credential) }

    /// Ends a plugin that runs. Requests that wait for it keep this transport alive, so its own end would come too late.
    func close() { logins.stop() }

    /// A person asks to try again now.
    func retryNow() { logins.retryNow() }

    private func route(to endpoint: ClusterEndpoint, as login: Login) throws(ClusterError) -> Route {
        let settings = try Route.Settings(endpoint, login)
        return try route.withLock { (route) throws(ClusterError) in
            if let route, route.settings == settings { return route }
            let fresh = try Route(settings)
            route = fresh
            return fresh
        }
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

    private func urlRequest(
        _ request: HTTPRequest, to endpoint: ClusterEndpoint, as login: Login, by route: Route
    ) throws(ClusterError) -> URLRequest {
        // Here, where every request becomes one of the wire: whatever asks for it has no other way out.
        guard !isReadOnly || request.changesNothing else { throw .readOnly }
        let query = request.query.map { "\(PathSegment.escape($0.name))=\(PathSegment.escape($0.value))" }
        let suffix = (query.isEmpty ? "" : "?" + query.joined(separator: "&")) + route.fragment
        // libcurl takes the name for the certificate from the URL; the route says where that name is to be found.
        let name = endpoint.isSecure ? endpoint.serverName : nil
        var server = endpoint.server.absoluteString
        if var parts = URLComponents(string: server),
            let name = name ?? route.settings.host.map({ _ in Route.hostInWaiting })
        {
            parts.host = name
            server = parts.string ?? server
        }
        guard let url = URL(string: server + request.path + suffix) else {
            throw .other("\(request.path) is not an address that can be asked for.")
        }
        // Exchanges time themselves: on Linux URLSession's timeout ends idle watches, and does not end a request to a
        // server that accepts and says nothing. 0 and infinity mean something else to it.
        var result = URLRequest(url: url, timeoutInterval: 1e6)
        result.httpMethod = request.method.rawValue
        result.setValue(request.accept, forHTTPHeaderField: "Accept")
        result.setValue(userAgent, forHTTPHeaderField: "User-Agent")
        if name != nil { result.setValue(endpoint.host, forHTTPHeaderField: "Host") }
        if let token = login.token { result.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let basic = login.basic { result.setValue("Basic \(basic)", forHTTPHeaderField: "Authorization") }
        for (name, values) in endpoint.impersonation?.headers ?? [] {
            result.setValue(values.joined(separator: GATEHOUSE_HEADER_SEPARATOR), forHTTPHeaderField: name)
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
