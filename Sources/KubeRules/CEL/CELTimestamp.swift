import Foundation
import KubeModel

/// A moment: seconds since 1970 in UTC and nanoseconds above them.
struct CELTimestamp: Comparable, Sendable {
    var seconds: Int64
    var nanoseconds: Int64

    /// The years 1 to 9999.
    private static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// - Returns: nil outside of the years 1 to 9999.
    init?(seconds: Int64, nanoseconds: Int64 = 0) {
        guard Self.range.contains(seconds) else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// RFC 3339; nil for anything else.
    init?(_ text: String) {
        guard let date = KubeTime.parse(text) else { return nil }
        let fraction = text.drop { $0 != "." }.dropFirst().prefix { ("0"..."9").contains($0) }.prefix(9)
        let nanoseconds = Int64(fraction + String(repeating: "0", count: 9 - fraction.count)) ?? 0
        self.init(seconds: Int64(date.timeIntervalSince1970.rounded(.down)), nanoseconds: nanoseconds)
    }

    static func < (left: Self, right: Self) -> Bool { (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds) }

    /// - Returns: nil outside of the years 1 to 9999.
    func adding(_ nanoseconds: Int64) -> CELTimestamp? {
        let sum = self.nanoseconds + nanoseconds % 1_000_000_000
        let carry: Int64 = sum < 0 ? -1 : sum >= 1_000_000_000 ? 1 : 0
        return CELTimestamp(seconds: seconds + nanoseconds / 1_000_000_000 + carry, nanoseconds: sum - carry * 1_000_000_000)
    }

    /// - Returns: nil where it is more than 292 years.
    func distance(from other: CELTimestamp) -> CELDuration? {
        let (product, isOver) = (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isOverToo) = product.addingReportingOverflow(nanoseconds - other.nanoseconds)
        return isOver || isOverToo ? nil : CELDuration(nanoseconds: sum)
    }

    /// RFC 3339, with as much of the fraction as there is.
    var text: String {
        let whole = KubeTime.text(Date(timeIntervalSince1970: Double(seconds)))
        guard nanoseconds > 0 else { return whole }
        var digits = String(nanoseconds)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole.dropLast()).\(digits)Z"
    }

    /// What `getHours()` and its like say.
    ///
    /// - Parameter zone: `UTC`, `+02:00`; nil: UTC.
    /// - Returns: nil where it is no such question, or the zone is known by a name only.
    func part(_ name: String, zone: String?) -> Int64? {
        guard let offset = Self.offset(zone ?? "UTC") else { return nil }
        let local = seconds + offset, day = Int64((Double(local) / 86_400).rounded(.down)), rest = local - day * 86_400
        let date = KubeTime.text(Date(timeIntervalSince1970: Double(local)))
        let year = Int64(date.prefix { $0 != "-" }) ?? 0
        let numbers = date.split { $0 == "-" || $0 == "T" }.prefix(3).compactMap { Int64($0) }
        guard numbers.count == 3 else { return nil }
        switch name {
        case "getFullYear": return year
        case "getMonth": return numbers[1] - 1
        case "getDate": return numbers[2]
        case "getDayOfMonth": return numbers[2] - 1
        case "getDayOfWeek": return ((day + 4) % 7 + 7) % 7
        case "getDayOfYear":
            let padded = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
            guard let start = KubeTime.parse("\(padded)-01-01T00:00:00Z") else { return nil }
            return day - Int64(start.timeIntervalSince1970 / 86_400)
        case "getHours": return rest / 3_600
        case "getMinutes": return rest / 60 % 60
        case "getSeconds": return rest % 60
        case "getMilliseconds": return nanoseconds / 1_000_000
        default: return nil
        }
    }

    private static func offset(_ zone: String) -> Int64? {
        if zone == "UTC" || zone.isEmpty { return 0 }
        let isNegative = zone.hasPrefix("-"), parts = zone.drop { $0 == "+" || $0 == "-" }.split(separator: ":")
        guard parts.count == 2, let hours = Int64(parts[0]), let minutes = Int64(parts[1]), hours < 24, minutes < 60 else { return nil }
        return (hours * 60 + minutes) * 60 * (isNegative ? -1 : 1)
    }
}
