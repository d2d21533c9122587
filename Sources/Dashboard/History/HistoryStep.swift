import Foundation
import KubeModel

/// What was done at one go: one change, or that of many at once.
public struct HistoryStep: Sendable, Equatable {
    /// Of its file; empty before it has one.
    public var name: String
    public var at: Date
    public var records: [ChangeRecord]
    public var isUndone: Bool
    /// Whether it comes from a file, in which inline tokens are masked.
    public var isFromFile: Bool

    public init(name: String = "", at: Date, records: [ChangeRecord], isUndone: Bool = false, isFromFile: Bool = false) {
        (self.name, self.at, self.records, self.isUndone, self.isFromFile) = (name, at, records, isUndone, isFromFile)
    }

    /// `replaced TrafficPolicy shop/limits`, `deleted 3 of kind TrafficPolicy`.
    public var words: String {
        guard let first = records.first else { return "nothing" }
        let deeds = Set(records.map(\.deed)), deed = deeds.count == 1 ? first.deed : "changed"
        guard records.count > 1 else { return "\(deed) \(first.type.kind) \(first.key)" }
        let kinds = Set(records.map(\.type.kind))
        return "\(deed) \(records.count)\(kinds.count == 1 ? " of kind \(first.type.kind)" : " objects")"
    }

    /// Why it cannot be taken back; nil where it can.
    ///
    /// A token is never written to a file, so what is kept there cannot be made as it was.
    public var obstacle: String? {
        guard isFromFile, let masked = records.first(where: { $0.before.map(Self.isMasked) ?? false }) else { return nil }
        return "inline tokens of \(masked.type.kind) \(masked.key) were not kept, since no file holds them"
    }

    static func isMasked(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): text.contains(SecretMask.text)
        case .array(let elements): elements.contains(where: isMasked)
        case .object(let members): members.values.contains(where: isMasked)
        case .null, .bool, .number: false
        }
    }
}

extension ChangeRecord {
    public var deed: String {
        switch (before, after) {
        case (nil, _): "created"
        case (_, nil): "deleted"
        case (_, _): "replaced"
        }
    }
}
