import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The listener, with a thread of its own for all its sockets.
final class FrontServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let doorbell: Doorbell
    private let end: AsyncStream<Void>

    /// Listens on 127.0.0.1, and serves at once.
    ///
    /// - Parameters:
    ///   - port: 0 takes any that is free.
    ///   - report: Is told when there is no room for connections, and when there is again; on the thread of the loop.
    /// - Throws: ``ServerError``.
    init(
        port: UInt16, limits: FrontLimits, handler: any FrontHandler, report: @escaping @Sendable (String) -> Void
    ) throws(ServerError) {
        guard let doorbell = Doorbell() else { throw .cannotListen("the process has no descriptors left") }
        (listener, self.port) = try Self.open(port)
        self.doorbell = doorbell
        let (end, ended) = AsyncStream<Void>.makeStream()
        self.end = end
        Thread.detachNewThread { [listener] in
            FrontLoop(listener: listener, limits: limits, doorbell: doorbell, handler: handler, report: report).run()
            ended.finish()
        }
    }

    /// Closes everything. Returns when the port is free.
    func stop() async {
        doorbell.stop()
        for await _ in end {}
        close(listener)
    }

    private static func open(_ port: UInt16) throws(ServerError) -> (listener: Int32, port: UInt16) {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let listener = socket(AF_INET, kind, 0)
        guard listener >= 0 else { throw .cannotListen(String(cString: strerror(errno))) }
        Descriptor.prepare(listener)
        var isOn: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                // Whoever finds the queue full is not told, and asks again only after a second.
                bind(listener, $0, size) == 0 && listen(listener, 4_096) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard isListening else {
            let number = errno
            close(listener)
            throw number == EADDRINUSE ? .portTaken(port) : .cannotListen(String(cString: strerror(number)))
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }
}
