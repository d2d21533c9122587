import Dispatch
import KubeModel
import Synchronization

/// Sees to it that a watch over TLS goes out on a connection that has carried a short request: nine watches at once would
/// shake hands nine times.
///
/// Which transfer gets which idle connection cannot be said, and tasks overtake each other. So watches are opened one by
/// one, each with its short request before it, and nothing else begins until it has its answer: three round trips a watch.
/// Where all transfers share one connection (HTTP/2) there is nothing to be mixed up: the first short request opens the way
/// for all watches that wait. And where it finds nobody, it has found nobody for all of them.
final class WarmConnections: Sendable {
    /// A watch to be opened.
    struct Opening: Sendable {
        /// Makes the short request and tells how it ended.
        var warm: @Sendable (_ done: @escaping @Sendable (ClusterError?) -> Void) -> Void
        /// Whether the connection of the short request takes other transfers at the same time.
        var isShared: @Sendable () -> Bool = { false }
        /// Starts the watch itself; tells when its answer has begun or it has failed.
        var watch: @Sendable (ClusterError?, _ started: @escaping @Sendable () -> Void) -> Void
    }

    private struct State {
        /// Counts openings; 0 while none is under way.
        var current = 0
        var begun = 0
        var openings: [Opening] = []
        var requests: [@Sendable () -> Void] = []
    }

    /// Seconds after which a watch whose answer does not begin holds nobody up any longer.
    private let patience: Double

    private let state = Mutex(State())
    /// Answers are reported on a queue that URLSession's own may be waiting for, and starting a task waits for that one: so
    /// what follows an answer is never started from where it was reported.
    private let queue = DispatchQueue(label: "gatehouse.openings")

    init(patience: Double = 5) { self.patience = patience }

    /// Starts an ordinary request: at once, or after the watches that are being opened.
    func start(_ request: @escaping @Sendable () -> Void) {
        let isFree = state.withLock { state in
            let isFree = state.current == 0 && state.openings.isEmpty
            if !isFree { state.requests.append(request) }
            return isFree
        }
        if isFree { request() }
    }

    func open(_ opening: Opening) {
        state.withLock { $0.openings.append(opening) }
        proceed()
    }

    private func proceed() {
        let (next, number, requests) = state.withLock { state -> (Opening?, Int, [@Sendable () -> Void]) in
            guard state.current == 0 else { return (nil, 0, []) }
            guard !state.openings.isEmpty else {
                defer { state.requests = [] }
                return (nil, 0, state.requests)
            }
            state.begun += 1
            state.current = state.begun
            return (state.openings.removeFirst(), state.begun, [])
        }
        for request in requests { request() }
        next?.warm { [self] error in
            queue.async { [self] in
                let isLost = error?.isConnectionLost == true
                let others = isLost || next?.isShared() == true ? waiting() : []
                next?.watch(error) { [self] in finish(number) }
                for other in others { other.watch(error) {} }
            }
            DispatchQueue.global().asyncAfter(deadline: .now() + patience) { [weak self] in self?.finish(number) }
        }
    }

    /// Takes all openings that wait.
    private func waiting() -> [Opening] {
        state.withLock { state in
            defer { state.openings = [] }
            return state.openings
        }
    }

    /// Ends the opening with a number, once.
    private func finish(_ number: Int) {
        let isCurrent = state.withLock { state in
            guard state.current == number else { return false }
            state.current = 0
            return true
        }
        if isCurrent { queue.async { [self] in proceed() } }
    }
}
