import Dashboard
import KubeClient

/// What the runtime needs of the world beside terminal and server.
@MainActor
public struct DashboardServices {
    public var files: any EditFiles
    public var clock: DashboardClock
    /// What there is to know of drafts, in a sentence: told at the start. nil: nothing.
    public var draftNotice: String?
    public var editorCommand: String
    /// Connects to another context. Its errors have sentences for the person.
    public var connect: @MainActor (_ context: String) throws -> any Cluster
    /// The contexts there are to switch to, as of now; empty where there is no kubeconfig.
    public var contexts: @MainActor () -> [String]

    /// Gives the memory back that is free; asked for when a list has been read anew.
    public var giveBackMemory: @MainActor () -> Void

    /// Gives back what of the program is needed at its start only; asked for when the first frame and the first
    /// rows are on screen.
    public var giveBackCode: @MainActor () -> Void

    /// What is read of the files that are shown at first; nil where it is a cluster.
    public var sources: AsyncStream<SourceReport>?

    /// Where somebody was in each context; nil: nobody wants to know.
    public var places: PlaceStore?

    /// What was changed from here before; nil: nothing is kept.
    public var history: HistoryStore?

    public init(
        files: any EditFiles, clock: DashboardClock = .system, draftNotice: String? = nil, places: PlaceStore? = nil, editorCommand: String,
        giveBackMemory: @escaping @MainActor () -> Void = {}, giveBackCode: @escaping @MainActor () -> Void = {},
        contexts: @escaping @MainActor () -> [String] = { [] },
        connect: @escaping @MainActor (_ context: String) throws -> any Cluster
    ) {
        self.files = files
        self.clock = clock
        self.draftNotice = draftNotice
        self.places = places
        self.editorCommand = editorCommand
        self.giveBackMemory = giveBackMemory
        self.giveBackCode = giveBackCode
        self.contexts = contexts
        self.connect = connect
    }
}
