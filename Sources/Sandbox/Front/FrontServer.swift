import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// The listener of the sandbox, with a thread of its own for all its sockets.
final class FrontServer: Sendable {
    let port: UInt16
    private let socket: Socket
    private let doorbell: Doorbell
    private let end: AsyncStream<Void>

    /// Listens on 127.0.0.1, and serves at once.
    ///
    /// - Parameters:
    ///   - port: 0 takes any that is free.
    ///   - report: Is told when there is no room for connections, and when there is again; on the thread of the loop.
    /// - Throws: ``SandboxError``.
    init(
        port: UInt16, limits: FrontLimits, handler: any HTTPHandler, report: @escaping @Sendable (String) -> Void
    ) throws(SandboxError) {
        guard let doorbell = Doorbell() else { throw .cannotListen("the process has no descriptors left") }
        let socket: Socket
        do {
            socket = try Self.listen(port)
            guard case .ip4(_, let chosen) = try socket.sockname() else {
                throw SandboxError.cannotListen("it has no address")
            }
            self.port = chosen
        } catch let error as SandboxError {
            throw error
        } catch {
            guard case .failed(_, let number, let message)? = error as? SocketError else {
                throw .cannotListen(error.localizedDescription)
            }
            throw number == EADDRINUSE ? .portTaken(port) : .cannotListen(message)
        }
        self.socket = socket
        self.doorbell = doorbell
        let (end, ended) = AsyncStream<Void>.makeStream()
        self.end = end
        let listener = socket.file.rawValue
        Thread.detachNewThread {
            FrontLoop(listener: listener, limits: limits, doorbell: doorbell, handler: handler, report: report).run()
            ended.finish()
        }
    }

    /// Closes everything. Returns when the port is free.
    func stop() async {
        doorbell.stop()
        for await _ in end {}
        // A listener that cannot be closed is closed.
        try? socket.close()
    }

    private static func listen(_ port: UInt16) throws -> Socket {
        let socket = try Socket(domain: Int32(AF_INET))
        do {
            try socket.setValue(true, for: .localAddressReuse)
            var address = sockaddr_in.inet(port: port)
            address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
            try socket.bind(to: address)
            // Whoever finds the queue full is not told, and asks again only after a second.
            try socket.listen(maxPendingConnection: 4_096)
            Descriptor.prepare(socket.file.rawValue)
            return socket
        } catch {
            try? socket.close()
            throw error
        }
    }
}
