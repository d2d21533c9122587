import Foundation
import KubeModel

/// What was done at one time: a change of one object, or of many that were changed together.
public struct HistoryStep: Sendable, Equatable, Identifiable {
    /// Sorts by time, and is no other step's: `001780000000123-9f86d081884c7d65`.
    public let id: String
    /// To the millisecond.
    public let time: Date
    /// `edited`, `created`, `deleted`, `labelled 3`.
    public let deed: String
    public let records: [ChangeRecord]
    public var isUndone: Bool

    public init(time: Date, deed: String, records: [ChangeRecord], isUndone: Bool = false) {
        let milliseconds = Self.milliseconds(time)
        self.init(id: Self.id(milliseconds, records), milliseconds: milliseconds, deed: deed, records: records, isUndone: isUndone)
    }

    init(id: String, milliseconds: Int, deed: String, records: [ChangeRecord], isUndone: Bool) {
        self.id = id
        time = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        (self.deed, self.records, self.isUndone) = (deed, records, isUndone)
    }

    static func milliseconds(_ time: Date) -> Int { Int((time.timeIntervalSince1970 * 1000).rounded()) }

    private static let digits = 15

    /// Of two dashboards that write at the same moment each has changed something else, or made another version of it.
    private static func id(_ milliseconds: Int, _ records: [ChangeRecord]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ text: String) {
            // FNV-1a: nothing here has to withstand an attack.
            for byte in text.utf8 + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        for record in records {
            take(record.type.qualifiedName)
            take("\(record.key)")
            for object in [record.before, record.after] {
                take(object?[path: ["metadata", "uid"]]?.string ?? "")
                take(object?[path: ["metadata", "resourceVersion"]]?.string ?? "")
            }
        }
        return "\(padded(String(max(0, milliseconds)), digits))-\(padded(String(hash, radix: 16), 16))"
    }

    private static func padded(_ text: String, _ length: Int) -> String { String(repeating: "0", count: max(0, length - text.count)) + text }

    /// Whether a text is the id of a step: what is named otherwise is somebody else's.
    public static func isID(_ text: some StringProtocol) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == digits, parts[1].count == 16 else { return false }
        return parts[0].allSatisfy { (0x30...0x39).contains($0) } && parts[1].allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
