import Dashboard
import TerminalUI

/// Where the person is, as far as keys go: a key means one thing within a context.
public enum KeyContext: Hashable, Sendable, CaseIterable {
    case kinds, list, detail, yaml
    /// YAML with an active search.
    case yamlSearch
    /// Branches that open and shut, as links do.
    case tree
    /// A tree with an active search.
    case treeSearch
    /// Something to read: help, requests, a page.
    case dialog
    /// A list to choose from while typing narrows it.
    case picker
    /// Drafts to choose from.
    case drafts
    case prompt, confirm
    /// A name is typed so that something is done to what it names.
    case naming
    /// What a write would do, before it is sent.
    case preview

    static let panes: Set<KeyContext> = [.kinds, .list, .detail, .yaml, .yamlSearch, .tree, .treeSearch]
    static let details: Set<KeyContext> = [.detail, .yaml, .yamlSearch, .tree, .treeSearch]
    static let yamls: Set<KeyContext> = [.yaml, .yamlSearch]
    static let trees: Set<KeyContext> = [.tree, .treeSearch]

    public init(_ state: DashboardState) {
        switch state.overlay {
        case .help, .requests, .page, .answer, .diff: self = .dialog
        case .picker(let picker): self = if case .drafts = picker.purpose { .drafts } else { .picker }
        case .prompt: self = .prompt
        case .confirm(let confirmation): self = confirmation.wanted == nil ? .confirm : .naming
        case .preview: self = .preview
        case nil: self.init(paneOf: state)
        }
    }

    /// The context of the pane the person is in, whatever lies over it.
    init(paneOf state: DashboardState) {
        switch state.focus {
        case .kinds: self = .kinds
        case .list: self = .list
        case .detail:
            switch state.shownTab {
            case .yaml: self = state.detail.search.isEmpty ? .yaml : .yamlSearch
            case .links, .policies: self = state.detail[tree: state.shownTab].search.isEmpty ? .tree : .treeSearch
            case .change, .summary, .conditions, .timeline, .findings: self = .detail
            }
        }
    }

    /// What the person calls it.
    var name: String {
        switch self {
        case .kinds: "kinds"
        case .list: "list"
        case .detail: "detail"
        case .yaml: "YAML"
        case .yamlSearch: "search in YAML"
        case .tree: "links, policies"
        case .treeSearch: "search in trees"
        case .dialog: "pages"
        case .picker: "choices"
        case .drafts: "drafts"
        case .prompt: "prompt"
        case .confirm: "questions"
        case .naming: "questions that want a name"
        case .preview: "changes to be sent"
        }
    }
}

/// One line of the keymap: keys, where they work, what they do.
public struct Binding: Sendable {
    /// The headings of help and README.
    public enum Group: String, Sendable, CaseIterable {
        case moving = "Moving", looking = "Looking", changing = "Changing", answering = "Answering", leaving = "Leaving"
    }

    /// What it is known by, whichever keys it has: `sort-by-age`.
    public let id: String
    public var keys: [Key]
    /// The keys as the keymap writes them; a test holds that each of these words is a key.
    let source: String
    public var contexts: Set<KeyContext>
    public var group: Group
    public var action: Action
    /// For help and README.
    public var does: String
    /// A word or two for the footer; nil: not shown there.
    public var footer: String?

    init(
        _ id: String, _ keys: String, _ contexts: Set<KeyContext>, _ group: Group, _ action: Action, _ does: String,
        footer: String? = nil
    ) {
        self.id = id
        source = keys
        self.keys = keys.split(separator: " ").compactMap { Key(name: String($0)) }
        self.contexts = contexts
        self.group = group
        self.action = action
        self.does = does
        self.footer = footer
    }

    /// Why it can do nothing as things stand, in a sentence; nil where it does something.
    public func disabledReason(_ state: DashboardState) -> String? { state.disabledReason(action) }

    /// `j down`, as help and README name them.
    public var names: String { keys.map(Self.display).joined(separator: " ") }

    /// A key in the words of k9s and vi: short enough for a footer.
    static func display(_ key: Key) -> String {
        switch key {
        case .escape: "esc"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        default: key.name
        }
    }
}
