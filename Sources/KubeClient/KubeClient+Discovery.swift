import KubeModel

extension KubeClient {
    /// What the server serves of our groups, and its version.
    ///
    /// Costs two requests; servers without aggregated discovery take one more for each group and each of its versions.
    public func discover() async throws(ClusterError) -> Discovery {
        async let version = outcome { () async throws(ClusterError) in try await self.serverVersion() }
        async let kinds = outcome { () async throws(ClusterError) in try await self.servedKinds() }
        return Discovery(serverVersion: try await version.get(), kinds: try await kinds.get())
    }

    /// Every kind of our groups, each in the version the server prefers, by group and plural.
    ///
    /// - Throws: `notFound` where there is no discovery at all; what is served can then only be tried.
    func servedKinds() async throws(ClusterError) -> [Discovery.Kind] {
        let answer = RawJSON(try await object(HTTPRequest(path: "/apis", accept: AggregatedDiscovery.accept)))
        if let kinds = AggregatedDiscovery.kinds(in: answer, of: groups.names) { return kinds }
        let listed = Self.groups(in: answer)
        var found: [Discovery.Kind] = []
        for group in groups.names {
            if groups.unlisted.contains(group) || listed.contains(group) { found += try await kinds(of: group) }
        }
        return found
    }

    /// Every kind the server serves, of all groups, in its own order and those of the core last.
    ///
    /// Costs two requests; servers without aggregated discovery take one more for each group and each of its versions.
    public func everyKind() async throws(ClusterError) -> [Discovery.Kind] {
        let answer = RawJSON(try await object(HTTPRequest(path: "/apis", accept: AggregatedDiscovery.accept)))
        var found: [Discovery.Kind] = []
        if let kinds = AggregatedDiscovery.kinds(in: answer, of: nil) {
            found = kinds
        } else {
            for group in Self.groups(in: answer) { found += try await kinds(of: group) }
        }
        return found + (try await coreKinds())
    }

    /// None where they may not be asked for, or are not served.
    private func coreKinds() async throws(ClusterError) -> [Discovery.Kind] {
        do throws(ClusterError) {
            let core = try await tree("/api/v1")
            return (core["resources"]?.array ?? []).compactMap { Self.kind($0, group: "", version: "v1") }
        } catch {
            switch error {
            case .forbidden, .notFound, .methodNotAllowed: return []
            default: throw error
            }
        }
    }

    /// The names in a list of groups.
    private static func groups(in answer: RawJSON) -> [String] {
        (answer["groups"]?.elements ?? []).compactMap { $0["name"]?.string }
    }

    /// What the definition of a kind shows in lists; nil where the kind has none, or it may not be read.
    public func printerColumns(of type: ResourceType) async throws(ClusterError) -> [PrinterColumn]? {
        let key = ObjectKey(namespace: nil, name: type.qualifiedName)
        do throws(ClusterError) {
            let definition = RawJSON(try await get(.customResourceDefinition, key))
            return PrinterColumn.all(in: definition, version: type.version)
        } catch {
            switch error {
            case .forbidden, .notFound, .methodNotAllowed: return nil
            default: throw error
            }
        }
    }

    /// The names of all namespaces.
    ///
    /// - Throws: `forbidden` or `notFound` where they cannot be listed; they are then to be had from the objects.
    public func namespaces() async throws(ClusterError) -> [String] {
        var names: [String] = []
        var token: String?
        repeat {
            var query = [HTTPRequest.Parameter(name: "limit", value: "500")]
            if let token { query.append(.init(name: "continue", value: token)) }
            let list = try await tree(ResourceType.namespace.collectionPath(namespace: nil), query)
            names += (list["items"]?.array ?? []).compactMap { $0["metadata"]?["name"]?.string }
            token = list["metadata"]?["continue"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        } while token != nil
        return names.sorted()
    }

    /// Nothing here depends on the version, so a server that hides it is not asked twice.
    private func serverVersion() async throws(ClusterError) -> String {
        do throws(ClusterError) {
            return try await tree("/version")["gitVersion"]?.string ?? ""
        } catch {
            switch error {
            case .forbidden, .notFound: return ""
            default: throw error
            }
        }
    }

    private func kinds(of group: String) async throws(ClusterError) -> [Discovery.Kind] {
        guard let description = try await found("/apis/\(group)") else { return [] }
        guard description["versions"] != nil else { throw .notJSON }
        let preferred = description["preferredVersion"]?["version"]?.string
        let served = (description["versions"]?.array ?? []).compactMap { $0["version"]?.string }
        let versions = (preferred.map { [$0] } ?? []) + served.filter { $0 != preferred }
        var kinds: [String: Discovery.Kind] = [:]
        for version in versions {
            guard let list = try await found("/apis/\(group)/\(version)") else { continue }
            for item in list["resources"]?.array ?? [] {
                guard let kind = Self.kind(item, group: group, version: version) else { continue }
                if kinds[kind.type.plural] == nil {
                    kinds[kind.type.plural] = kind
                } else {
                    kinds[kind.type.plural]?.versions.append(version)
                }
            }
        }
        return kinds.values.sorted { $0.type.plural < $1.type.plural }
    }

    /// nil for a 404.
    private func found(_ path: String) async throws(ClusterError) -> JSONValue? {
        do throws(ClusterError) { return try await tree(path) } catch {
            if case .notFound = error { return nil }
            throw error
        }
    }

    /// nil for subresources and for entries that name no kind.
    private static func kind(_ item: JSONValue, group: String, version: String) -> Discovery.Kind? {
        guard let plural = item["name"]?.string, !plural.contains("/"), let kind = item["kind"]?.string else {
            return nil
        }
        let type = ResourceType(
            group: group, version: version, plural: plural, kind: kind, isNamespaced: item["namespaced"]?.bool ?? true)
        return Discovery.Kind(
            type: type, singularName: item["singularName"]?.string ?? "",
            shortNames: (item["shortNames"]?.array ?? []).compactMap(\.string),
            categories: (item["categories"]?.array ?? []).compactMap(\.string),
            verbs: Set((item["verbs"]?.array ?? []).compactMap(\.string)))
    }
}

/// `async let` forgets the type of what is thrown; a result keeps it.
private func outcome<Value: Sendable>(
    _ work: @Sendable () async throws(ClusterError) -> Value
) async -> Result<Value, ClusterError> {
    do throws(ClusterError) { return .success(try await work()) } catch { return .failure(error) }
}
