import Foundation
import GatewayGraph
import KubeModel

/// Everything the dashboard knows and shows. Changed only by ``update(_:)``, read only by drawing.
public struct DashboardState: Sendable {
    public internal(set) var cluster: ClusterState
    public internal(set) var screen: ScreenState
    /// The time as of the last tick; views have no clock.
    public internal(set) var now: Date

    public init(cluster: ClusterInfo, kinds: [Kind] = KindCatalog.initial, namespace: String? = nil, now: Date) {
        self.cluster = ClusterState(cluster, kinds: kinds, scope: namespace)
        screen = ScreenState(namespace: namespace, home: cluster.namespace)
        self.now = now
        for index in self.kinds.indices { self.cluster.kinds[index].show(namespace: namespace) }
    }

    /// The kind that is shown, or was last.
    public var current: KindState {
        get { cluster.kinds[screen.kindIndex] }
        // In place: a getter and a setter would copy the table of the kind at every change.
        _modify { yield &cluster.kinds[screen.kindIndex] }
    }

    /// Where the person is in the list of that kind.
    public internal(set) var currentList: ListState<ObjectKey> {
        get { screen[listOf: current.kind.type] }
        _modify { yield &screen[listOf: current.kind.type] }
    }

    /// The rows of all kinds as one list, while that is shown.
    public var overallRows: OverallRows { OverallRows(cluster.kinds.map { (KindID($0.kind.type), $0.table) }, order: screen.overallOrder) }

    /// What narrows the list on screen; each has its own.
    public var filter: RowFilter {
        switch place {
        case .kind, .absent: current.table.filter
        case .overall: screen.overallFilter
        case .changes: cluster.changeLog.shown.filter
        case .findings: screen.findingFilter
        }
    }

    /// How the list on screen is sorted; each has its own order.
    public var order: RowOrder {
        switch place {
        case .kind, .absent, .changes, .findings: current.table.order
        case .overall: screen.overallOrder
        }
    }

    /// The object that is selected in the list on screen, whether it still is there or not.
    public var subject: ResourceID? {
        switch place {
        case .kind: currentList.selected.map { ResourceID(current.kind.type, $0) }
        case .overall: screen.overall.selected
        case .changes: selectedChange?.id
        case .findings: selectedFinding?.object.flatMap { cluster.resource($0) }
        case .absent: nil
        }
    }

    /// The change that is selected, where those are on screen.
    public var selectedChange: ChangeEntry? {
        place == .changes ? screen.changes.selected.flatMap { cluster.changeLog.entry($0) } : nil
    }

    /// The kind of the selected object; where none is selected, the one that is shown or was last.
    public var subjectKind: KindState { subject.flatMap { cluster.index(of: $0.kind) }.map { cluster.kinds[$0] } ?? current }

    /// The row the detail is about.
    public var selectedRow: ResourceRow? {
        subject.flatMap { id in cluster.index(of: id.kind).flatMap { cluster.kinds[$0].table[id.key] } }
    }

    /// Every namespace that is known, sorted.
    public var namespaces: [String] { cluster.namespaces.union(screen.visitedNamespaces).subtracting([""]).sorted() }

    /// Totals over all kinds in the namespaces shown.
    public var totals: StateTotals { cluster.totals(in: screen.namespace) }

    /// The worst connection of all kinds that are served: what the header says.
    public var connection: ConnectionState { cluster.connection(now: now) }

    public func index(of type: ResourceType) -> Int? { cluster.index(of: type) }
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

    public var place: ListPlace { screen.place }
    public var kindIndex: Int { screen.kindIndex }
    public var namespace: String? { screen.namespace }
    public var contexts: [String] { screen.contexts }
    public var focus: Pane { screen.focus }
    public var detail: DetailState { screen.detail }
    public var overlay: Overlay? { screen.overlay }
    public var notice: Notice? { screen.notice }
    public var viewport: Viewport { screen.viewport }
    public var detailGrowth: Int { screen.detailGrowth }
}
