import KubeClient
import KubeModel
import KubeRules

/// What a server says of its kinds: read when it is first asked for, and again once it is another.
public actor ClusterSchemas {
    private let cluster: any Cluster
    /// By group and version.
    private var books: [String: (address: String?, book: SchemaBook)] = [:]

    public init(_ cluster: any Cluster) { self.cluster = cluster }

    /// The schemas of a kind's group and version: by the server's OpenAPI document, else by the older one, else by the definition of the kind.
    ///
    /// - Returns: nil where nothing is known, or nothing answers: then only the server can tell.
    public func book(for type: ResourceType) async -> SchemaBook? {
        let place = type.apiVersion
        // One that does not answer is asked again the next time.
        let address = (try? await cluster.schemaAddress(of: type.group, version: type.version)) ?? nil
        if let known = books[place], known.address == address, address != nil { return known.book }
        let book = await SchemaDocuments<Never>(of: cluster) { _, _ in }.book(of: type)
        guard book.schema(apiVersion: type.apiVersion, kind: type.kind) != nil else { return nil }
        books[place] = (address, book)
        return book
    }
}
