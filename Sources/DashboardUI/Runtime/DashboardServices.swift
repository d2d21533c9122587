import Dashboard

/// What the runtime needs of the world beside terminal and server.
@MainActor
public struct DashboardServices {
    public var drafts: DraftStore
    public var editorCommand: String
    /// Called when the person wants another context.
    public var switchContext: @MainActor (String) -> Void

    public init(
        drafts: DraftStore, editorCommand: String, switchContext: @escaping @MainActor (String) -> Void = { _ in }
    ) {
        self.drafts = drafts
        self.editorCommand = editorCommand
        self.switchContext = switchContext
    }
}
