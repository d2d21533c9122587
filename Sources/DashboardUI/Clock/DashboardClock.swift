import Foundation

/// The door to time: what the runtime knows of it, and waits by.
public struct DashboardClock: Sendable {
    /// The time of day, which may jump.
    public var now: @Sendable () -> Date
    /// Seconds since some moment; never goes back.
    public var uptime: @Sendable () -> Double
    /// Seconds to wait; ends early where the task is cancelled.
    public var sleep: @Sendable (_ seconds: Double) async -> Void
    /// Seconds that the person's clock on the wall is ahead of UTC at a moment.
    public var utcOffset: @Sendable (Date) -> Int

    public init(
        now: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (_ seconds: Double) async -> Void, utcOffset: @escaping @Sendable (Date) -> Int
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.utcOffset = utcOffset
    }

    /// That of this machine.
    public static var system: DashboardClock {
        let start = ContinuousClock.now
        return DashboardClock(
            now: { Date() }, uptime: { (ContinuousClock.now - start) / .seconds(1) },
            sleep: { try? await Task.sleep(for: .seconds($0)) },
            utcOffset: localOffset)
    }

    /// As the C library knows it: `TimeZone` loads megabytes of the names of the world for it.
    private static func localOffset(_ date: Date) -> Int {
        var moment = time_t(date.timeIntervalSince1970), parts = tm()
        localtime_r(&moment, &parts)
        return parts.tm_gmtoff
    }
}
