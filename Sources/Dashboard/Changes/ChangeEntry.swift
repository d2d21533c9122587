import Foundation
import KubeModel

/// One thing that happened to one object since start.
public struct ChangeEntry: Sendable {
    public enum Deed: Sendable {
        case created, deleted
        /// Its deletion waits for finalizers.
        case deleting
        case condition(TimelineEntry)
        /// What somebody wants of it: spec, labels, annotations.
        case wish(Wish)
    }

    /// Two versions of an object between which somebody changed it.
    public struct Wish: Sendable {
        var old: ResourceRow
        var new: ResourceRow
        /// Who, as `managedFields` has it; nil where it says nothing.
        public var writer: String?
        /// The fields, `spec.timeouts.request` and so on; nil: not compared yet.
        public internal(set) var changes: [ObjectDiff.Change]?

        /// Compares the two, which costs unpacking both.
        mutating func compare() {
            guard changes == nil else { return }
            changes = ObjectDiff.masked(from: old.value, to: new.value).changes
        }
    }

    /// In the order in which they came, without a gap.
    public internal(set) var serial = 0
    public var type: ResourceType
    public var key: ObjectKey
    /// When the bytes came in.
    public var arrived: Date
    public var deed: Deed
    /// How good the object was afterwards.
    public var health: Health
    /// What it named then, or last.
    var references: RowReferences

    public var id: ResourceID { ResourceID(type, key) }

    /// What a condition says in full; empty for anything else.
    public var message: String { if case .condition(let entry) = deed { entry.message } else { "" } }

    /// `changed spec.timeouts.request, spec.retry by kubectl-edit`, `Accepted True → False Invalid`.
    public var words: String {
        switch deed {
        case .created: return "created"
        case .deleted: return "deleted"
        case .deleting: return "deletion begins, waiting for finalizers"
        case .condition(let entry):
            let change = "\(entry.from.map { "\($0.status)" } ?? "none") → \(entry.to.map { "\($0.status)" } ?? "none")"
            return [entry.type, change, entry.to?.reason ?? entry.from?.reason ?? "", entry.place].filter { !$0.isEmpty }
                .joined(separator: " ")
        case .wish(let wish):
            let paths = (wish.changes ?? []).map { SafeText.spelled($0.path) }
            let more = paths.count > 4 ? " and \(paths.count - 4) more" : ""
            let what = wish.changes == nil ? "changed" : paths.isEmpty ? "written, nothing changed" : "changed "
            return what + paths.prefix(4).joined(separator: ", ") + more + (wish.writer.map { " by \($0)" } ?? "")
        }
    }
}
