import Foundation
import KubeModel

/// Everything the dashboard knows and shows. Changed only by ``update(_:)``, read only by drawing.
public struct DashboardState: Sendable {
    public internal(set) var cluster: ClusterInfo
    /// The time as of the last tick; views have no clock.
    public internal(set) var now: Date
    public internal(set) var kinds: [KindState]
    /// What the server has beside them: listed once somebody asks for it by name.
    var otherKinds: [Discovery.Kind] = []
    /// The word for a kind to begin with, until the server has said what it means.
    var wantedKind: String?
    /// Index of the kind whose list is shown.
    public internal(set) var kindIndex = 0
    /// nil: all namespaces.
    public internal(set) var namespace: String?
    /// What lists are asked of the server for; nil: the whole cluster. A kind that may not be listed there has its own.
    public internal(set) var scope: String?
    /// Whether the person has said which namespace, or all of them: none is chosen for them then.
    public internal(set) var hasChosenNamespace: Bool
    /// Namespaces the server named, beyond those that objects stand in.
    public internal(set) var knownNamespaces: [String] = []
    /// Namespaces that were typed or named at the start.
    public internal(set) var visitedNamespaces: Set<String> = []
    /// The contexts of the kubeconfig, as of when the palette was last opened.
    public internal(set) var contexts: [String] = []
    public internal(set) var order = RowOrder()
    public internal(set) var focus = Pane.list
    /// Whether the detail covers the list where there is room for one pane only.
    public internal(set) var isDetailOpen = false
    public internal(set) var detail = DetailState()
    public internal(set) var overlay: Overlay?
    public internal(set) var notice: Notice?
    public internal(set) var viewport = Viewport()
    /// The latest transition of any condition, for the footer.
    public internal(set) var latest: LatestChange?
    public internal(set) var requests: [RequestLine] = []
    /// Whether the plugin that logs in runs at the moment.
    public internal(set) var isLoggingIn = false
    public internal(set) var undo = UndoLog()
    /// Changes sent and not yet answered, in words: `replacing team-a/cart-cors`.
    public internal(set) var pending: [String] = []
    /// Grow or shrink of the detail, in steps.
    public internal(set) var detailGrowth = 0
    /// The texts that were last taken, by what they were typed for.
    var lastTexts: [Prompt.Purpose: String] = [:]
    /// Whether what stands in the prompt has not taken effect yet.
    var isTypedDue = false
    public internal(set) var isLeaving = false

    public init(cluster: ClusterInfo, kinds: [Kind] = KindCatalog.all, namespace: String? = nil, now: Date) {
        self.cluster = cluster
        self.now = now
        self.namespace = namespace
        scope = namespace
        hasChosenNamespace = namespace != nil
        visitedNamespaces = Set([namespace, cluster.namespace].compactMap { $0 })
        self.kinds = kinds.map { KindState($0, scope: namespace) }
        for index in self.kinds.indices { self.kinds[index].show(namespace: namespace) }
    }

    public var current: KindState {
        get { kinds[kindIndex] }
        // In place: a getter and a setter would copy the table of the kind at every change.
        _modify { yield &kinds[kindIndex] }
    }

    /// What narrows the list on screen; each kind has its own.
    public var filter: RowFilter { current.table.filter }

    /// The row the detail is about.
    public var selectedRow: ResourceRow? { current.selected.flatMap { current.table.rows[$0] } }

    public func index(of type: ResourceType) -> Int? {
        kinds.firstIndex { $0.kind.type.group == type.group && $0.kind.type.plural == type.plural }
    }

    /// Every namespace that is known, sorted.
    public var namespaces: [String] {
        Set(kinds.flatMap { $0.table.namespaces } + knownNamespaces).union(visitedNamespaces).subtracting([""]).sorted()
    }

    /// Since when what is shown of any kind is of the past.
    public var staleSince: Date? { kinds.compactMap(\.staleSince).min() }

    /// Totals over all kinds, those of the Gateway API included, in the namespaces shown.
    public var totals: StateTotals {
        var sum = StateTotals()
        for kind in kinds { sum.add(kind.totals(in: namespace)) }
        return sum
    }

    /// The worst connection of all kinds that are served: what the header says.
    public var connection: ConnectionState {
        let states = kinds.map(\.connection).filter { $0 != .notInstalled }
        func rank(_ state: ConnectionState) -> Int {
            switch state {
            case .credentialsExpired: 0
            case .retrying: 1
            case .connecting: 2
            case .listing: 3
            case .forbidden: 4
            case .polling: 5
            case .live: 6
            case .notInstalled: 7
            }
        }
        let worst = states.min { rank($0) < rank($1) } ?? .connecting
        if case .listing = worst {
            let count = states.reduce(0) { if case .listing(let count) = $1 { $0 + count } else { $0 } }
            return .listing(count: count)
        }
        if case .forbidden = worst {
            // What one kind lacks does not hide how the others are doing.
            if let polling = states.first(where: { if case .polling = $0 { true } else { false } }) { return polling }
            if states.contains(.live) { return .live }
        }
        if case .retrying(let error, _) = worst {
            let soonest = kinds.compactMap(\.retryAt).min() ?? now
            return .retrying(error, inSeconds: max(0, soonest.timeIntervalSince(now)))
        }
        return worst
    }
}

/// What the header says of the cluster. Holds no credentials.
public struct ClusterInfo: Hashable, Sendable {
    public var context: String
    public var isSandbox: Bool
    public var isReadOnly: Bool
    /// Whether nobody checks who the server is: said in red, always.
    public var isUnverified: Bool
    /// The namespace the context starts in; shown by itself only where not all may be listed.
    public var namespace: String?
    /// The plugin that logs in; nil where none does.
    public var plugin: String?

    public init(
        context: String, isSandbox: Bool = false, isReadOnly: Bool = false, isUnverified: Bool = false,
        namespace: String? = nil, plugin: String? = nil
    ) {
        self.plugin = plugin
        self.context = context
        self.namespace = namespace
        self.isUnverified = isUnverified
        self.isSandbox = isSandbox
        self.isReadOnly = isReadOnly
    }
}

public enum Pane: Hashable, Sendable, CaseIterable { case kinds, list, detail }

/// A sentence in the footer's place until its time is over or a key is pressed.
public struct Notice: Hashable, Sendable {
    public var text: String
    public var tone: Tone
    public var until: Date

    public init(text: String, tone: Tone, until: Date) {
        self.text = text
        self.tone = tone
        self.until = until
    }
}

public struct LatestChange: Hashable, Sendable {
    public var at: Date
    public var key: ObjectKey
    public var health: Health
}

/// How many lines the panes have room for, as the last frame measured them.
public struct Viewport: Hashable, Sendable {
    public var listRows = 20
    public var detailRows = 20
    public var detailColumns = 40
    /// Lines the detail would need to show all of its tab.
    public var detailContent = 0
    /// Lines the overlay on top would need, and has.
    public var overlayContent = 0
    public var overlayRows = 20

    public init() {}
}

/// One request as the request log shows it.
public struct RequestLine: Hashable, Sendable {
    public var time: Date
    public var method: String
    /// Without host and userinfo.
    public var path: String
    /// nil while no answer has come.
    public var status: Int?
    public var milliseconds: Double
    public var bytes: Int
    public var isOpen: Bool
    public var error: String?

    public init(
        time: Date, method: String, path: String, status: Int?, milliseconds: Double, bytes: Int, isOpen: Bool,
        error: String?
    ) {
        self.time = time
        self.method = method
        self.path = path
        self.status = status
        self.milliseconds = milliseconds
        self.bytes = bytes
        self.isOpen = isOpen
        self.error = error
    }
}
