import KubeClient
import KubeModel
import KubeRules

/// Reads the schemas that a server validates by.
enum ServerSchemas {
    /// Of some versions of groups: what `/openapi/v3` has of them, of the others what `/openapi/v2` has.
    ///
    /// - Parameter versions: `gateway.networking.k8s.io/v1`, `v1`.
    /// - Returns: Empty where the server hands out none.
    static func book(of versions: Set<String>, _ client: KubeClient) async throws(CommandFailure) -> SchemaBook {
        var book = SchemaBook(), missing: String?
        for version in versions.sorted() {
            let words = version.split(separator: "/").map(String.init)
            do throws(ClusterError) {
                if let document = try await client.schemas(of: words.count == 2 ? words[0] : "", version: words.last ?? "") {
                    book.add(openAPI: document)
                } else {
                    missing = version
                }
            } catch { throw CommandFailure(error, doing: "Cannot read the schemas of \(version)") }
        }
        guard let missing else { return book }
        do throws(ClusterError) {
            if let document = try await client.schemasOfAllKinds() { book.add(openAPIV2: document) }
        } catch { throw CommandFailure(error, doing: "Cannot read the schemas of \(missing)") }
        return book
    }

    /// Of one kind: where the server hands out no document with it, as its definition has it.
    static func book(of type: ResourceType, _ client: KubeClient) async throws(CommandFailure) -> SchemaBook {
        var book = try await book(of: [type.apiVersion], client)
        guard book.schema(apiVersion: type.apiVersion, kind: type.kind) == nil else { return book }
        do throws(ClusterError) {
            if let definition = try await client.definition(of: type) { book.add(definition: definition) }
        } catch { throw CommandFailure(error, doing: "Cannot read the definition of \(type.plural)") }
        return book
    }
}
