import Foundation
import Synchronization

/// What a peer has still to read: filled by the task that answers, emptied by the loop.
///
/// Bounded: who writes waits until the peer has read.
final class Outbox: Sendable {
    /// Bytes that may wait for a peer before the writer does.
    private static let capacity = 65_536

    private struct State {
        var pieces: [Data] = []
        var waiting = 0
        /// Bytes of an answer that exists as a whole, until it is written.
        var held = 0
        var isFinished = false
        var isClosed = false
        /// Whether it goes on as long as the peer likes.
        var isStream = false
        var isAnswered = false
        var writer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let doorbell: Doorbell

    init(_ doorbell: Doorbell) { self.doorbell = doorbell }

    /// The answer is known; what it holds in memory counts until the end. nil: a stream.
    func begin(holding size: Int?) {
        state.withLock { state in
            state.isAnswered = true
            state.isStream = size == nil
            state.held = size ?? 0
        }
        doorbell.ring()
    }

    /// - Returns: false once nobody reads.
    func write(_ piece: Data) async -> Bool {
        let isOpen = state.withLock { state in
            guard !state.isClosed else { return false }
            state.pieces.append(piece)
            state.waiting += piece.count
            return true
        }
        guard isOpen else { return false }
        doorbell.ring()
        await withCheckedContinuation { continuation in
            let mayGoOn = state.withLock { state in
                if state.isClosed || state.waiting < Self.capacity { return true }
                state.writer = continuation
                return false
            }
            if mayGoOn { continuation.resume() }
        }
        return state.withLock { !$0.isClosed }
    }

    func finish() {
        state.withLock { $0.isFinished = true }
        doorbell.ring()
    }

    /// Nobody reads any more.
    func close() {
        let writer = state.withLock { state in
            state.isClosed = true
            (state.pieces, state.waiting, state.held) = ([], 0, 0)
            return Self.takeWriter(&state)
        }
        writer?.resume()
    }

    /// Everything that waits, for the loop.
    func take() -> [Data] {
        let (pieces, writer) = state.withLock { state in
            defer { (state.pieces, state.waiting) = ([], 0) }
            return (state.pieces, Self.takeWriter(&state))
        }
        writer?.resume()
        return pieces
    }

    struct Facts {
        var isAnswered, isStream, isFinished: Bool
        /// Whether nothing more will be written.
        var hasEnded: Bool
        var waiting, held: Int
    }

    var facts: Facts {
        state.withLock {
            Facts(
                isAnswered: $0.isAnswered, isStream: $0.isStream, isFinished: $0.isFinished && $0.pieces.isEmpty,
                hasEnded: $0.isFinished, waiting: $0.waiting, held: max($0.held, $0.waiting))
        }
    }

    private static func takeWriter(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        defer { state.writer = nil }
        return state.writer
    }
}
