import KubeModel
import Synchronization

/// Sees to it that a watch never opens a connection of its own, but goes out on one that has carried a short request.
///
/// While libcurl connects, URLSession on Linux waits for the socket to become writable, and it goes on waiting for that
/// when the connection stands: on a socket that is writable all the time, a watch on a fresh connection keeps a whole core
/// busy for as long as it lasts (measured: 2.8 s of CPU in 3 s for four idle watches, 0.0003 s on warm connections). A
/// transfer on a connection that is there already does not wait for writing at all.
final class WarmConnections: Sendable {
    typealias Warm = @Sendable (_ done: @escaping @Sendable (ClusterError?) -> Void) -> Void
    typealias Watch = @Sendable (ClusterError?) -> Void

    private struct State {
        /// Watches whose short request is under way, or whose connection is about to be taken.
        var opening = 0
        var watches: [(warm: Warm, watch: Watch)] = []
        /// Requests that would take the connection of one of those.
        var requests: [@Sendable () -> Void] = []
    }

    /// libcurl keeps four idle connections for each transfer under way and closes more: with two at a time, the first
    /// watches of a session never lose the connections that were made for them.
    private static let openingLimit = 2

    private let state = Mutex(State())

    /// Starts an ordinary request: at once, or as soon as no watch is between its short request and its own.
    func start(_ request: @escaping @Sendable () -> Void) {
        let isFree = state.withLock { state in
            if state.opening > 0 { state.requests.append(request) }
            return state.opening == 0
        }
        if isFree { request() }
    }

    /// Starts a watch: first `warm`, which tells when it is over, then `watch`.
    func open(warm: @escaping Warm, watch: @escaping Watch) {
        state.withLock { $0.watches.append((warm, watch)) }
        openNext()
    }

    private func openNext() {
        let next = state.withLock { state -> (warm: Warm, watch: Watch)? in
            guard state.opening < Self.openingLimit, !state.watches.isEmpty else { return nil }
            state.opening += 1
            return state.watches.removeFirst()
        }
        guard let next else { return }
        next.warm { [self] error in
            next.watch(error)
            let ready = state.withLock { state in
                state.opening -= 1
                guard state.opening == 0, state.watches.isEmpty else { return [@Sendable () -> Void]() }
                defer { state.requests = [] }
                return state.requests
            }
            for request in ready { request() }
            openNext()
        }
    }
}
