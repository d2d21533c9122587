/// How long ago something was, in text. Negative seconds are clocks that differ, and count as 0.
public enum Age {
    /// As kubectl prints it: two units while the second says much, `119s`, `9m59s`, `120m`, `7h5m`, `25h`, `2d7h`, `2y31d`.
    public static func text(_ seconds: Double) -> String {
        let total = whole(seconds)
        let minutes = total / 60, hours = total / 3_600, days = total / 86_400
        func pair(_ first: Int, _ unit: String, _ rest: Int, _ small: String) -> String {
            rest == 0 ? "\(first)\(unit)" : "\(first)\(unit)\(rest)\(small)"
        }
        if total < 120 { return "\(total)s" }
        if minutes < 10 { return pair(minutes, "m", total % 60, "s") }
        if hours < 3 { return "\(minutes)m" }
        if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
        if hours < 48 { return "\(hours)h" }
        if days < 8 { return pair(days, "d", hours % 24, "h") }
        if days < 730 { return "\(days)d" }
        if days < 2_920 { return pair(days / 365, "y", days % 365, "d") }
        return "\(days / 365)y"
    }

    /// One unit, which stands still for longest: `59s`, `59m`, `23h`, `104d`. What a list shows, where each change of an
    /// age is a change of the frame.
    public static func short(_ seconds: Double) -> String {
        let total = whole(seconds)
        return switch total {
        case ..<60: "\(total)s"
        case ..<3_600: "\(total / 60)m"
        case ..<86_400: "\(total / 3_600)h"
        default: "\(total / 86_400)d"
        }
    }

    private static func whole(_ seconds: Double) -> Int { seconds > 0 ? Int(exactly: seconds.rounded(.down)) ?? 0 : 0 }
}
