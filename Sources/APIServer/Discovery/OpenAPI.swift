import KubeModel

/// The OpenAPI v3 documents: an index, and one document for each group and version.
///
/// kubectl reads them to validate (it looks for `fieldValidation` on the PATCH of each kind) and to explain.
struct OpenAPI: Sendable {
    let kinds: [ServedKind]

    /// nil for paths that do not exist; `/openapi/v2` is one of them.
    func respond(_ request: APIRequest) -> APIResponse? {
        let path = request.path
        guard path.count >= 2, path[1] == "v3" else { return nil }
        if path.count == 2 { return tagged(index, request) }
        let name = path[2...].joined(separator: "/")
        let served = kinds.filter { Self.document($0.type) == name }
        return served.isEmpty ? nil : tagged(document(of: served), request)
    }

    /// A document with the tag by which a client knows that it has it already.
    private func tagged(_ document: JSONValue, _ request: APIRequest) -> APIResponse {
        let bytes = JSONWriter.bytes(document)
        let tag = "\"\(Fingerprint.long(bytes))\""
        var response = APIResponse(status: request.ifNoneMatch == tag ? 304 : 200, .bytes(bytes))
        if response.status == 304 { response.body = .bytes([]) }
        response.headers["Etag"] = tag
        return response
    }

    /// `apis/example.com/v1`.
    private static func document(_ type: ResourceType) -> String { String(type.rootPath.dropFirst()) }

    private var index: JSONValue {
        let names = kinds.map { Self.document($0.type) }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let paths = names.map {
            ($0, JSONValue.map(["serverRelativeURL": .string("/openapi/v3/\($0)?hash=\(hash($0))")]))
        }
        return ["paths": .object(JSONObject(paths))]
    }

    /// Changes with the document, which clients keep for as long as it does not.
    private func hash(_ name: String) -> String {
        let served = kinds.filter { Self.document($0.type) == name }
        return Fingerprint.long(Array("\(served.map { JSONWriter.text($0.openAPI) + $0.type.plural })".utf8))
    }

    private func document(of served: [ServedKind]) -> JSONValue {
        var paths = JSONObject()
        var schemas = JSONObject([(OpenAPISchema.metadataName, OpenAPISchema.metadata)])
        for kind in served {
            let name = Self.schemaName(kind.type)
            schemas[name] = OpenAPISchema.object(kind)
            schemas["\(name)List"] = OpenAPISchema.list(kind, of: name)
            for (path, item) in OpenAPIPaths(kind: kind, schemaName: name).items { paths[path] = item }
        }
        return [
            "openapi": "3.0.0", "info": ["title": "Gatehouse", "version": "v1.36.0-gatehouse"],
            "paths": .object(paths), "components": ["schemas": .object(schemas)],
        ]
    }

    /// `com.example.v1.Widget`: the group backwards, as Kubernetes names its schemas.
    static func schemaName(_ type: ResourceType) -> String {
        let group =
            type.group.contains(".")
            ? type.group.split(separator: ".").reversed().map(String.init)
            : ["io", "k8s", "api", type.group.isEmpty ? "core" : type.group]
        return (group + [type.version, type.kind]).joined(separator: ".")
    }
}
