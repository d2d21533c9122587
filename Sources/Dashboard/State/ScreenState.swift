import KubeModel

/// Where the person is, and what lies on the screen.
public struct ScreenState: Sendable {
    public internal(set) var place = ListPlace.kind
    /// Index of the kind whose list is shown, or was last.
    public internal(set) var kindIndex = 0
    /// Whether the kinds that are not installed are listed one by one.
    public internal(set) var showsAbsentKinds = false
    /// Where the person is in the list of everything, what narrows it, and how it is sorted.
    public internal(set) var overall = ListState<ResourceID>()
    public internal(set) var overallFilter = RowFilter.none
    public internal(set) var overallOrder = RowOrder()
    /// Where the person is among the findings, and what narrows them.
    public internal(set) var findings = ListState<String>()
    public internal(set) var findingFilter = RowFilter.none
    /// Where the person is among the changes.
    public internal(set) var changes = ListState<Int>()
    /// The word for a kind to begin with, until the server has said what it means.
    var wantedKind: String?
    /// nil: all namespaces.
    public internal(set) var namespace: String?
    /// Whether the person has said which namespace, or all of them: none is chosen for them then.
    public internal(set) var hasChosenNamespace: Bool
    /// Namespaces that were typed or named at the start.
    public internal(set) var visitedNamespaces: Set<String>
    /// The contexts of the kubeconfig, as of when the palette was last opened.
    public internal(set) var contexts: [String] = []
    public internal(set) var focus = Pane.list
    /// The pane from which the detail was enlarged to the whole screen; nil where it is not.
    public internal(set) var zoomedFrom: Pane?
    public internal(set) var detail = DetailState()
    /// Where jumps along links came from, the latest last.
    var linkStops: [LinkStop] = []
    /// What the graph is asked to go on answering.
    var followed: [GraphRequest] = []
    public internal(set) var overlay: Overlay?
    /// A page that has to wait until a question is answered.
    var waitingPage: Overlay?
    /// Whether a job of several changes runs: esc ends it.
    var isWriting = false
    public internal(set) var notice: Notice?
    public internal(set) var viewport = Viewport()
    /// Grow or shrink of the detail, in steps.
    public internal(set) var detailGrowth = 0
    /// The texts that were taken, the latest last, by what they were typed for.
    var histories: [Prompt.Purpose: LineHistory] = [:]
    /// How lists were sorted and narrowed when this context was left last, for kinds that are not known yet.
    var lastLists: [String: LastPlace.List] = [:]
    /// Whether clicks come here, and not to the terminal's own selection.
    public internal(set) var hasMouse = true
    /// Whether what stands in the prompt has not taken effect yet.
    var isTypedDue = false
    public internal(set) var isLeaving = false
    private var lists: [KindID: ListState<ObjectKey>] = [:]

    /// - Parameter home: The namespace that the context names.
    init(namespace: String?, home: String?) {
        self.namespace = namespace
        hasChosenNamespace = namespace != nil
        visitedNamespaces = Set([namespace, home].compactMap { $0 })
    }

    /// Where the person is in the list of a kind.
    public internal(set) subscript(listOf type: ResourceType) -> ListState<ObjectKey> {
        get { lists[KindID(type)] ?? ListState() }
        // In place: marks may be many.
        _modify { yield &lists[KindID(type), default: ListState()] }
    }
}

public enum Pane: Hashable, Sendable, CaseIterable { case kinds, list, detail }

/// How many lines the panes have room for, as the last frame measured them.
public struct Viewport: Hashable, Sendable {
    public var listRows = 20
    public var detailRows = 20
    public var detailColumns = 40
    /// Whether the detail is on screen at all.
    public var showsDetail = false
    /// Lines the detail would need to show all of its tab.
    public var detailContent = 0
    /// Lines the overlay on top would need, and has.
    public var overlayContent = 0
    public var overlayRows = 20

    public init() {}
}
