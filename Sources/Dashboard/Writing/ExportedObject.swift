import KubeModel

/// An object as it is written to a file, ready to be applied.
public struct ExportedObject: Equatable, Sendable {
    public var type: ResourceType
    public var key: ObjectKey
    /// YAML, without what the server keeps about it.
    public var text: String
}
