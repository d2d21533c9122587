import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads requests off sockets, bounded in bytes and in time, and hands on what is whole.
///
/// Everything here lives on one thread, which never waits but for its sockets.
final class FrontLoop {
    private static let ended = Int16(bitPattern: 0x2000)  // POLLRDHUP, which no module declares.

    private let listener: Int32
    private let limits: FrontLimits
    private let doorbell: Doorbell
    private let handler: any FrontHandler
    private let threads = FrontThreads()
    private let clock = ContinuousClock()
    private var now: ContinuousClock.Instant
    private var connections: [Int32: FrontConnection] = [:]
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private var held = 0
    /// Of those whose body is being read, the one that began first.
    private var firstBody: FrontConnection?
    /// What handlers have not answered yet, whether or not its peer is still there.
    private var working: [(outbox: Outbox, isLarge: Bool)] = []
    private var shortage: Shortage
    /// Until then nobody is let in: there was no room, and nobody to make any.
    private var pauseEnd: ContinuousClock.Instant?

    init(
        listener: Int32, limits: FrontLimits, doorbell: Doorbell, handler: any FrontHandler,
        report: @escaping @Sendable (String) -> Void
    ) {
        self.listener = listener
        self.limits = limits
        self.doorbell = doorbell
        self.handler = handler
        now = clock.now
        shortage = Shortage(limit: limits.connections, report: report)
    }

    /// Serves until the doorbell says stop; then nothing is left open but the listener.
    func run() {
        while true {
            var polled = interests()
            _ = poll(&polled, nfds_t(polled.count), pauseEnd == nil ? 250 : 5)
            now = clock.now
            if polled[0].revents != 0, doorbell.answer() { break }
            for entry in polled.dropFirst(2) {
                guard let connection = connections[entry.fd] else { continue }
                heed(entry.revents, connection)
            }
            for connection in connections.values { move(connection) }
            keepWithinBounds()
            beginReady()
            // Last: whoever has sent something is not the one to make room.
            if polled[1].revents != 0 { letIn() }
            shortage.check(now)
        }
        for connection in connections.values { connection.close() }
        connections = [:]
    }

    private func interests() -> [pollfd] {
        if let end = pauseEnd, end <= now { pauseEnd = nil }
        held = 0
        var polled = [
            pollfd(fd: doorbell.readingEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pauseEnd == nil ? listener : -1, events: Int16(POLLIN), revents: 0),
        ]
        polled.reserveCapacity(connections.count + 2)
        firstBody = nil
        for connection in connections.values {
            held += connection.held
            guard case .body(_, let reader) = connection.stage, reader.body.count > 65_536 else { continue }
            if firstBody.map({ connection.since < $0.since }) ?? true { firstBody = connection }
        }
        for connection in connections.values {
            var events: Int16 = 0
            if connection.isReading, !connection.hasEnded, !isWaitingForRoom(connection) { events |= Int16(POLLIN) }
            if !connection.hasEnded { events |= Self.ended }
            if !connection.output.isEmpty { events |= Int16(POLLOUT) }
            polled.append(pollfd(fd: connection.descriptor, events: events, revents: 0))
        }
        return polled
    }

    /// Whether a large body has to wait: while there is no room, only the one that began first is read on.
    private func isWaitingForRoom(_ connection: FrontConnection) -> Bool {
        guard held > limits.heldBytes, case .body(_, let reader) = connection.stage else { return false }
        return reader.body.count > 65_536 && connection !== firstBody
    }

    /// What the socket has said.
    private func heed(_ events: Int16, _ connection: FrontConnection) {
        if events & Int16(POLLERR | POLLNVAL) != 0 { return drop(connection) }
        if events & Int16(POLLIN) != 0, connection.isReading {
            guard connection.receive(&buffer, now: now) else { return drop(connection) }
        }
        if events & Int16(POLLHUP) != 0 { return drop(connection) }
        if events & Self.ended != 0 {
            switch connection.stage {
            case .head, .body, .farewell: break
            case .ready: connection.hasEnded = true
            case .answering(let outbox, _, _):
                connection.hasEnded = true
                // As with a real server: who has hung up follows no watch.
                if outbox.facts.isStream { drop(connection) }
            }
        }
    }

    /// Takes a connection as far as it gets without waiting.
    private func move(_ connection: FrontConnection) {
        do throws(FrontRefusal) {
            try checkPatience(connection)
            while connections[connection.descriptor] === connection, try step(connection) {}
        } catch {
            refuse(connection, error)
        }
    }

    /// - Returns: Whether there is more to do at once.
    private func step(_ connection: FrontConnection) throws(FrontRefusal) -> Bool {
        guard connection.output.isEmpty || connection.send(now: now) else {
            drop(connection)
            return false
        }
        switch connection.stage {
        case .head: return try readHead(connection)
        case .body(let head, var reader):
            // The only other reference goes, or every piece would copy the body.
            connection.stage = .head
            let taken = try reader.take(connection.input[...])
            connection.input.removeFirst(taken)
            guard reader.isComplete else {
                if connection.hasEnded { throw .malformed("unexpected EOF") }
                connection.stage = .body(head, reader)
                return false
            }
            connection.enter(.ready(head, reader.body), now: now)
            return false
        case .ready: return false
        case .answering(let outbox, _, let keepsAlive):
            if connection.hasEnded, outbox.facts.isStream {
                // It hung up before anybody knew that it had asked for a watch.
                drop(connection)
                return false
            }
            if connection.output.isEmpty { connection.output = outbox.take() }
            if !connection.output.isEmpty {
                guard connection.send(now: now) else {
                    drop(connection)
                    return false
                }
                return connection.output.isEmpty
            }
            guard outbox.facts.isFinished else { return false }
            guard keepsAlive, !connection.hasEnded, outbox.facts.isAnswered else {
                sayFarewell(connection)
                return false
            }
            connection.enter(.head, now: now)
            return true
        case .farewell:
            if connection.output.isEmpty { shutdown(connection.descriptor, Int32(SHUT_WR)) }
            if connection.hasEnded { drop(connection) }
            return false
        }
    }

    private func readHead(_ connection: FrontConnection) throws(FrontRefusal) -> Bool {
        guard let head = try connection.takeHead(limit: limits.head) else {
            if connection.hasEnded {
                guard connection.input.isEmpty else { throw .malformed("unexpected EOF") }
                drop(connection)
            }
            return false
        }
        // The next one has its own time, however soon it comes.
        connection.headSince = nil
        let reader = try BodyReader(head.framing, limit: limits.body)
        if head.expectsContinue, !reader.isComplete, connection.input.isEmpty {
            connection.output.append(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        connection.enter(.body(head, reader), now: now)
        return true
    }

    private func checkPatience(_ connection: FrontConnection) throws(FrontRefusal) {
        switch connection.stage {
        case .head:
            if connection.input.isEmpty {
                if now - connection.since > limits.idlePatience { drop(connection) }
                connection.headSince = nil
            } else {
                let since = connection.headSince ?? now
                connection.headSince = since
                if now - since > limits.headPatience { throw .slow }
            }
        case .body: if now - connection.since > limits.bodyPatience { throw .slow }
        case .ready: break
        case .answering:
            if !connection.output.isEmpty, now - connection.lastMoved > limits.readingPatience { drop(connection) }
        case .farewell: if now - connection.since > limits.farewell { drop(connection) }
        }
    }

    private func refuse(_ connection: FrontConnection, _ refusal: FrontRefusal) {
        if refusal == .longBody, case .bytes(let body) = handler.tooLarge.body {
            connection.output.append(Data(handler.tooLarge.headBytes(keepsAlive: false) + body))
        } else {
            connection.output.append(Data(refusal.bytes))
        }
        sayFarewell(connection)
        _ = connection.send(now: now)
    }

    private func sayFarewell(_ connection: FrontConnection) {
        connection.input = []
        connection.enter(.farewell, now: now)
        if connection.output.isEmpty { shutdown(connection.descriptor, Int32(SHUT_WR)) }
        if connection.hasEnded, connection.output.isEmpty { drop(connection) }
    }

    private func drop(_ connection: FrontConnection) {
        guard connections[connection.descriptor] === connection else { return }
        connections[connection.descriptor] = nil
        connection.close()
    }
}

extension FrontLoop {
    /// Drops those that hold much and move nothing, the largest first.
    private func keepWithinBounds() {
        guard held > limits.heldBytes else { return }
        let idle = connections.values.filter { $0.held > 65_536 && now - $0.lastMoved > limits.crowdedPatience }
            .filter { mayGiveWay($0) }
        for connection in idle.sorted(by: { $0.held > $1.held }) where held > limits.heldBytes {
            held -= connection.held
            drop(connection)
        }
    }

    /// Whether it is the peer that keeps what is held: who waits for this server is not to blame.
    private func mayGiveWay(_ connection: FrontConnection) -> Bool {
        switch connection.stage {
        case .ready: false
        case .answering(let outbox, _, _): outbox.facts.isAnswered
        case .head, .body, .farewell: !isWaitingForRoom(connection)
        }
    }

    /// Begins what is whole, the longest waiting first.
    private func beginReady() {
        // A peer that is gone leaves its request at work: its memory is taken all the same.
        working.removeAll { entry in
            let facts = entry.outbox.facts
            return entry.isLarge ? facts.hasEnded : facts.isAnswered || facts.hasEnded
        }
        let ready = connections.values.filter { if case .ready = $0.stage { true } else { false } }
        guard !ready.isEmpty, working.count < limits.working else { return }
        for connection in ready.sorted(by: { $0.since < $1.since }) where working.count < limits.working {
            guard case .ready(let head, let body) = connection.stage else { continue }
            let isLarge = body.count > limits.largeBody
            if isLarge, working.contains(where: \.isLarge) { continue }
            let outbox = Outbox(doorbell)
            working.append((outbox, isLarge))
            let task = FrontExchange(
                handler: handler, head: head, body: body, outbox: outbox, threads: threads
            ).start()
            connection.enter(.answering(outbox, task, keepsAlive: head.keepsAlive), now: now)
        }
    }

    private func letIn() {
        // So many at a time that those who are in are heard in between.
        for count in 0..<64 {
            if connections.count >= limits.connections {
                shortage.occurred(now)
                guard makeRoom() else {
                    if count == 0 { pause() }
                    return
                }
            }
            let descriptor = accept(listener, nil, nil)
            if descriptor < 0 {
                switch errno {
                case EAGAIN: return
                case EINTR, ECONNABORTED: continue
                default:
                    // No descriptors, or no memory for one.
                    shortage.occurred(now)
                    if !makeRoom() { pause() }
                    return
                }
            }
            Descriptor.prepare(descriptor)
            var isOn: Int32 = 1
            // Head and body of an answer are two writes: the second is not to wait for the acknowledgement of the first.
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
            connections[descriptor] = FrontConnection(descriptor, now: now)
        }
    }

    /// Short: who is answered meanwhile makes room, and whoever waits at the door is to be heard within a second.
    private func pause() { pauseEnd = now + .milliseconds(5) }

    /// Drops whoever has been quiet for longest: first those who ask for nothing, then those who follow a
    /// watch, and those who have just come last.
    private func makeRoom() -> Bool {
        var best: (connection: FrontConnection, rank: Int)?
        for connection in connections.values {
            guard let rank = rank(connection) else { continue }
            if let found = best {
                guard (rank, connection.lastMoved) < (found.rank, found.connection.lastMoved) else { continue }
            }
            best = (connection, rank)
        }
        guard let best else { return false }
        drop(best.connection)
        return true
    }

    /// The lowest make room first; nil for those who do not have to.
    private func rank(_ connection: FrontConnection) -> Int? {
        let quiet = now - connection.lastMoved
        switch connection.stage {
        case .ready: return nil
        case .farewell where connection.output.isEmpty: return 0
        case .answering(let outbox, _, _) where outbox.facts.isStream: return outbox.facts.isAnswered ? 2 : nil
        case .answering(let outbox, _, _) where !outbox.facts.isAnswered: return nil
        // Who has just come is about to ask, and who is being answered about to go: the next one waits for that.
        case .head, .body, .answering, .farewell:
            return quiet < limits.welcome ? nil : quiet < .seconds(2) ? 3 : 1
        }
    }
}
