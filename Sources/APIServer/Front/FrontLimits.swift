/// What one peer may take of the server, and for how long.
struct FrontLimits: Sendable {
    /// Bytes of request line and headers together.
    var head = 65_536
    /// Bytes of a body, as in Kubernetes.
    var body = 3 * 1024 * 1024
    /// From the first byte of a head to its last.
    var headPatience = Duration.seconds(10)
    /// From the end of the head to the end of the body.
    var bodyPatience = Duration.seconds(30)
    /// How long a connection may stay open without a request.
    var idlePatience = Duration.seconds(180)
    /// How long a peer may leave unread what was written for it.
    var readingPatience = Duration.seconds(30)
    /// How long a refused peer may go on sending until the connection breaks.
    var farewell = Duration.seconds(5)
    /// Connections at a time; beyond them the quietest makes room.
    var connections = Self.connectionsOfProcess
    /// How long who has just come does not have to make room without having asked.
    var welcome = Duration.milliseconds(25)
    /// Bytes of bodies and answers held for all peers. Beyond it one large body is read at a time, and peers that neither
    /// send nor read for ``crowdedPatience`` are dropped.
    var heldBytes = 12 * 1024 * 1024
    var crowdedPatience = Duration.seconds(2)
    /// Requests at work at a time.
    var working = 8
    /// A body over so many bytes is worked on by itself: its tree takes many times its size.
    var largeBody = 65_536
}
