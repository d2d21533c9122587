/// Says once that there is no room, and once that there is again.
struct Shortage {
    let limit: Int
    let report: @Sendable (String) -> Void
    private var lastSeen: ContinuousClock.Instant?

    init(limit: Int, report: @escaping @Sendable (String) -> Void) {
        self.limit = limit
        self.report = report
    }

    mutating func occurred(_ now: ContinuousClock.Instant) {
        if lastSeen == nil {
            report("all \(limit) connections are taken: the quietest are closed to make room (ulimit -n sets the limit)")
        }
        lastSeen = now
    }

    /// Over once nothing was short for two seconds.
    mutating func check(_ now: ContinuousClock.Instant) {
        guard let last = lastSeen, now - last > .seconds(2) else { return }
        lastSeen = nil
        report("there is room for new connections again")
    }
}
