import KubeModel

/// What is known of a Secret without its content.
public struct SecretFacts: Sendable, Hashable {
    public var key: ObjectKey
    /// `kubernetes.io/tls`, `Opaque`; a server admits only Secrets that have the keys which their type asks for.
    public var type: String
    public var keyCount: Int

    public init(key: ObjectKey, type: String, keyCount: Int) {
        self.key = key
        self.type = type
        self.keyCount = keyCount
    }
}

extension SecretFacts {
    /// A Secret as an object that has no content.
    ///
    /// `data` is there only where the names of its keys are known, and empty behind each: a server admits no Secret of type
    /// `kubernetes.io/tls` that lacks one of its two keys. Of every other type `gatehouse.keyCount` is all that is known.
    public var object: JSONValue {
        var object: JSONValue = [
            "apiVersion": "v1", "kind": "Secret",
            "metadata": ["name": .string(key.name), "namespace": key.namespace.map { .string($0) } ?? .null],
            "type": .string(type), "gatehouse": ["keyCount": .integer(keyCount)],
        ]
        if type == "kubernetes.io/tls" { object["data"] = ["tls.crt": "", "tls.key": ""] }
        return object
    }
}

/// What came of asking for the objects of one kind.
public enum KindReading<Item: Sendable>: Sendable {
    case found([Item])
    /// 403: they may not be listed.
    case forbidden
    /// 404: the server has no such kind.
    case notServed
    case failed(ClusterError)
}

extension KindReading {
    /// nil where nothing was found out.
    public var items: [Item]? { if case .found(let items) = self { items } else { nil } }
    public var failure: ClusterError? { if case .failed(let error) = self { error } else { nil } }
}

extension KindReading: Equatable where Item: Equatable {}

extension KindReading {
    /// What listing brings, sorted by what kept it from bringing anything.
    init(_ list: () async throws(ClusterError) -> [Item]) async {
        do throws(ClusterError) {
            self = .found(try await list())
        } catch {
            switch error {
            case .forbidden: self = .forbidden
            case .notFound: self = .notServed
            default: self = .failed(error)
            }
        }
    }
}

extension KubeClient {
    /// Whether a kind may be listed, and its objects, in no order. ``list(_:namespace:selector:fieldSelector:projection:)``
    /// says how; nothing is thrown.
    public func reading(of type: ResourceType, selector: String? = nil) async -> KindReading<ResourceRow> {
        await KindReading { () async throws(ClusterError) in try await self.list(type, selector: selector) }
    }

    /// The Secrets of all namespaces, in no order: never as objects, only as the table that the server prints of them.
    ///
    /// Pages of 500. Fails where the server answers with anything else than a table, of which nothing is kept, and where
    /// there are more than `limit`.
    public func secrets(limit: Int) async -> KindReading<SecretFacts> {
        await KindReading { () async throws(ClusterError) in
            var found: [SecretFacts] = [], token: String?
            repeat {
                let page = try await self.secretPage(after: token)
                found += page.secrets
                token = page.next
                guard found.count <= limit, token == nil || !page.secrets.isEmpty else {
                    throw .other("There are more than \(limit) Secrets, which are too many to look at.")
                }
            } while token != nil
            return found
        }
    }

    private func secretPage(
        after token: String?
    ) async throws(ClusterError) -> (secrets: [SecretFacts], next: String?) {
        var query = [
            HTTPRequest.Parameter(name: "includeObject", value: "Metadata"), .init(name: "limit", value: "500"),
        ]
        if let token { query.append(.init(name: "continue", value: token)) }
        // No other form is named: a server that prints no tables has to refuse.
        let request = HTTPRequest(
            path: ResourceType.secret.collectionPath(namespace: nil), query: query,
            accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
        // Looked at where it lies: what the metadata holds beside the name is never taken out of the bytes.
        let page = RawJSON(try await object(request))
        guard page["kind"]?.string == "Table" else { throw .other(Self.noTable) }
        let names = (page["columnDefinitions"]?.elements ?? []).map { $0["name"]?.string?.lowercased() ?? "" }
        guard let type = names.firstIndex(of: "type"), let data = names.firstIndex(of: "data") else {
            // A page without rows may leave the columns out.
            guard page["rows"]?.elements.isEmpty ?? true else { throw .other(Self.noTable) }
            return ([], nil)
        }
        let secrets = (page["rows"]?.elements ?? []).compactMap { row -> SecretFacts? in
            let cells = row["cells"]?.elements ?? [], metadata = row[path: "object", "metadata"]
            guard cells.count > max(type, data), let name = metadata?["name"]?.string,
                let kind = cells[type].string, let count = cells[data].integer
            else { return nil }
            let key = ObjectKey(namespace: metadata?["namespace"]?.string, name: name)
            return SecretFacts(key: key, type: kind, keyCount: count)
        }
        return (secrets, page[path: "metadata", "continue"]?.string.flatMap { $0.isEmpty ? nil : $0 })
    }

    private static let noTable =
        "The server does not print Secrets as a table, and they are not looked at in any other form."
}
