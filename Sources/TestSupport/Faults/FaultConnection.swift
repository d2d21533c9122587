import Foundation
import Glibc
import Synchronization

/// One connection of a client through a ``FaultProxy``: its requests go on to the server one by one, each answer with the
/// fault that is meant for it.
///
/// Two threads of its own, which block: one for each direction. The client's socket is closed when both have ended.
final class FaultConnection: Sendable {
    private struct State {
        var fault = Fault.none
        /// Bytes of the answer under way that have passed.
        var passed = 0
        var server: Int32?
        var isOver = false
    }

    private static let garbage: [UInt8] = [0x01, 0x22, 0x7D, 0x5D, 0xFF, 0x7B, 0x22, 0x3C, 0x5D, 0x7D, 0x22, 0x2C]

    private let client: Int32
    private let state = Mutex(State())
    private let relaying = DispatchGroup()

    init(_ client: Int32) { self.client = client }

    /// Serves until either side leaves; then everything is closed.
    ///
    /// - Parameters:
    ///   - target: The server's port; nil where there is none at the moment.
    ///   - decide: The fault for a request line.
    func serve(target: () -> UInt16?, decide: (String) -> Fault) {
        LoopbackSocket.sendAtOnce(client)
        var pending: [UInt8] = []
        while let (line, request) = nextRequest(&pending) {
            let fault = decide(line)
            if case .answer(let answer) = fault {
                guard LoopbackSocket.send(answer.bytes[...], to: client) else { break }
                continue
            }
            state.withLock { ($0.fault, $0.passed) = (fault, 0) }
            guard let server = server(target), LoopbackSocket.send(request[...], to: server) else { break }
        }
        end()
        relaying.wait()
        let server = state.withLock(\.server)
        if let server { close(server) }
        close(client)
    }

    /// Ends it from outside.
    func end(byReset: Bool = false) {
        state.withLock { state in
            guard !state.isOver else { return }
            state.isOver = true
            if byReset { LoopbackSocket.makeAbortive(client) }
            // Reading only, where an RST is to follow: else a FIN would go out before it.
            shutdown(client, Int32(byReset ? SHUT_RD : SHUT_RDWR))
            if let server = state.server { shutdown(server, Int32(SHUT_RDWR)) }
        }
    }

    private func server(_ target: () -> UInt16?) -> Int32? {
        if let server = state.withLock(\.server) { return server }
        guard let port = target(), let server = LoopbackSocket.connect(to: port) else { return nil }
        let isOver = state.withLock { state in
            state.server = server
            return state.isOver
        }
        guard !isOver else { return nil }
        relaying.enter()
        Thread.detachNewThread { [self] in
            while let bytes = LoopbackSocket.receive(from: server), pass(bytes) {}
            end()
            relaying.leave()
        }
        return server
    }

    /// Hands bytes of an answer on, or what the fault leaves of them.
    private func pass(_ bytes: [UInt8]) -> Bool {
        let (fault, start) = state.withLock { state in
            defer { state.passed += bytes.count }
            return (state.fault, state.passed)
        }
        switch fault {
        case .none, .answer: return LoopbackSocket.send(bytes[...], to: client)
        case .delay(let milliseconds):
            if start == 0 { poll(nil, 0, milliseconds) }
            return LoopbackSocket.send(bytes[...], to: client)
        case .stall(let limit):
            guard start < limit else { return true }
            return LoopbackSocket.send(bytes.prefix(limit - start), to: client)
        case .cut(let limit, let byReset):
            guard start + bytes.count >= limit else { return LoopbackSocket.send(bytes[...], to: client) }
            _ = LoopbackSocket.send(bytes.prefix(max(0, limit - start)), to: client)
            end(byReset: byReset)
            return false
        case .corrupt(let place):
            var damaged = bytes
            for (index, byte) in Self.garbage.enumerated() where bytes.indices.contains(place - start + index) {
                damaged[place - start + index] = byte
            }
            return LoopbackSocket.send(damaged[...], to: client)
        }
    }

    /// The first line of the next request, and all of it; nil at the end.
    private func nextRequest(_ pending: inout [UInt8]) -> (line: String, bytes: [UInt8])? {
        let blank = Array("\r\n\r\n".utf8)
        while true {
            if let end = pending.firstRange(of: blank)?.upperBound {
                let head = String(decoding: pending[..<end], as: UTF8.self)
                let length = end + Self.contentLength(head)
                if pending.count >= length {
                    let request = Array(pending.prefix(length))
                    pending.removeFirst(length)
                    return (head.components(separatedBy: "\r\n").first ?? "", request)
                }
            }
            guard let bytes = LoopbackSocket.receive(from: client) else { return nil }
            pending += bytes
        }
    }

    private static func contentLength(_ head: String) -> Int {
        let field = head.lowercased().components(separatedBy: "\r\n").first { $0.hasPrefix("content-length:") }
        return field.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
    }
}
