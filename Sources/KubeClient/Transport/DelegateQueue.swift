import Foundation

/// The queue URLSession reports on, with a bound: who adds to a full one waits.
///
/// URLSession has no backpressure. It reads a list of 18 MB from a fast server in 80 ms, and parsing takes five times as
/// long: without a bound all of it stands in memory for a moment. What waits here is URLSession's own reading thread, so the
/// connection fills up and the server waits in its turn. Every wait is short and bounded: should whoever empties the queue
/// itself be waiting for that thread, memory is the price, not a standstill.
// Unchecked as its superclass is: the count is protected by the condition's lock.
final class DelegateQueue: OperationQueue, @unchecked Sendable {
    private static let limit = 16
    private static let patience = 0.2

    private let condition = NSCondition()
    private var waiting = 0

    override init() {
        super.init()
        maxConcurrentOperationCount = 1
    }

    override func addOperation(_ block: @escaping @Sendable () -> Void) {
        condition.lock()
        let deadline = Date().addingTimeInterval(Self.patience)
        while waiting >= Self.limit, condition.wait(until: deadline) {}
        waiting += 1
        condition.unlock()
        super.addOperation { [self] in
            block()
            condition.lock()
            waiting -= 1
            condition.signal()
            condition.unlock()
        }
    }
}

/// How much of an answer was handed over and not read yet.
// Unchecked: everything that changes is protected by the condition's lock.
final class UnreadMeter: @unchecked Sendable {
    /// Bytes; the row parser takes about 10 ms for as many.
    private static let limit = 512 << 10
    private static let patience = 0.2

    private let condition = NSCondition()
    private var unread = 0
    private var isOver = false

    /// Counts bytes that were handed over, and waits while there are too many of them.
    func add(_ bytes: Int) {
        condition.lock()
        unread += bytes
        let deadline = Date().addingTimeInterval(Self.patience)
        while unread > Self.limit, !isOver, condition.wait(until: deadline) {}
        condition.unlock()
    }

    /// Tells that bytes were read.
    func subtract(_ bytes: Int) {
        condition.lock()
        unread -= bytes
        condition.signal()
        condition.unlock()
    }

    /// Nothing is waited for any longer.
    func end() {
        condition.lock()
        isOver = true
        condition.broadcast()
        condition.unlock()
    }
}
