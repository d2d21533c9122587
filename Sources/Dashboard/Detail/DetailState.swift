import GatewayGraph
import KubeModel

public enum DetailTab: Int, Hashable, Sendable, CaseIterable {
    /// Of a change, where those are listed.
    case change
    case summary, conditions, yaml, timeline, links, policies, findings

    /// Whether it is a tree with a cursor.
    public var isTree: Bool { self == .links || self == .policies }

    public var title: String {
        switch self {
        case .change: "Change"
        case .summary: "Summary"
        case .conditions: "Conditions"
        case .yaml: "YAML"
        case .timeline: "Timeline"
        case .links: "Links"
        case .policies: "Policies"
        case .findings: "Findings"
        }
    }
}

/// Where the person is in the detail.
public struct DetailState: Sendable {
    /// The object it is about.
    var subject: ResourceID?
    public internal(set) var tab = DetailTab.summary
    /// Whether the tab is that of the change or the finding itself, where those are listed.
    var showsEntry = true
    /// How many cures of the object were copied one after the other.
    var curesCopied = 0
    /// What was asked of the server about the object beside itself.
    public internal(set) var look: ObjectLook?
    /// Whether it was asked for already.
    var isLookedFor = false
    /// First line shown, per tab.
    public internal(set) var scroll: [DetailTab: Int] = [:]
    /// First column shown.
    public internal(set) var column = 0
    public internal(set) var document: YAMLDocument?
    /// How the document stands on the screen.
    public internal(set) var rows: YAMLRows?
    /// The row of the YAML that the cursor is on.
    public internal(set) var cursor = 0
    /// The fields whose blocks are folded away.
    public internal(set) var folded: Set<FieldSteps> = []
    /// Whether long lines go on in the next row.
    public internal(set) var wraps = false
    /// The field whose path was copied last.
    var copiedPath: FieldSteps?
    public internal(set) var showsManagedFields = false
    public internal(set) var revealsSecrets = false
    /// The object with its managed fields, once fetched.
    public internal(set) var fullObject: (key: ObjectKey, resourceVersion: String, body: [UInt8])?
    /// What it points at, and what points at it.
    public internal(set) var links = LinksState()
    /// Which policies win where.
    public internal(set) var policies = LinksState()
    /// In a line, where a policy wins; nil where that is not known, or not to be said.
    public internal(set) var wins: String?
    /// Who refers to it, once that was asked for.
    public internal(set) var loss: Loss?
    public internal(set) var search = ""
    /// Index into the document's matches.
    public internal(set) var matchIndex = 0

    public init() {}

    /// What stands on a tab that is a tree.
    public subscript(tree tab: DetailTab) -> LinksState {
        get { tab == .policies ? policies : links }
        set { if tab == .policies { policies = newValue } else { links = newValue } }
    }

    public var top: Int {
        get { scroll[tab] ?? 0 }
        set { scroll[tab] = newValue }
    }
}
