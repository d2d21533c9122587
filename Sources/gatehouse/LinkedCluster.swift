import Dashboard
import GatewayGraph
import KubeClient
import KubeModel

/// The graph of a cluster.
enum LinkedCluster {
    private struct Listed: Sendable {
        var type: ResourceType
        /// nil: the whole cluster.
        var namespace: String?
        var rows: Result<[ResourceRow], ClusterError>
    }

    /// Lists every kind of ours, side by side; of those that may not be listed the graph says so.
    ///
    /// - Parameters:
    ///   - namespace: Where a kind is listed that may not be listed for the whole cluster.
    ///   - environment: What the controller is told whatever its Deployment says.
    /// - Throws: A failure of the connection.
    static func read(_ session: Session, namespace: String, _ environment: [String: String]) async throws -> ReferenceIndex {
        let served = try await KindQuestion(session.client).served, client = session.client
        var index = ReferenceIndex()
        index.serve(served.map(\.type))
        let lists = await withTaskGroup(of: Listed.self) { group in
            for kind in served where kind.verbs.contains("list") || kind.verbs.isEmpty {
                group.addTask {
                    let all = await list(kind.type, namespace: nil, client)
                    guard case .failure(.forbidden) = all.rows, kind.type.isNamespaced else { return all }
                    return await list(kind.type, namespace: namespace, client)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for list in lists {
            switch list.rows {
            case .success(let rows):
                index.beginList(of: list.type)
                for row in rows { index.put(row, list.type) }
                index.completeList(of: list.type, in: list.namespace)
            case .failure(let error):
                let failure = CommandFailure(error, doing: "Cannot list \(list.type.plural)")
                if failure.status == .cannotConnect { throw failure }
                index.cover(list.type, .forbidden)
                CommandEnd.complain(failure.sentence)
            }
        }
        var settings = PolicySettings()
        if case .found(let rows) = await client.reading(of: .deployment, selector: ControllerDeployment.selector) {
            settings.add(ControllerDeployment.environment(of: rows.map(\.value)) ?? [:], from: .deployment)
        }
        settings.add(environment, from: .flag)
        index.take(settings.scope)
        await addReferred(to: &index, client)
        return index
    }

    /// What is referred to and is no kind of ours, where something does refer to it; of Secrets only what the server's table prints.
    private static func addReferred(to index: inout ReferenceIndex, _ client: KubeClient) async {
        for type in [ResourceType.service, .configMap] where index.knows(of: type) { take(await client.reading(of: type), type, &index) }
        guard index.knows(of: .secret) else { return }
        let scanner = ResourceScanner(projection: .plain)
        switch await client.secrets() {
        case .found(let facts): take(.found(facts.compactMap { try? scanner.row(JSONWriter.bytes($0.object)) }), .secret, &index)
        case .forbidden: take(.forbidden, .secret, &index)
        case .notServed, .failed: break
        }
    }

    private static func take(_ reading: KindReading<ResourceRow>, _ type: ResourceType, _ index: inout ReferenceIndex) {
        switch reading {
        case .found(let rows):
            index.beginList(of: type)
            for row in rows { index.put(row, type) }
            index.completeList(of: type, in: nil)
        case .forbidden: index.cover(type, .forbidden)
        case .notServed, .failed: break
        }
    }

    private static func list(_ type: ResourceType, namespace: String?, _ client: KubeClient) async -> Listed {
        let projection = KindCatalog.kind(for: type).projection
        do throws(ClusterError) {
            return Listed(type: type, namespace: namespace, rows: .success(try await client.list(type, namespace: namespace, projection: projection)))
        } catch {
            return Listed(type: type, namespace: namespace, rows: .failure(error))
        }
    }
}
