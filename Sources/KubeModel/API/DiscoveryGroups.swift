/// The groups that a server is asked about.
public struct DiscoveryGroups: Hashable, Sendable {
    /// Those whose kinds win a contest for a name first.
    public var names: [String]
    /// Those that are asked for whatever the server lists: there are servers that have them and do not list them.
    public var unlisted: Set<String>

    public init(_ names: [String] = [], unlisted: Set<String> = []) {
        self.names = names
        self.unlisted = unlisted
    }
}
