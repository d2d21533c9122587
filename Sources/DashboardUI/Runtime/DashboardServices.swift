import Dashboard
import KubeClient

/// What the runtime needs of the world beside terminal and server.
@MainActor
public struct DashboardServices {
    public var drafts: DraftStore
    public var editorCommand: String
    /// Makes the client of another context. Its errors have sentences for the person.
    public var connect: @MainActor (_ context: String) throws -> KubeClient

    public init(
        drafts: DraftStore, editorCommand: String,
        connect: @escaping @MainActor (_ context: String) throws -> KubeClient
    ) {
        self.drafts = drafts
        self.editorCommand = editorCommand
        self.connect = connect
    }
}
