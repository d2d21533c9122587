import Synchronization

/// What one watcher has still to be told, in order. Filled under the store's lock, emptied by the connection.
///
/// Bounded: a reader that falls too far behind is cut off, as nothing may be left out or merged. It resumes from the
/// last version it saw.
final class WatchQueue: Sendable {
    enum Item: Sendable {
        case event(StoreEvent)
        /// Everything up to this version has been told.
        case bookmark(Int)
    }

    /// Bytes of objects that may wait in it.
    private static let byteCapacity = 16 * 1_048_576

    private struct State {
        var items: [Item] = []
        var bytes = 0
        var isFinished = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>
    private let capacity: Int

    init(_ items: [Item], capacity: Int) {
        state = Mutex(State(items: items))
        self.capacity = capacity
    }

    func push(_ item: Item) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.isFinished else { return nil }
            if state.items.count >= capacity || state.bytes >= Self.byteCapacity {
                state.isFinished = true
            } else {
                state.items.append(item)
                if case .event(let event) = item { state.bytes += event.current.bytes.count }
            }
            return Self.takeWaiter(&state)
        }
        waiter?.resume()
    }

    /// Ends the stream once what is queued has been read.
    func finish() {
        let waiter = state.withLock { state in
            state.isFinished = true
            return Self.takeWaiter(&state)
        }
        waiter?.resume()
    }

    /// Everything that is queued, waiting for something to be; nil at the end, and when the task is cancelled.
    func next() async -> [Item]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.items.isEmpty || state.isFinished { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            finish()
        }
        return state.withLock { state in
            state.bytes = 0
            // Most hold little: what one needs once is not kept for it.
            defer { state.items.removeAll(keepingCapacity: state.items.count < 256) }
            return state.items.isEmpty ? nil : state.items
        }
    }

    private static func takeWaiter(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        defer { state.waiter = nil }
        return state.waiter
    }
}
