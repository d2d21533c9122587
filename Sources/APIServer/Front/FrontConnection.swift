import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One peer. Lives on the thread of the loop.
final class FrontConnection {
    enum Stage {
        /// Before a request, or within its head.
        case head
        case body(RequestHead, BodyReader)
        /// Read, and not yet begun.
        case ready(RequestHead, [UInt8])
        case answering(Outbox, Task<Void, Never>, keepsAlive: Bool)
        /// Everything is said; what the peer still sends is thrown away, so that it reads the answer.
        case farewell
    }

    let descriptor: Int32
    var stage = Stage.head
    /// Read, and not yet understood.
    var input: [UInt8] = []
    /// Written by the task, and not yet by the loop.
    var output: [Data] = []
    /// Bytes of the first piece that are on their way.
    var sent = 0
    /// When this stage began, and when a byte last went either way.
    var since: ContinuousClock.Instant
    var lastMoved: ContinuousClock.Instant
    /// The peer has said that it sends no more.
    var hasEnded = false
    /// When the first byte of the head was seen.
    var headSince: ContinuousClock.Instant?
    /// How much of the input is known to hold no end of a head.
    private var searched = 0

    init(_ descriptor: Int32, now: ContinuousClock.Instant) {
        self.descriptor = descriptor
        since = now
        lastMoved = now
    }

    /// Bytes of memory held for this peer.
    var held: Int {
        var total = input.capacity + output.reduce(0) { $0 + $1.count }
        switch stage {
        case .head, .farewell: break
        case .body(_, let reader): total += reader.body.capacity
        case .ready(_, let body): total += body.capacity
        case .answering(let outbox, _, _): total += outbox.facts.held
        }
        return total
    }

    var isReading: Bool {
        switch stage {
        case .head, .body, .farewell: true
        case .ready, .answering: false
        }
    }

    func enter(_ stage: Stage, now: ContinuousClock.Instant) {
        self.stage = stage
        since = now
        lastMoved = now
    }

    /// The next head, once all of it is there.
    ///
    /// Cost: every byte is looked at once.
    /// - Throws: ``FrontRefusal``, 431 where it is over the limit.
    func takeHead(limit: Int) throws(FrontRefusal) -> RequestHead? {
        // Empty lines before a request are forgiven, as everywhere.
        if searched == 0 {
            let blanks = input.prefix { $0 == 0x0D || $0 == 0x0A }.count
            if blanks > 0 { input.removeFirst(blanks) }
        }
        while let end = input[searched...].firstIndex(of: 0x0A) {
            guard end <= limit else { throw .longHead }
            var before = end - 1
            if before >= 0, input[before] == 0x0D { before -= 1 }
            searched = end + 1
            guard before >= 0, input[before] == 0x0A else { continue }
            let head = try RequestHead(input[..<before])
            input.removeFirst(searched)
            searched = 0
            return head
        }
        searched = input.count
        guard input.count <= limit else { throw .longHead }
        return nil
    }

    /// - Returns: false once the connection is gone.
    func receive(_ buffer: inout [UInt8], now: ContinuousClock.Instant) -> Bool {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        if count == 0 { hasEnded = true }
        lastMoved = now
        if case .farewell = stage { return true }
        input.append(contentsOf: buffer.prefix(count))
        return true
    }

    /// Writes what the socket takes.
    ///
    /// - Returns: false once the connection is gone.
    func send(now: ContinuousClock.Instant) -> Bool {
        while let piece = output.first {
            #if canImport(Glibc)
                let flags = Int32(MSG_NOSIGNAL)
            #else
                let flags: Int32 = 0
            #endif
            let count = piece.withUnsafeBytes {
                Self.send(descriptor, $0.baseAddress.map { $0 + sent }, piece.count - sent, flags)
            }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            lastMoved = now
            sent += count
            guard sent == piece.count else { continue }
            output.removeFirst()
            sent = 0
        }
        return true
    }

    private static func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
        #if canImport(Glibc)
            Glibc.send(descriptor, bytes, count, flags)
        #else
            Darwin.send(descriptor, bytes, count, flags)
        #endif
    }

    /// Ends it at once, with whatever is at work for it.
    func close() {
        if case .answering(let outbox, let task, _) = stage {
            outbox.close()
            task.cancel()
        }
        stage = .farewell
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }
}
