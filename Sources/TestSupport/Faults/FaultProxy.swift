import Foundation
import Glibc
import Synchronization

/// A proxy on a loopback port of its own that does to the connections to a server whatever networks do.
///
/// Rules say which requests come to harm. Which request is the first of its kind is the client's choice, so that a run is as
/// repeatable as the client is.
public final class FaultProxy: Sendable {
    private struct State {
        var listener: Int32?
        var target: UInt16?
        var rules: [FaultRule] = []
        var connections: [Int: FaultConnection] = [:]
        var accepted = 0
        var requests: [String] = []
        var isStopped = false
    }

    public let port: UInt16
    /// Holds the port while nobody listens, so that nobody else takes it.
    private let reservation: Int32
    private let state: Mutex<State>

    /// Begins to listen.
    ///
    /// - Parameter target: The server's port.
    public init(target: UInt16) throws {
        guard let (descriptor, port) = LoopbackSocket.reserve() else { throw CocoaError(.fileReadUnknown) }
        reservation = descriptor
        self.port = port
        state = Mutex(State(target: target))
        open()
    }

    deinit { Glibc.close(reservation) }

    /// Request lines so far.
    public var requests: [String] { state.withLock(\.requests) }

    /// The faults from now on; the first rule that fits a request is taken.
    public func apply(_ rules: [FaultRule]) { state.withLock { $0.rules = rules } }

    /// No faults from now on. What has been stalled stays so.
    public func heal() {
        apply([])
        open()
    }

    /// Sends everything that follows to another server; nil: to none.
    public func retarget(_ port: UInt16?) { state.withLock { $0.target = port } }

    /// Ends every connection.
    public func cut(byReset: Bool) {
        for connection in state.withLock({ Array($0.connections.values) }) { connection.end(byReset: byReset) }
    }

    /// Refuses connections until ``open()``. Those that stand go on.
    public func close() {
        state.withLock { state in
            // The thread that accepts closes it: closed here, its number might be another's by the time of the next accept.
            if let listener = state.listener { shutdown(listener, Int32(SHUT_RDWR)) }
            state.listener = nil
        }
    }

    /// Accepts connections again.
    public func open() {
        let listener = state.withLock { state -> Int32? in
            guard state.listener == nil, !state.isStopped else { return nil }
            state.listener = LoopbackSocket.listen(on: port)
            return state.listener
        }
        guard let listener else { return }
        Thread.detachNewThread { [weak self] in
            defer { Glibc.close(listener) }
            while true {
                let client = LoopbackSocket.accept(listener)
                guard client >= 0 else { return }
                guard let self else {
                    Glibc.close(client)
                    return
                }
                serve(client)
            }
        }
    }

    /// Ends everything, for good.
    public func stop() {
        state.withLock { $0.isStopped = true }
        close()
        cut(byReset: true)
    }

    private func serve(_ client: Int32) {
        let connection = FaultConnection(client)
        let number = state.withLock { state -> Int? in
            guard !state.isStopped else { return nil }
            state.accepted += 1
            state.connections[state.accepted] = connection
            return state.accepted
        }
        guard let number else {
            Glibc.close(client)
            return
        }
        Thread.detachNewThread { [self] in
            connection.serve {
                state.withLock(\.target)
            } decide: {
                decide($0)
            }
            state.withLock { _ = $0.connections.removeValue(forKey: number) }
        }
    }

    private func decide(_ line: String) -> Fault {
        state.withLock { state in
            state.requests.append(line)
            for index in state.rules.indices {
                if let fault = state.rules[index].take(line) { return fault }
            }
            return .none
        }
    }
}
