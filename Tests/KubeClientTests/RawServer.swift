import Foundation
import Glibc
import Synchronization

/// A request as it came over the wire.
struct RawRequest: Sendable {
    var line: String
    var headers: [String: String]
    /// Every line of the head after the first, as it came.
    var lines: [String]
    var body: [UInt8]

    var path: String { line.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
}

/// What a ``RawServer`` does with a connection, in order; then it closes.
enum RawStep: Sendable {
    case send(String)
    /// One byte a packet: every boundary inside characters and objects is met.
    case drip(String)
    /// Ends the connection with RST.
    case reset
    /// Keeps it open until the client leaves or the server stops.
    case hold
    /// Waits until the test opens the gate.
    case wait(RawGate)
}

/// Held back by the server's threads, opened by a test.
final class RawGate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    func open() { semaphore.signal() }
    fileprivate func pass() { semaphore.wait() }

    /// For a test's own tasks, which must not block.
    func passed() async { while semaphore.wait(timeout: .now()) != .success { await Task.yield() } }
}

/// A server that says exactly what a test wants, well-formed or not, on a loopback port of its own.
///
/// One connection serves one request. Threads are its own: they block, which those of tasks must not.
final class RawServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let respond: @Sendable (RawRequest) -> [RawStep]
    private let state = Mutex((requests: [RawRequest](), connections: Set<Int32>(), departures: 0, isStopped: false))

    /// - Parameter port: 0 takes a free one.
    init(port: UInt16 = 0, _ respond: @escaping @Sendable (RawRequest) -> [RawStep]) throws {
        self.respond = respond
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let handle = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, size) == 0 && listen(handle, 64) == 0 && getsockname(handle, $0, &size) == 0
            }
        }
        guard bound else {
            Glibc.close(listener)
            throw CocoaError(.fileReadUnknown)
        }
        self.port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in accept() }
    }

    deinit { stop() }

    var url: URL { URL(string: "http://127.0.0.1:\(port)") ?? URL(fileURLWithPath: "/") }
    var requests: [RawRequest] { state.withLock(\.requests) }
    /// Connections that the client ended while the server held them.
    var departures: Int { state.withLock(\.departures) }

    /// Nothing listens afterwards. Each descriptor is closed by the thread that uses it: closed by another, its number
    /// might belong to somebody else by the time that thread uses it.
    func stop() {
        state.withLock { state in
            if state.isStopped { return }
            state.isStopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    private func accept() {
        defer { Glibc.close(listener) }
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            // A program that another test starts would keep it open.
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            let isWelcome = state.withLock { state in
                if !state.isStopped { state.connections.insert(connection) }
                return !state.isStopped
            }
            guard isWelcome else {
                Glibc.close(connection)
                return
            }
            Thread.detachNewThread { [self] in serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        defer {
            state.withLock { state in
                state.connections.remove(connection)
                Glibc.close(connection)
            }
        }
        var yes: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard let request = read(connection) else { return }
        // Every watch is preceded by a short request that makes its connection; the tests are about what follows.
        guard request.path != "/version" else {
            write(connection, Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".utf8))
            return
        }
        state.withLock { $0.requests.append(request) }
        for step in respond(request) {
            switch step {
            case .send(let text): write(connection, Array(text.utf8))
            case .drip(let text): for byte in text.utf8 { write(connection, [byte]) }
            case .wait(let gate): gate.pass()
            case .reset:
                var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
                return
            case .hold:
                var byte: UInt8 = 0
                while recv(connection, &byte, 1, 0) > 0 {}
                state.withLock { if !$0.isStopped { $0.departures += 1 } }
                return
            }
        }
    }

    private func write(_ connection: Int32, _ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    private func read(_ connection: Int32) -> RawRequest? {
        var data: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        func more() -> Bool {
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return false }
            data.append(contentsOf: chunk[..<count])
            return true
        }
        let blank = Array("\r\n\r\n".utf8)
        var range = data.firstRange(of: blank)
        while range == nil {
            guard more() else { return nil }
            // A TLS greeting: what answers it is a server that does not speak it.
            if data.first == 0x16 { return RawRequest(line: "", headers: [:], lines: [], body: data) }
            range = data.firstRange(of: blank)
        }
        guard let range else { return nil }
        let lines = String(decoding: data[..<range.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while data.count < range.upperBound + length { guard more() else { return nil } }
        return RawRequest(
            line: lines[0], headers: headers, lines: Array(lines.dropFirst()), body: Array(data[range.upperBound...]))
    }
}

/// An answer with a length.
func answer(_ status: String, _ body: String, _ headers: [String] = []) -> String {
    let fields =
        ["HTTP/1.1 \(status)", "Content-Type: application/json", "Content-Length: \(body.utf8.count)"] + headers
    return (fields + ["Connection: close", "", body]).joined(separator: "\r\n")
}

/// The head of an answer that goes on until the connection closes.
let endlessHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"

func statusBody(_ code: Int, _ reason: String, _ message: String = "said so", details: String = "{}") -> String {
    #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"\#(message)","reason":"\#(reason)","#
        + #""details":\#(details),"code":\#(code)}"#
}
