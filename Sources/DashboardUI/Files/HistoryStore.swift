import Dashboard
import Foundation
import KubeModel

/// What was done here, step by step: a file each in `$XDG_STATE_HOME/gatehouse/history/CLUSTER`, for their owner only.
///
/// Several dashboards may write beside each other: nobody writes into the file of another. What cannot be read is as if it were not there.
public struct HistoryStore: Sendable {
    /// Steps and bytes beyond these are dropped, the oldest first.
    static let limit = 200, mostBytes = 16 << 20

    private let folder: String

    /// - Parameters:
    ///   - folder: Of all clusters; need not exist.
    ///   - context: The name of the context.
    ///   - server: Its address: a context may be pointed elsewhere.
    public init(folder: String, context: String, server: String) {
        let safe = String(context.utf8.map { Self.isSafe($0) ? Character(UnicodeScalar($0)) : "_" }.prefix(80))
        // FNV-1a: enough to tell addresses apart.
        let sum = "\(context)\n\(server)".utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        self.folder = "\(folder)/history/\(safe)-\(String(sum, radix: 16))"
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
    }

    /// The steps that are kept, oldest first.
    public func steps() -> [HistoryStep] {
        names().compactMap { name in
            guard let bytes = try? PrivateFile.read("\(folder)/\(name)"), let json = try? JSONParser.parse(bytes) else { return nil }
            return HistoryStep(json, name: name)
        }
    }

    /// Keeps a step, and drops what is too much.
    ///
    /// - Returns: The same with the name of its file.
    /// - Throws: ``DraftError`` where it cannot be written: the change itself is made all the same.
    public func add(_ step: HistoryStep) throws(DraftError) -> HistoryStep {
        try PrivateFile.makeFolder(folder)
        var step = step
        let stamp = DraftName.stamp(step.at)
        for number in 0..<1_000 {
            // In the order in which they were made, also within a second.
            step.name = "\(stamp)-\(String(format: "%03d", number))-\(getpid()).json"
            guard access("\(folder)/\(step.name)", F_OK) != 0 else { continue }
            try PrivateFile.create("\(folder)/\(step.name)", bytes: JSONWriter.bytes(step.json))
            break
        }
        tidy()
        return step
    }

    /// Notes that a step was taken back, or made again.
    public func mark(_ step: HistoryStep) throws(DraftError) {
        guard !step.name.isEmpty, access("\(folder)/\(step.name)", F_OK) == 0 else { return }
        try PrivateFile.replace("\(folder)/\(step.name)", by: "\(folder)/\(step.name).new", bytes: JSONWriter.bytes(step.json))
    }

    private func names() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }

    private func tidy() {
        let names = names()
        var bytes = 0, kept = 0
        for name in names.reversed() {
            bytes += ((try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)"))?[.size] as? Int) ?? 0
            kept += 1
            // The newest stays, however large it is.
            if kept > Self.limit || (bytes > Self.mostBytes && kept > 1) { unlink("\(folder)/\(name)") }
        }
    }
}
