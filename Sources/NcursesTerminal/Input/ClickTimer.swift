import TerminalUI

/// Tells a double press from two single ones.
struct ClickTimer {
    /// The second press has to come this soon, and on the same cell.
    static let longestPause = Duration.milliseconds(400)

    private var last: (at: Point, time: ContinuousClock.Instant)?

    /// The event as it is to be delivered: the second press of a pair becomes a double one.
    mutating func refine(_ event: MouseEvent, now: ContinuousClock.Instant) -> MouseEvent {
        guard event.kind == .press else {
            last = nil
            return event
        }
        if let last, last.at == event.at, now - last.time <= Self.longestPause {
            self.last = nil
            return MouseEvent(.doublePress, at: event.at)
        }
        last = (event.at, now)
        return event
    }
}
