import Synchronization

/// A queue between callbacks and one task, which takes everything that is waiting at once: a burst of chunks is one
/// wake-up, a single chunk is handed over without delay.
final class Mailbox<Letter: Sendable>: Sendable {
    private struct State {
        var letters: [Letter] = []
        var reader: CheckedContinuation<Void, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// From any thread.
    func put(_ letter: Letter) {
        let reader = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.letters.append(letter)
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }

    /// All letters so far, in order; waits while there are none. One reader only.
    ///
    /// - Returns: nil once the reading task is cancelled.
    func take() async -> [Letter]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isClosed || !state.letters.isEmpty { return true }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            let reader = state.withLock { state -> CheckedContinuation<Void, Never>? in
                state.isClosed = true
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume()
        }
        return state.withLock { state in
            if state.isClosed { return nil }
            defer { state.letters = [] }
            return state.letters
        }
    }

    /// What has come since, without waiting.
    func takeWaiting() -> [Letter] {
        state.withLock { state in
            defer { state.letters = [] }
            return state.letters
        }
    }
}
