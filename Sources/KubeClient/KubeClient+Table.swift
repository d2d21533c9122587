import KubeModel

/// A list as the server itself would print it: what its columns are, and what stands in them for each object.
public struct ServerTable: Sendable, Equatable {
    /// Between the name and the end; their paths are known to the server only.
    public var columns: [PrinterColumn]
    /// As many as there are columns; empty where the server has nothing to show.
    public var cells: [ObjectKey: [String]]
}

extension KubeClient {
    /// The list as the server prints it, read in pages of 500: whoever may list a kind may ask for that, where the
    /// definition of the kind may not be read.
    ///
    /// - Parameters:
    ///   - namespace: nil means all namespaces.
    ///   - selector: As in `labelSelector`.
    ///   - fieldSelector: As in `fieldSelector`: `metadata.name=x`.
    /// - Returns: nil where the server prints no tables.
    public func table(
        _ type: ResourceType, namespace: String?, selector: String? = nil, fieldSelector: String? = nil
    ) async throws(ClusterError) -> ServerTable? {
        let scope = ResourceScope(type: type, namespace: namespace, labels: selector, fields: fieldSelector)
        var table: ServerTable?, token: String?
        repeat {
            var query = scope.query + [.init(name: "limit", value: "500")]
            if let token { query.append(.init(name: "continue", value: token)) }
            let request = HTTPRequest(
                path: scope.path, query: query, accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
            guard let page = RawJSON(try await object(request)).value, page["kind"] == "Table" else { return nil }
            if table == nil { table = ServerTable(columns: Self.columns(in: page), cells: [:]) }
            for row in page["rows"]?.array ?? [] {
                guard let name = row[path: ["object", "metadata", "name"]]?.string else { continue }
                let place = row[path: ["object", "metadata", "namespace"]]?.string
                table?.cells[ObjectKey(namespace: place, name: name)] = (row["cells"]?.array ?? []).map(Self.text)
            }
            token = page[path: ["metadata", "continue"]]?.string.flatMap { $0.isEmpty ? nil : $0 }
        } while token != nil
        return table
    }

    private static func columns(in page: JSONValue) -> [PrinterColumn] {
        (page["columnDefinitions"]?.array ?? []).map { column in
            PrinterColumn(
                name: column["name"]?.string ?? "", type: column["type"]?.string ?? "string", path: "",
                priority: column["priority"]?.integer ?? 0)
        }
    }

    private static func text(_ cell: JSONValue) -> String {
        if let string = cell.string { return string }
        return cell.isNull ? "" : JSONWriter.text(cell)
    }
}
