import KubeModel

/// Drafts to choose from: all of them, or those of an object that is to be edited.
public struct DraftList: Equatable, Sendable {
    public struct Draft: Equatable, Sendable {
        /// Where it lies.
        public var path: String
        /// What is shown: when it was kept, and what it is of.
        public var label: String
        /// What there is to know of a text that is no draft yet, because an editor still has it; nil for a draft.
        public var note: String?

        public init(path: String, label: String, note: String? = nil) {
            (self.path, self.label, self.note) = (path, label, note)
        }
    }

    /// An object that is to be edited.
    public struct Target: Equatable, Sendable {
        public var type: ResourceType
        public var key: ObjectKey

        public init(_ type: ResourceType, _ key: ObjectKey) { (self.type, self.key) = (type, key) }
    }

    /// The newest first.
    public var drafts: [Draft]
    /// What can be edited without a draft; nil where all drafts are listed.
    public var target: Target?
    /// The draft that the next press of the key deletes.
    var doomed: String?

    public init(_ drafts: [Draft], target: Target? = nil) { (self.drafts, self.target) = (drafts, target) }

    /// What is shown, line by line.
    var choices: [String] { drafts.map(\.label) + (target == nil ? [] : ["begin anew; what was kept stays"]) }
}
