import Foundation
import Glibc

/// The sockets of this process that have to do with one port of this machine.
enum OpenSockets {
    static func count(port: UInt16) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.count { peer($0) == port }
    }

    /// Waits until none is left.
    ///
    /// - Returns: How many still were after ten seconds.
    static func left(port: UInt16) async throws -> Int {
        let deadline = ContinuousClock.now + .seconds(120)
        while count(port: port) > 0, ContinuousClock.now < deadline {
            // What is waited for is that threads end; the pause only leaves the processor to them.
            try await Task.sleep(for: .milliseconds(5))
        }
        return count(port: port)
    }

    /// The port at the other end; nil for what is no connection.
    private static func peer(_ descriptor: Int32) -> UInt16? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) == 0 }
        }
        return isConnected && address.sin_family == sa_family_t(AF_INET) ? UInt16(bigEndian: address.sin_port) : nil
    }
}
