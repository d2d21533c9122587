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
    ///
    /// - Throws: 406 for a form that a document is not written in.
    func respond(_ request: APIRequest) throws(APIStatus) -> APIResponse? {
        let path = request.path
        switch path.first {
        case "healthz", "livez", "readyz":
            return APIResponse(contentType: "text/plain; charset=utf-8", .bytes(Array("ok".utf8)))
        case "version" where path.count == 1: return APIResponse(version)
        case "openapi": return openAPI.respond(request)
        default: break
        }
        guard let document = document(path) else { return nil }
        guard let form = AggregatedDiscovery.form(request.accept, isRoot: path.count == 1) else {
            return APIResponse(document)
        }
        switch form {
        case .plain: return APIResponse(document)
        case .aggregated(let contentType):
            return AggregatedDiscovery(kinds: kinds).respond(request, contentType: contentType)
        case .unknown: throw .notAcceptable
        }
    }

    private func document(_ path: [String]) -> JSONValue? {
        switch path.count {
        case 0:
            [
                "paths": .array(
                    (["/api", "/api/v1", "/apis"] + groups.map { "/apis/\($0)" } + ["/openapi/v3", "/version"]).map {
                        .string($0)
                    })
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

    /// In the order the kinds were given; what Kubernetes brings along comes last.
    private var groups: [String] {
        let all = kinds.map(\.type.group).filter { $0 != ResourceType.customResourceDefinition.group }
        return (all + [ResourceType.customResourceDefinition.group] + AccessReviews.resources.map(\.group))
            .filter { !$0.isEmpty }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func group(_ name: String) -> JSONObject {
        let versions = AggregatedDiscovery.versions(of: name, in: kinds)
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
            .sorted { $0.type.plural < $1.type.plural }
        let reviews = AccessReviews.resources.filter { $0.group == group && version == "v1" }
        guard !served.isEmpty || !reviews.isEmpty else { return nil }
        let groupVersion = group.isEmpty ? version : "\(group)/\(version)"
        return [
            "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(groupVersion),
            "resources": .array(served.flatMap(entries) + reviews.map(review)),
        ]
    }

    private func review(_ resource: (group: String, plural: String, kind: String)) -> JSONValue {
        [
            "name": .string(resource.plural), "singularName": .string(resource.kind.lowercased()), "namespaced": false,
            "kind": .string(resource.kind), "verbs": ["create"],
        ]
    }

    private func entries(_ kind: ServedKind) -> [JSONValue] {
        let type = kind.type
        var entry: JSONValue = [
            "name": .string(type.plural), "singularName": .string(kind.singular),
            "namespaced": .bool(type.isNamespaced),
            "kind": .string(type.kind), "verbs": .array(kind.verbs.map { .string($0) }),
        ]
        if !kind.shortNames.isEmpty { entry["shortNames"] = .array(kind.shortNames.map { .string($0) }) }
        if !kind.categories.isEmpty { entry["categories"] = .array(kind.categories.map { .string($0) }) }
        if type != .customResourceDefinition {
            entry["storageVersionHash"] = .string(Fingerprint.short(kind.storage.apiVersion + type.kind))
        }
        guard kind.hasStatus, type != .namespace else { return [entry] }
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
            "major": "1", "minor": "36", "emulationMajor": "1", "emulationMinor": "36", "minCompatibilityMajor": "1",
            "minCompatibilityMinor": "35", "gitVersion": "v1.36.0-gatehouse", "gitCommit": "unknown",
            "gitTreeState": "clean",
            "buildDate": "1970-01-01T00:00:00Z", "goVersion": "none", "compiler": "swift", "platform": "linux",
        ]
    }
}

extension ServedKind {
    /// What may be done with objects of this kind, as discovery lists it.
    var verbs: [String] {
        switch type {
        case .namespace: ["get", "list", "watch"]
        case .customResourceDefinition:
            ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
        default: ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"]
        }
    }
}

/// Short texts that change when what they stand for changes.
enum Fingerprint {
    /// 128 hexadecimal digits.
    static func long(_ bytes: [UInt8]) -> String {
        (0..<8 as Range<UInt64>).map { seed in
            let digits = String(hash(bytes, seed), radix: 16, uppercase: true)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Twelve characters of base64.
    static func short(_ text: String) -> String {
        let value = hash(Array(text.utf8), 0)
        return Data((0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }).base64EncodedString()
    }

    /// FNV-1a: nothing here has to withstand an attack.
    private static func hash(_ bytes: [UInt8], _ seed: UInt64) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
