import Foundation
import FoundationNetworking
import KubeModel
import Synchronization

/// One request under way. Tells its parts in order, the end exactly once, and nothing after the end.
final class Exchange: Sendable {
    enum Part: Sendable {
        case head(ResponseHead)
        case body(Data, arrived: Date)
        /// nil: the answer came in full.
        case end(ClusterError?)
    }

    /// How a request travels.
    struct Passage: Sendable {
        /// Kept until the end: a transfer whose route is gone does not go out.
        var route: Route
        var failure: TransportFailure
        /// Called once, should the server refuse the login: a new task is attached, or the exchange fails. nil: no other
        /// login is to be had.
        var renew: (@Sendable () -> Void)?
        /// Called when the server has answered anything but a 401.
        var accepted: @Sendable () -> Void
    }

    private struct State {
        var task: URLSessionTask?
        var passage: Passage?
        var head: ResponseHead?
        var isOver = false
        var lastSign = ContinuousClock.now
    }

    private let log: RequestLog
    private let entry: Int
    private let begun = ContinuousClock.now
    /// Seconds; nil for watches.
    private let patience: Double?
    private let receive: @Sendable (Part) -> Void
    private let state = Mutex(State())
    /// nil: the whole answer is wanted at once, whatever its size.
    private let meter: UnreadMeter?

    /// - Parameter isMetered: Whether the reader says what it has read (``didRead(_:)``), so that the answer comes no faster.
    /// - Parameter receive: Called on the session's queue, or on the canceller's thread for the end; must be quick.
    init(
        _ request: HTTPRequest, patience: Double, log: RequestLog, isMetered: Bool = false,
        receive: @escaping @Sendable (Part) -> Void
    ) {
        meter = isMetered ? UnreadMeter() : nil
        self.log = log
        self.receive = receive
        self.patience = request.isWatch ? nil : request.patience ?? patience
        entry = log.begin(request, at: Date())
    }

    /// Gives it the task that carries it. A cancel that came first cancels the task.
    func attach(_ task: URLSessionTask, _ passage: Passage) {
        let (isOver, isFirst) = state.withLock { state in
            let isFirst = state.task == nil
            (state.task, state.passage, state.lastSign) = (task, passage, .now)
            return (state.isOver, isFirst)
        }
        if isOver { return task.cancel() }
        task.resume()
        if isFirst, let patience { watch(for: patience) }
    }

    /// Looks again when the time is up, and as long as signs of life keep coming.
    private func watch(for seconds: Double) {
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self] in
            guard let self, let patience, let last = state.withLock({ $0.isOver ? nil : $0.lastSign }) else { return }
            let rest = patience - (ContinuousClock.now - last) / .seconds(1)
            if rest > 0 { watch(for: rest) } else { finish(.timedOut) }
        }
    }

    func cancel() { finish(.cancelled) }

    /// The same for who has other answers to read meanwhile.
    func cancelAside() async { await TaskEnder.aside { self.cancel() } }

    /// Ends it before it was sent.
    func fail(_ error: ClusterError) { finish(error) }

    /// - Returns: Whether the task is of no use any more and reports to nobody: the request goes out anew.
    func received(_ response: HTTPURLResponse) -> Bool {
        let head = ResponseHead(
            status: response.statusCode,
            retryAfter: response.value(forHTTPHeaderField: "Retry-After").flatMap { RetryAfter.seconds($0) },
            warnings: response.value(forHTTPHeaderField: "Warning").map(ServerWarning.texts) ?? [])
        let (passage, isOpen) = state.withLock { state -> (Passage?, Bool) in
            guard !state.isOver else { return (nil, false) }
            state.lastSign = .now
            defer { state.passage?.renew = nil }
            if head.status != 401 || state.passage?.renew == nil { state.head = head }
            return (state.passage, true)
        }
        guard isOpen else { return false }
        if let passage, !passage.route.isInForce {
            finish(.untrusted("TLS settings do not reach libcurl on this system, so nobody knows who answered."))
            return false
        }
        if head.status != 401 { passage?.accepted() }
        if head.status == 401, let renew = passage?.renew {
            renew()
            return true
        }
        log.update(entry) {
            $0.status = head.status
            $0.milliseconds = elapsed
        }
        // A 401 that names a scheme is never completed by URLSession: nothing more will come, so it ends here.
        if head.status == 401 { finish(.unauthorized(.unauthorized)) } else { receive(.head(head)) }
        return false
    }

    func received(_ data: Data) {
        let arrived = Date()
        let isOver = state.withLock { state in
            state.lastSign = .now
            return state.isOver
        }
        guard !isOver else { return }
        log.update(entry) { $0.bytes += data.count }
        receive(.body(data, arrived: arrived))
        meter?.add(data.count)
    }

    /// Tells that bytes of the body were read.
    func didRead(_ bytes: Int) { meter?.subtract(bytes) }

    /// - Returns: Whether URLSession may be told not to follow. It traps when it is told after a cancel, or cancelled
    ///   before it has acted on it, so this is the only end that leaves the task to end by itself.
    func redirected(to location: URL?) -> Bool {
        var target = "another address"
        if let location, var parts = URLComponents(url: location, resolvingAgainstBaseURL: false) {
            (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
            target = parts.string ?? target
        }
        return finish(.redirected(to: target), cancelsTask: false)
    }

    func completed(_ error: (any Error)?) {
        let (failure, hasHead) = state.withLock { ($0.passage?.failure, $0.head != nil) }
        finish(error.map { failure?.translate($0, hasHead: hasHead) ?? .reset })
    }

    private var elapsed: Double { (ContinuousClock.now - begun) / .milliseconds(1) }

    /// - Returns: Whether this was the end, and not a later one.
    @discardableResult
    private func finish(_ error: ClusterError?, cancelsTask: Bool = true) -> Bool {
        let (isFirst, task) = state.withLock { state in
            let first = !state.isOver
            state.isOver = true
            defer { (state.task, state.passage) = (nil, nil) }
            return (first, error == nil ? nil : state.task)
        }
        guard isFirst else { return false }
        meter?.end()
        if cancelsTask, let task { TaskEnder.cancel(task) }
        log.update(entry) {
            if !$0.isWatch || $0.milliseconds == nil { $0.milliseconds = elapsed }
            $0.isOpen = false
            $0.error = error?.description
        }
        receive(.end(error))
        return true
    }
}
