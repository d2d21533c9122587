/// What the header says of the cluster. Holds no credentials.
public struct ClusterInfo: Hashable, Sendable {
    public var context: String
    public var isSandbox: Bool
    public var isReadOnly: Bool
    /// Whether it is no cluster, but what files say of one.
    public var isFiles: Bool
    /// Whether nobody checks who the server is: said in red, always.
    public var isUnverified: Bool
    /// The namespace the context starts in; shown by itself only where not all may be listed.
    public var namespace: String?
    /// The plugin that logs in; nil where none does.
    public var plugin: String?
    /// How changes are made.
    public var manners: WriteManners

    public init(
        context: String, isSandbox: Bool = false, isReadOnly: Bool = false, isFiles: Bool = false,
        isUnverified: Bool = false, namespace: String? = nil, plugin: String? = nil, manners: WriteManners = WriteManners()
    ) {
        self.manners = manners
        self.isFiles = isFiles
        self.plugin = plugin
        self.context = context
        self.namespace = namespace
        self.isUnverified = isUnverified
        self.isSandbox = isSandbox
        self.isReadOnly = isReadOnly
    }
}
