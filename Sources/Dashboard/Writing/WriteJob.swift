import KubeModel

/// Changes of objects that are sent one after the other, and taken back as one.
public struct WriteJob: Equatable, Sendable {
    public enum Deed: Equatable, Sendable {
        case delete
        case label, annotate
        /// A field, by its path.
        case set(String), unset(String)
        case undo(of: HistoryStep.ID), redo(of: HistoryStep.ID)
    }

    public var deed: Deed
    /// What each object is, as far as it is known, and what it is to become.
    public var records: [ChangeRecord]

    public init(_ deed: Deed, _ records: [ChangeRecord]) { (self.deed, self.records) = (deed, records) }

    /// A right that it takes.
    public struct Verb: Hashable, Sendable {
        /// `create`, `update`, `delete`.
        public var name: String
        public var type: ResourceType
        public var namespace: String?

        public static func == (left: Verb, right: Verb) -> Bool {
            left.name == right.name && left.type.qualifiedName == right.type.qualifiedName && left.namespace == right.namespace
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(type.qualifiedName)
            hasher.combine(namespace)
        }
    }

    /// The rights that it takes, each once.
    public var verbs: [Verb] {
        var seen: Set<Verb> = []
        return records.map { record in
            Verb(name: record.after == nil ? "delete" : record.before == nil ? "create" : "update", type: record.type, namespace: record.key.namespace)
        }.filter { seen.insert($0).inserted }
    }

    /// How many, and of what: `TrafficPolicy shop/cart`, `3 TrafficPolicies`, `3 objects`.
    public static func name(of records: [ChangeRecord]) -> String {
        guard let first = records.first else { return "nothing" }
        guard records.count > 1 else { return EditWords.name(first.key, type: first.type) }
        let isOneKind = records.allSatisfy { $0.type == first.type }
        return "\(records.count) \(isOneKind ? "of kind \(first.type.kind)" : "objects")"
    }
}

extension WriteJob {
    /// As it stands above what it would do: `Label 3 of kind TrafficPolicy`.
    public var title: String {
        let isAllNew = !records.isEmpty && records.allSatisfy { $0.before == nil }
        let question =
            switch deed {
            case .undo where isAllNew: "Undo: make anew"
            case .redo where isAllNew: "Redo: make anew"
            case .delete, .label, .annotate, .set, .unset, .undo, .redo: deed.question
            }
        return "\(question) \(Self.name(of: records))"
    }
}

extension WriteJob.Deed {
    /// As a question begins: `Delete`.
    fileprivate var question: String {
        switch self {
        case .delete: "Delete"
        case .label: "Label"
        case .annotate: "Annotate"
        case .set(let path): "Set \(path) of"
        case .unset(let path): "Take \(path) from"
        case .undo: "Undo: change back"
        case .redo: "Redo: change"
        }
    }

    /// As a failure says it: `delete`.
    public var verb: String {
        switch self {
        case .delete: "delete"
        case .label: "label"
        case .annotate: "annotate"
        case .set(let path): "set \(path) of"
        case .unset(let path): "take \(path) from"
        case .undo: "undo the change of"
        case .redo: "redo the change of"
        }
    }

    /// While it is done: `deleting`.
    public var present: String {
        switch self {
        case .delete: "deleting"
        case .label: "labelling"
        case .annotate: "annotating"
        case .set(let path): "setting \(path) of"
        case .unset(let path): "taking \(path) from"
        case .undo: "undoing the change of"
        case .redo: "redoing the change of"
        }
    }

    /// Once it is done: `Deleted`.
    public var past: String {
        switch self {
        case .delete: "Deleted"
        case .label: "Labelled"
        case .annotate: "Annotated"
        case .set(let path): "Set \(path) of"
        case .unset(let path): "Took \(path) from"
        case .undo: "Took back the change of"
        case .redo: "Made again the change of"
        }
    }
}

extension WriteJob.Deed {
    /// The key that makes it undone.
    var wayBack: String {
        switch self {
        case .undo: "Z makes it again."
        case .delete, .label, .annotate, .set, .unset, .redo: "z takes it back."
        }
    }
}

/// What came of a job.
public struct WriteSummary: Equatable, Sendable {
    public struct Failure: Equatable, Sendable {
        public var record: ChangeRecord
        /// Why, in a sentence.
        public var sentence: String

        public init(_ record: ChangeRecord, _ sentence: String) { (self.record, self.sentence) = (record, sentence) }
    }

    public var job: WriteJob
    /// What was changed, as the server stored it.
    public var done: [ChangeRecord] = []
    public var failures: [Failure] = []
    /// What was stored otherwise than it was sent, in sentences.
    public var remarks: [String] = []

    public init(_ job: WriteJob) { self.job = job }

    /// What is another now: others may have made the same change first.
    public var changed: [ChangeRecord] { done.filter(\.changesSomething) }

    /// How many were not tried, because the person stopped it.
    public var untried: Int { job.records.count - done.count - failures.count }

    /// One sentence on the whole of it.
    public var sentence: String {
        let deed = job.deed, same = done.count - changed.count
        if done.isEmpty, failures.count == 1, job.records.count == 1 { return failures[0].sentence }
        if same == job.records.count, let first = done.first {
            return "Nothing changed: \(same == 1 ? EditWords.name(first.key, type: first.type) : "all \(same)") \(same == 1 ? "was" : "were") so already."
        }
        guard job.records.count > 1 else { return "\(deed.past) \(WriteJob.name(of: done)).\(deed == .delete ? " z takes it back." : "")" }
        guard !failures.isEmpty || untried > 0 || same > 0 else { return "\(deed.past) \(WriteJob.name(of: done)). \(deed.wayBack)" }
        var words = "\(deed.past) \(changed.count) of \(job.records.count)"
        if same > 0 { words += "; \(same) \(same == 1 ? "was" : "were") so already" }
        if !failures.isEmpty { words += "; \(failures.count) failed" }
        if untried > 0 { words += "; \(untried) not tried, as you stopped it" }
        return words + "."
    }
}
