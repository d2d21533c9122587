import FlyingSocks

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A pool that turns off Nagle's algorithm on every socket it sees.
///
/// Head and body of a response are two writes; without this the second waits 40 ms for the acknowledgement of the
/// first. Sockets inherit the option from the listening one, which waits here before it accepts any.
struct NoDelayPool<Base: AsyncSocketPool>: AsyncSocketPool {
    let base: Base

    func prepare() async throws { try await base.prepare() }
    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // A socket without the option is slow, not broken.
        try? socket.setValue(1, for: NoDelay())
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}

private struct NoDelay: SocketOption {
    var level: Int32 { Int32(IPPROTO_TCP) }
    var name: Int32 { Int32(TCP_NODELAY) }
    func makeValue(from socketValue: Int32) -> Int32 { socketValue }
    func makeSocketValue(from value: Int32) -> Int32 { value }
}
