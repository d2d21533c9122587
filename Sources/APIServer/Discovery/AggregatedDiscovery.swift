import KubeModel

/// Discovery in one document for each of `/api` and `/apis`, version 2.
struct AggregatedDiscovery {
    /// What a client asks a discovery path for.
    enum Form: Equatable {
        case plain
        case aggregated(contentType: String)
        case unknown
    }

    let kinds: [ServedKind]

    /// The first form of an `Accept` header that there is; nil where the header is empty.
    ///
    /// - Parameter isRoot: Whether `/api` or `/apis` is asked for: nothing else is written in one document.
    static func form(_ accept: String, isRoot: Bool) -> Form? {
        let types = MediaType.list(accept)
        guard !types.isEmpty else { return nil }
        for type in types where ["application/json", "application/*", "*/*"].contains(type.name) {
            switch (type.parameters["as"], type.parameters["g"], type.parameters["v"]) {
            case (nil, _, _): return .plain
            case ("APIGroupDiscoveryList", "apidiscovery.k8s.io", "v2") where isRoot:
                return .aggregated(
                    contentType: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
            default: continue
            }
        }
        return .unknown
    }

    func respond(_ request: APIRequest, contentType: String) -> APIResponse {
        let bytes = JSONWriter.bytes(request.path == ["api"] ? core : named) + [0x0A]
        let tag = "\"\(Fingerprint.long(bytes))\""
        var response = APIResponse(contentType: contentType, .bytes(bytes))
        if request.ifNoneMatch == tag { response = APIResponse(status: 304, contentType: contentType, .bytes([])) }
        response.headers = ["Etag": tag, "Vary": "Accept"]
        return response
    }

    private var core: JSONValue { list([("", ["v1"])]) }

    private var named: JSONValue {
        let names = (kinds.map(\.type.group) + AccessReviews.resources.map(\.group)).filter { !$0.isEmpty }
        return list(Set(names).sorted().map { ($0, Self.versions(of: $0, in: kinds)) })
    }

    private func list(_ groups: [(name: String, versions: [String])]) -> JSONValue {
        [
            "kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "metadata": [:],
            "items": .array(
                groups.map { group in
                    [
                        "metadata": group.name.isEmpty ? [:] : ["name": .string(group.name)],
                        "versions": .array(group.versions.map { version(group.name, $0) }),
                    ]
                }),
        ]
    }

    /// The versions of a group, the preferred one first.
    static func versions(of group: String, in kinds: [ServedKind]) -> [String] {
        let versions = Set(kinds.map(\.type).filter { $0.group == group }.map(\.version))
        let all = versions.union(AccessReviews.resources.contains { $0.group == group } ? ["v1"] : [])
        return all.sorted { KubeVersion.isMoreMature($0, than: $1) }
    }

    private func version(_ group: String, _ version: String) -> JSONValue {
        let served = kinds.filter { $0.type.group == group && $0.type.version == version }
            .sorted { $0.type.plural < $1.type.plural }
        let reviews = AccessReviews.resources.filter { $0.group == group && version == "v1" }
        return [
            "version": .string(version), "resources": .array(served.map(resource) + reviews.map(review)),
            "freshness": "Current",
        ]
    }

    private func resource(_ kind: ServedKind) -> JSONValue {
        var value: JSONValue = [
            "resource": .string(kind.type.plural), "responseKind": responseKind(kind),
            "scope": kind.type.isNamespaced ? "Namespaced" : "Cluster", "singularResource": .string(kind.singular),
            "verbs": .array(kind.verbs.map { .string($0) }),
        ]
        if !kind.shortNames.isEmpty { value["shortNames"] = .array(kind.shortNames.map { .string($0) }) }
        if !kind.categories.isEmpty { value["categories"] = .array(kind.categories.map { .string($0) }) }
        if kind.hasStatus, kind.type != .namespace {
            value["subresources"] = [
                [
                    "subresource": "status", "responseKind": responseKind(kind), "verbs": ["get", "patch", "update"],
                ]
            ]
        }
        return value
    }

    /// Kinds of Kubernetes itself leave group and version out: they are those of the list.
    private func responseKind(_ kind: ServedKind) -> JSONValue {
        let isBuiltIn = kind.type == .customResourceDefinition || kind.type == .namespace
        return [
            "group": .string(isBuiltIn ? "" : kind.type.group), "version": .string(isBuiltIn ? "" : kind.type.version),
            "kind": .string(kind.type.kind),
        ]
    }

    private func review(_ resource: (group: String, plural: String, kind: String)) -> JSONValue {
        [
            "resource": .string(resource.plural),
            "responseKind": ["group": "", "version": "", "kind": .string(resource.kind)], "scope": "Cluster",
            "singularResource": .string(resource.kind.lowercased()), "verbs": ["create"],
        ]
    }
}
