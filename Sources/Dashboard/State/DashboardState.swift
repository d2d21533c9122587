import Foundation
import KubeModel

/// Everything the dashboard knows and shows. Changed only by ``update(_:)``, read only by drawing.
public struct DashboardState: Sendable {
    public internal(set) var cluster: ClusterState
    public internal(set) var screen: ScreenState
    /// The time as of the last tick; views have no clock.
    public internal(set) var now: Date

    public init(cluster: ClusterInfo, kinds: [Kind] = KindCatalog.all, namespace: String? = nil, now: Date) {
        self.cluster = ClusterState(cluster, kinds: kinds, scope: namespace)
        screen = ScreenState(namespace: namespace, home: cluster.namespace)
        self.now = now
        for index in self.kinds.indices { self.cluster.kinds[index].show(namespace: namespace) }
    }

    /// The kind whose list is shown.
    public var current: KindState {
        get { cluster.kinds[screen.kindIndex] }
        // In place: a getter and a setter would copy the table of the kind at every change.
        _modify { yield &cluster.kinds[screen.kindIndex] }
    }

    /// Where the person is in that list.
    public internal(set) var currentList: ListState {
        get { screen[listOf: current.kind.type] }
        _modify { yield &screen[listOf: current.kind.type] }
    }

    /// What narrows the list on screen; each kind has its own.
    public var filter: RowFilter { current.table.filter }

    /// The row the detail is about.
    public var selectedRow: ResourceRow? { currentList.selected.flatMap { current.table[$0] } }

    /// Every namespace that is known, sorted.
    public var namespaces: [String] { cluster.namespaces.union(screen.visitedNamespaces).subtracting([""]).sorted() }

    /// Totals over all kinds in the namespaces shown.
    public var totals: StateTotals { cluster.totals(in: screen.namespace) }

    /// The worst connection of all kinds that are served: what the header says.
    public var connection: ConnectionState { cluster.connection(now: now) }

    public func index(of type: ResourceType) -> Int? { cluster.index(of: type) }

    /// Keeps the selected row at its place on the screen, now that the table of a kind has changed.
    ///
    /// - Parameter anew: Whether other rows are looked at than before, so that the worst is looked for again.
    mutating func keepPlace(in index: Int, anew: Bool = false) {
        let kind = cluster.kinds[index]
        screen[listOf: kind.kind.type].keepPlace(in: kind.table, isListed: kind.isListed, anew: anew)
    }

    /// Moves the window over the list on screen as little as shows the selection.
    mutating func scrollToSelection() {
        currentList.scrollToSelection(of: current.table.visibleCount, rows: screen.viewport.listRows)
    }
}

// What is read so often that it needs no way to it.
extension DashboardState {
    public var kinds: [KindState] { cluster.kinds }
    public var latest: LatestChange? { cluster.latest }
    public var requests: [RequestLine] { cluster.requests }
    public var undo: UndoLog { cluster.undo }
    public var pending: [String] { cluster.pending }
    public var isLoggingIn: Bool { cluster.isLoggingIn }
    public var staleSince: Date? { cluster.staleSince }

    public var kindIndex: Int { screen.kindIndex }
    public var namespace: String? { screen.namespace }
    public var contexts: [String] { screen.contexts }
    public var order: RowOrder { screen.order }
    public var focus: Pane { screen.focus }
    public var isDetailOpen: Bool { screen.isDetailOpen }
    public var detail: DetailState { screen.detail }
    public var overlay: Overlay? { screen.overlay }
    public var notice: Notice? { screen.notice }
    public var viewport: Viewport { screen.viewport }
    public var detailGrowth: Int { screen.detailGrowth }
}
