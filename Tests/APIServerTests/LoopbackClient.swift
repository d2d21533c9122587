import Foundation
import Glibc

/// One HTTP exchange over a plain socket, on a thread of its own.
struct LoopbackClient: Sendable {
    struct Failure: Error { var call: String }

    var port: UInt16

    /// Sends a request and reads until the server closes, or until `text` has come.
    ///
    /// - Parameter meanwhile: Runs once the head of the response is there.
    /// - Throws: ``Failure`` after three minutes without a byte: only a guard against hanging, on however busy a machine.
    func exchange(
        _ method: String, _ target: String, body: String = "", until text: String? = nil,
        meanwhile: (@Sendable () async throws -> Void)? = nil
    ) async throws -> String {
        let head =
            "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        let descriptor = try connect()
        defer { close(descriptor) }
        try await onThread { try Self.send(Array((head + body).utf8), to: descriptor) }
        var received: [UInt8] = try await onThread { try Self.receive(descriptor) }
        try await meanwhile?()
        while text.map({ !String(decoding: received, as: UTF8.self).contains($0) }) ?? true {
            let more = try await onThread { try Self.receive(descriptor) }
            if more.isEmpty { break }
            received += more
        }
        return String(decoding: received, as: UTF8.self)
    }

    private func connect() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket") }
        var patience = timeval(tv_sec: 180, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw Failure(call: "connect")
        }
        return descriptor
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(call: "send") }
            sent += count
        }
    }

    private static func receive(_ descriptor: Int32) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw Failure(call: "recv") }
        return Array(buffer.prefix(count))
    }

    private func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }
}
