/// How long to stay away from a server that fails.
struct Backoff: Sendable, Equatable {
    private(set) var failures = 0
    private var last = -Double.infinity

    /// Counts a failure.
    ///
    /// - Parameters:
    ///   - now: Seconds.
    ///   - random: 0 to 1.
    /// - Returns: Seconds to wait: 0.8 doubling to 30, spread by up to double. After two quiet minutes it starts over.
    /// - Note: The figures are those of the Kubernetes reference client.
    mutating func fail(at now: Double, random: Double) -> Double {
        if now - last > 120 { failures = 0 }
        last = now
        failures += 1
        // 0.8 * 2^6 is past the limit already; a power of a large count would overflow.
        var delay = 0.8
        for _ in 0..<min(failures - 1, 6) { delay *= 2 }
        return min(delay, 30) * (1 + random)
    }

    mutating func reset() { self = Backoff() }
}
