import Foundation
import KubeModel

/// The formats of texts that an API server checks; others are only notes to the reader.
enum FormatRules {
    /// Whether a text is what its format says; true for formats that are not checked.
    static func holds(_ format: String, _ text: String) -> Bool { checks[format]?(text) ?? true }

    private static let checks: [String: @Sendable (String) -> Bool] = [
        "date-time": isDateTime, "datetime": isDateTime, "date": isDate, "duration": isDuration, "ipv4": { NetworkAddress($0)?.family == 4 },
        "ipv6": { NetworkAddress($0, allowsMapped: true)?.family == 6 }, "cidr": { NetworkRange($0) != nil }, "uri": { WebAddress($0) != nil },
        "byte": isBase64,
        "uuid": isUUID, "uuid3": { isUUID($0, version: "3") }, "uuid4": { isUUID($0, version: "4") }, "uuid5": { isUUID($0, version: "5") },
        "email": isEmail, "hostname": isHostname, "mac": isMAC,
    ]

    /// RFC 3339, as Go reads it.
    static func isDateTime(_ text: String) -> Bool {
        let text = text.uppercased()
        guard let date = KubeTime.parse(text) else { return false }
        let behind = text.dropFirst(19).drop { $0 == "." || ("0"..."9").contains($0) }
        guard text.count >= 20, behind == "Z" || behind.wholeMatch(of: /[+-][0-9]{2}:[0-9]{2}/) != nil else { return false }
        // A day that the month does not have is another day when it is written again.
        let local = String(text.prefix(19)) + "Z"
        return KubeTime.parse(local).map { KubeTime.text($0) } == local && date.timeIntervalSince1970.isFinite
    }

    static func isDate(_ text: String) -> Bool { text.utf8.count == 10 && isDateTime("\(text)T00:00:00Z") }

    /// `1h30m`, and with longer names and days and weeks: `2 days`.
    private static func isDuration(_ text: String) -> Bool {
        if text.wholeMatch(of: /[+-]?([0-9]*\.?[0-9]*(ns|us|µs|μs|ms|s|m|h))+|0/) != nil { return text.contains { $0.isNumber } }
        return text.wholeMatch(
            of: /([0-9]+ *(nanos?|micros?|millis?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|ns|us|µs|ms|s|m|h|d|w)s? *)+/) != nil
    }

    private static func isBase64(_ text: String) -> Bool { Data(base64Encoded: text) != nil }

    static func isUUID(_ text: String) -> Bool { isUUID(text, version: nil) }

    private static func isUUID(_ text: String, version: Character?) -> Bool {
        let digits = text.replacing("-", with: "")
        guard digits.utf8.count == 32, digits.allSatisfy({ $0.isHexDigit }),
            text.wholeMatch(of: /[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}/) != nil
        else { return false }
        return version.map { digits.dropFirst(12).first == $0 } ?? true
    }

    private static func isEmail(_ text: String) -> Bool { text.wholeMatch(of: /[^\s@<>()]+@[^\s@<>()]+/) != nil }

    private static func isHostname(_ text: String) -> Bool {
        text.utf8.count <= 255
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" }
            }
    }

    private static func isMAC(_ text: String) -> Bool { text.wholeMatch(of: /([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}/) != nil }
}
