import GatewayGraph
import KubeModel

/// What a write would change and what that would do, as it is shown before it is sent.
public struct WritePreview: Equatable, Sendable {
    /// What the person makes of it.
    public enum Word: Equatable, Sendable {
        case send
        /// Back to the editor.
        case edit
        case leave
    }

    /// One object.
    public struct Entry: Equatable, Sendable {
        /// `TrafficPolicy team-a/cart-cors`.
        public var name: String
        /// Tokens are masked.
        public var changes: [PlannedChange]
        /// Why the server would not take it, in a sentence; such a change is not sent.
        public var refusal: String?
    }

    /// `Replace TrafficPolicy team-a/cart-cors`.
    public var title: String
    public var entries: [Entry]
    /// What there is to know beside that, in sentences.
    public var remarks: [String]
    /// The objects as they are and as they would be.
    public var records: [ChangeRecord]
    /// Whether the text can be taken back into the editor.
    public var canEdit: Bool
    /// What it does to routes, policies and findings; nil: nobody has said so yet.
    public var effect: [AnswerLine]?
    /// Whether it is known of each object if the server would refuse it, as far as that can be told before.
    public var isExamined = true
    /// Whether the person wants it sent as soon as that is known.
    public var isAgreed = false
    /// The first line shown.
    public var scroll = 0

    /// - Parameters:
    ///   - rehearsed: The objects as the server would store them, by place among the records; where it has not said, what is sent.
    public init(
        _ title: String, _ records: [ChangeRecord], rehearsed: [Int: JSONValue] = [:], remarks: [String] = [], canEdit: Bool = false
    ) {
        self.title = title
        self.records = records
        self.canEdit = canEdit
        entries = records.enumerated().map { place, record in
            Entry(name: EditWords.name(record.key, type: record.type), changes: PlannedChange.changes(of: record, rehearsed: rehearsed[place]))
        }
        let managers = Set(records.compactMap { record in record.before.flatMap(ResourceManager.name) }).sorted()
        self.remarks = remarks + managers.map { "Kept by \($0), which will make \(records.count == 1 ? "it" : "them") again what \(records.count == 1 ? "it was" : "they were")." }
    }

    /// The question for the graph.
    public var foreseen: [ForeseenChange] { records.map(\.foreseen) }

    /// Places of the objects that the server would refuse.
    public var refused: [Int] { entries.indices.filter { entries[$0].refusal != nil } }

    /// Whether nothing of any object would be another.
    public var changesNothing: Bool { entries.allSatisfy(\.changes.isEmpty) }
}
