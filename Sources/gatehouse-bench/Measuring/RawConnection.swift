import Foundation
import Glibc

/// A connection to the embedded server with nothing between it and the socket: what the bytes alone cost.
final class RawConnection {
    enum Failure: Error, CustomStringConvertible {
        case refused
        case ended
        case status(String)

        var description: String {
            switch self {
            case .refused: "The server takes no connection."
            case .ended: "The server has ended the connection."
            case .status(let line): "The server answered “\(line)”."
            }
        }
    }

    static let policies = "/apis/gateway.kgateway.dev/v1alpha1/trafficpolicies"
    static let streamingList =
        "?watch=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=600"

    private let socket: Int32
    private let token: String
    private var waiting: [UInt8] = []

    init(port: UInt16, token: String) throws {
        self.token = token
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in(), on: Int32 = 1
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard result == 0 else { throw Failure.refused }
    }

    deinit { Glibc.close(socket) }

    /// Reads a list as it streams, to its end, and throws it away.
    ///
    /// - Returns: Seconds until the first byte and until the last, and how many there were.
    static func readList(port: UInt16, token: String) throws -> (first: Double, all: Double, bytes: Int) {
        let connection = try RawConnection(port: port, token: token)
        let begun = ContinuousClock.now, end = Array("initial-events-end".utf8)
        connection.send("GET", policies + streamingList)
        var buffer = [UInt8](repeating: 0, count: 1 << 20), tail: [UInt8] = [], first: Double?, bytes = 0
        while true {
            let count = read(connection.socket, &buffer, buffer.count)
            guard count > 0 else { throw Failure.ended }
            first = first ?? begun.seconds
            bytes += count
            // The last event, of a few hundred bytes, names the end.
            tail = tail.suffix(1024) + buffer[max(0, count - 1024)..<count]
            if tail.firstRange(of: end) != nil { return (first ?? 0, begun.seconds, bytes) }
        }
    }

    /// Opens a watch of all TrafficPolicies, and reads what there is.
    func beginWatch() throws {
        send("GET", Self.policies + Self.streamingList)
        while !(try nextPiece()).contains("initial-events-end") {}
    }

    /// What comes next, to the end of its last line.
    func nextPiece() throws -> String {
        repeat { try fill() } while waiting.last != 10
        defer { waiting = [] }
        return String(decoding: waiting, as: UTF8.self)
    }

    /// Sends a request and reads its answer.
    func exchange(_ method: String, _ path: String, body: String = "") throws -> [UInt8] {
        send(method, path, body: body)
        let head = String(decoding: try take(upTo: Array("\r\n\r\n".utf8)), as: UTF8.self)
        let line = head.prefix { $0 != "\r\n" }
        guard line.contains(" 200 ") || line.contains(" 201 ") else { throw Failure.status(String(line)) }
        let length = head.lowercased().components(separatedBy: "content-length: ").dropFirst().first?.prefix { $0.isNumber }
        if let length = length.flatMap({ Int($0) }) { return try take(length) }
        var body: [UInt8] = []
        while true {
            let size = String(decoding: try take(upTo: [13, 10]).dropLast(2), as: UTF8.self)
            guard let count = Int(size, radix: 16) else { throw Failure.status("a chunk of \(size)") }
            body += try take(count)
            _ = try take(2)
            if count == 0 { return body }
        }
    }

    private func send(_ method: String, _ path: String, body: String = "") {
        var request = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\nAccept: application/json\r\n"
        if !body.isEmpty { request += "Content-Type: application/merge-patch+json\r\nContent-Length: \(body.utf8.count)\r\n" }
        var bytes = Array((request + "\r\n" + body).utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    private func take(upTo end: [UInt8]) throws -> [UInt8] {
        while true {
            if let range = waiting.firstRange(of: end) { return try take(range.upperBound) }
            try fill()
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while waiting.count < count { try fill() }
        let taken = Array(waiting[..<count])
        waiting.removeFirst(count)
        return taken
    }

    private func fill() throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(socket, &buffer, buffer.count)
        guard count > 0 else { throw Failure.ended }
        waiting += buffer[..<count]
    }
}
