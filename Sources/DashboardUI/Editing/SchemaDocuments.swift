import KubeClient
import KubeModel
import KubeRules

/// Reads the schemas that a server validates by: those of `/openapi/v3`, else of `/openapi/v2`, else of the definition of a kind.
public struct SchemaDocuments<Failure: Error>: Sendable {
    private let cluster: any Cluster
    private let failed: @Sendable (_ what: String, ClusterError) throws(Failure) -> Void

    /// - Parameter failed: Hears of a document that cannot be read, `the schemas of v1`; where it throws nothing, the next one is tried.
    public init(of cluster: any Cluster, failed: @escaping @Sendable (_ what: String, ClusterError) throws(Failure) -> Void) {
        (self.cluster, self.failed) = (cluster, failed)
    }

    /// Of some versions of groups.
    ///
    /// - Parameter versions: `gateway.networking.k8s.io/v1`, `v1`.
    /// - Returns: Empty where the server hands out none.
    public func book(of versions: Set<String>) async throws(Failure) -> SchemaBook {
        var book = SchemaBook(), missing: String?
        for version in versions.sorted() {
            if let document = try await newest(version) { book.add(openAPI: document) } else { missing = version }
        }
        if let missing, let document = try await oldest(missing) { book.add(openAPIV2: document) }
        return book
    }

    /// Of one kind.
    ///
    /// - Returns: Without a schema of the kind where the server hands out none.
    public func book(of type: ResourceType) async throws(Failure) -> SchemaBook {
        var book = SchemaBook()
        func isKnown() -> Bool { book.schema(apiVersion: type.apiVersion, kind: type.kind) != nil }
        if let document = try await newest(type.apiVersion) { book.add(openAPI: document) }
        if !isKnown(), let document = try await oldest(type.apiVersion) { book.add(openAPIV2: document) }
        guard !isKnown() else { return book }
        let definition = try await read("the definition of \(type.plural)") { () async throws(ClusterError) in try await cluster.definition(of: type) }
        if let definition { book.add(definition: definition) }
        return book
    }

    private func newest(_ version: String) async throws(Failure) -> JSONValue? {
        let words = version.split(separator: "/").map(String.init)
        return try await read("the schemas of \(version)") { () async throws(ClusterError) in
            try await cluster.schemas(of: words.count == 2 ? words[0] : "", version: words.last ?? "")
        }
    }

    private func oldest(_ version: String) async throws(Failure) -> JSONValue? {
        try await read("the schemas of \(version)") { () async throws(ClusterError) in try await cluster.schemasOfAllKinds() }
    }

    private func read(_ what: String, _ document: () async throws(ClusterError) -> JSONValue?) async throws(Failure) -> JSONValue? {
        do throws(ClusterError) { return try await document() } catch {
            try failed(what, error)
            return nil
        }
    }
}
