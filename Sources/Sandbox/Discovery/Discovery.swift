import Foundation
import KubeModel

/// What clients ask before they ask for objects: version, health, groups, resources, schemas.
struct Discovery: Sendable {
    let kinds: [ServedKind]
    private let openAPI: OpenAPI

    init(kinds: [ServedKind]) {
        self.kinds = kinds
        openAPI = OpenAPI(kinds: kinds)
    }

    /// nil for paths that do not exist.
    func respond(_ request: APIRequest) -> APIResponse? {
        let path = request.path
        switch path.first {
        case "healthz", "livez", "readyz": return APIResponse(contentType: "text/plain", .bytes(Array("ok".utf8)))
        case "version" where path.count == 1: return APIResponse(version)
        case "openapi": return openAPI.respond(path)
        default: break
        }
        return document(path).map { APIResponse($0) }
    }

    private func document(_ path: [String]) -> JSONValue? {
        switch path.count {
        case 0:
            [
                "paths": .array(
                    (["/api", "/api/v1", "/apis"] + groups.map { "/apis/\($0)" } + ["/version"]).map { .string($0) })
            ]
        case 1 where path[0] == "api":
            ["kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []]
        case 1 where path[0] == "apis":
            ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(groups.map { .object(group($0)) })]
        case 2 where path[0] == "api": path[1] == "v1" ? resources(group: "", version: "v1") : nil
        case 2 where path[0] == "apis": groups.contains(path[1]) ? groupDocument(path[1]) : nil
        case 3 where path[0] == "apis": resources(group: path[1], version: path[2])
        default: nil
        }
    }

    /// In the order the kinds were given.
    private var groups: [String] {
        kinds.map(\.type.group).filter { !$0.isEmpty }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func group(_ name: String) -> JSONObject {
        let versions = kinds.map(\.type).filter { $0.group == name }.map(\.version)
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let list: [JSONValue] = versions.map { ["groupVersion": .string("\(name)/\($0)"), "version": .string($0)] }
        return JSONObject([
            ("name", .string(name)), ("versions", .array(list)), ("preferredVersion", list.first ?? .null),
        ])
    }

    private func groupDocument(_ name: String) -> JSONValue {
        .object(JSONObject([("kind", "APIGroup"), ("apiVersion", "v1")] + Array(group(name))))
    }

    private func resources(group: String, version: String) -> JSONValue? {
        let served = kinds.filter { $0.type.group == group && $0.type.version == version }
        guard !served.isEmpty else { return nil }
        return [
            "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(served[0].type.apiVersion),
            "resources": .array(served.flatMap(entries)),
        ]
    }

    private func entries(_ kind: ServedKind) -> [JSONValue] {
        let type = kind.type
        let isReadOnly = type == .namespace
        let verbs =
            isReadOnly
            ? ["get", "list", "watch"]
            : ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
        var entry: JSONValue = [
            "name": .string(type.plural), "singularName": .string(type.singular),
            "namespaced": .bool(type.isNamespaced),
            "kind": .string(type.kind), "verbs": .array(verbs.map { .string($0) }),
        ]
        if !kind.shortNames.isEmpty { entry["shortNames"] = .array(kind.shortNames.map { .string($0) }) }
        if !kind.categories.isEmpty { entry["categories"] = .array(kind.categories.map { .string($0) }) }
        guard kind.hasStatus, !isReadOnly else { return [entry] }
        return [
            entry,
            [
                "name": .string("\(type.plural)/status"), "singularName": "", "namespaced": .bool(type.isNamespaced),
                "kind": .string(type.kind), "verbs": ["get", "patch", "update"],
            ],
        ]
    }

    private var version: JSONValue {
        [
            "major": "1", "minor": "36", "gitVersion": "v1.36.0-gatehouse", "gitCommit": "", "gitTreeState": "clean",
            "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "swift", "platform": "linux",
        ]
    }
}
