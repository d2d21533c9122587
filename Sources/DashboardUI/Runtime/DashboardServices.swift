import Dashboard
import KubeClient

/// What the runtime needs of the world beside terminal and server.
@MainActor
public struct DashboardServices {
    public var drafts: DraftStore
    public var editorCommand: String
    /// Finds the server of another context. Its errors have sentences for the person.
    public var endpoint: @MainActor (_ context: String) throws -> ClusterEndpoint

    public init(
        drafts: DraftStore, editorCommand: String,
        endpoint: @escaping @MainActor (_ context: String) throws -> ClusterEndpoint
    ) {
        self.drafts = drafts
        self.editorCommand = editorCommand
        self.endpoint = endpoint
    }
}
