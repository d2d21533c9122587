import Foundation

/// The value of a `Retry-After` header.
enum RetryAfter {
    /// Seconds from now, 0 or more; nil for what is neither seconds nor an HTTP date.
    static func seconds(_ text: String, now: Date = Date()) -> Double? {
        if let seconds = Double(text.trimmingCharacters(in: .whitespaces)), seconds.isFinite { return max(0, seconds) }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text).map { max(0, $0.timeIntervalSince(now)) }
    }
}
