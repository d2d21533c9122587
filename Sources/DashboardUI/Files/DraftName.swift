import Foundation
import KubeModel

/// How files of texts are named: `TrafficPolicy-team-a-cart-cors-20260102T030405Z.yaml`.
enum DraftName {
    /// Kind, namespace and name, with nothing in it that means something in a path, at most 160 characters long.
    static func stem(_ type: ResourceType, _ key: ObjectKey) -> String {
        let name = key.name.isEmpty ? "new" : key.name
        let text = [type.kind, key.namespace ?? "", name].filter { !$0.isEmpty }.joined(separator: "-")
        let safe = text.utf8.map { isSafe($0) ? Character(UnicodeScalar($0)) : "_" }
        // A leading dot would hide the file.
        return String(String(safe.prefix(160)).drop { $0 == "." || $0 == "-" })
    }

    /// Whether a file of this name is a draft of that stem, as `stem-20260102T030405Z-2.yaml` is.
    static func isDraft(_ name: String, of stem: String) -> Bool {
        guard name.hasPrefix(stem + "-"), name.hasSuffix(".yaml") else { return false }
        let parts = name.dropFirst(stem.count + 1).dropLast(".yaml".count).split(separator: "-")
        guard let stamp = parts.first?.utf8, stamp.count == 16, stamp.last == UInt8(ascii: "Z") else { return false }
        let digits = stamp.dropLast().filter { $0 != UInt8(ascii: "T") } + parts.dropFirst().joined().utf8
        return parts.count <= 2 && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
            || byte == 0x2E
    }

    /// `20260102T030405Z`, in UTC.
    static func stamp(_ date: Date) -> String {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))"
            + "T\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))Z"
    }
}
