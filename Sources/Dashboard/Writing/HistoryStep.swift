import Foundation

/// Something the person did here, with what is needed to take it back: one change, or many that were made as one.
public struct HistoryStep: Equatable, Sendable, Identifiable {
    /// Sorts by time; no two are alike.
    public var id: String
    public var time: Date
    /// What was done, as a sentence begins: `Replaced`, `Deleted`.
    public var deed: String
    /// In the order they were made.
    public var records: [ChangeRecord]
    public var isUndone = false

    public init(id: String, time: Date, deed: String, records: [ChangeRecord], isUndone: Bool = false) {
        self.id = id
        self.time = time
        self.deed = deed
        self.records = records
        self.isUndone = isUndone
    }
}
