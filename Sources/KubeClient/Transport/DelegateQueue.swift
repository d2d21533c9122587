import CTLSHook
import Foundation
import FoundationNetworking

/// The queue URLSession reports on. Parts of bodies are taken in at once, on the thread that read them.
///
/// Otherwise each part, and a server that streams sends one an object, would wake another thread, which costs more than to
/// read the object. Everything else waits for its turn as URLSession means it to: the ends of tasks race with cancelling them
/// where they come early. What waits goes first, so the order stays; and there is a bound to it: who adds to a full queue
/// waits, for a short time, so that a server that is faster than we are waits in its turn.
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

    /// Called on URLSession's own queue, which is serial.
    override func addOperation(_ block: @escaping @Sendable () -> Void) {
        condition.lock()
        if waiting == 0, gatehouse_is_handing_over() != 0 {
            condition.unlock()
            return block()
        }
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

/// Cancels tasks at once, so that nobody cancels them again with their session, which URLSession does not survive; but on a
/// queue of its own where a part of a body is taken in, as cancelling waits for the queue on which that is done.
enum TaskEnder {
    private static let queue = DispatchQueue(label: "gatehouse.cancel")

    static func cancel(_ task: URLSessionTask) {
        guard gatehouse_is_handing_over() != 0 else { return task.cancel() }
        queue.async { task.cancel() }
    }

    /// Does something that cancels tasks, and returns when it is done, without holding a thread of Swift's tasks: where
    /// URLSession waits for another answer to be read, these threads are the ones that read it.
    static func aside(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            queue.async {
                work()
                continuation.resume()
            }
        }
    }
}

/// How much of an answer was handed over and not read yet.
///
/// URLSession has no backpressure. It reads a list of 18 MB from a fast server in 80 ms, and parsing takes longer: without a
/// bound all of it stands in memory for a moment. What waits here is URLSession's own reading thread, so the connection fills
/// up and the server waits in its turn. Every wait is short and bounded: should whoever reads be waiting for that thread,
/// memory is the price, not a standstill.
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
