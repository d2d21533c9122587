import KubeModel

/// A part of a list: the rows of one page, and where the next one begins.
public struct ListPage: Sendable {
    public var rows: [ResourceRow]
    public var resourceVersion: String
    /// nil after the last page.
    public var continueToken: String?
    /// nil where the server does not count.
    public var remainingItemCount: Int?
}

extension KubeClient {
    /// All objects, in no order: as they stream, or in pages of 500 where the server does not stream lists, or not to us.
    /// Objects that cannot be read are left out.
    ///
    /// - Parameters:
    ///   - namespace: nil means all namespaces.
    ///   - selector: As in `labelSelector`.
    ///   - fieldSelector: As in `fieldSelector`: `metadata.name=x`.
    public func list(
        _ type: ResourceType, namespace: String? = nil, selector: String? = nil, fieldSelector: String? = nil,
        projection: RowProjection = .plain
    ) async throws(ClusterError) -> [ResourceRow] {
        let scope = ResourceScope(type: type, namespace: namespace, labels: selector, fields: fieldSelector)
        let stream = StreamedList(scope: scope, projection: projection, transport: transport, patience: streamPatience)
        if let rows = try await stream.read() { return rows }
        var rows: [ResourceRow] = []
        var token: String?
        repeat {
            let page = try await page(
                type, namespace: namespace, selector: selector, fieldSelector: fieldSelector, limit: ReflectorPlan.pageSize,
                after: token, projection: projection)
            rows += page.rows
            token = page.continueToken
        } while token != nil
        return rows
    }

    /// One page.
    ///
    /// - Parameters:
    ///   - limit: The most rows of a page; nil asks for all at once.
    ///   - token: Of the page before.
    /// - Throws: `gone` once the server has forgotten the token: start again from the first page.
    public func page(
        _ type: ResourceType, namespace: String? = nil, selector: String? = nil, fieldSelector: String? = nil,
        limit: Int? = nil, after token: String? = nil, projection: RowProjection = .plain
    ) async throws(ClusterError) -> ListPage {
        let scope = ResourceScope(type: type, namespace: namespace, labels: selector, fields: fieldSelector)
        var query = scope.query
        if let limit { query.append(.init(name: "limit", value: String(limit))) }
        if let token { query.append(.init(name: "continue", value: token)) }
        let request = HTTPRequest(path: scope.path, query: query)
        let body = try await object(request)
        var cutter = ListCutter()
        var rows: [ResourceRow] = []
        let scanner = ResourceScanner(projection: projection)
        body.withUnsafeBytes { bytes in
            cutter.feed(bytes) { if let row = try? scanner.row($0) { rows.append(row) } }
        }
        guard let envelope = cutter.finish() else { throw .notJSON }
        return ListPage(
            rows: rows, resourceVersion: envelope.resourceVersion, continueToken: envelope.continueToken,
            remainingItemCount: envelope.remainingItemCount)
    }
}
