import KubeModel

/// The paths of one kind, with the operations and parameters that clients look for.
struct OpenAPIPaths {
    var kind: ServedKind
    var schemaName: String

    private var type: ResourceType { kind.type }

    var items: [(String, JSONValue)] {
        let isReadOnly = type == .namespace
        let collection =
            type.isNamespaced
            ? "\(type.rootPath)/namespaces/{namespace}/\(type.plural)" : "\(type.rootPath)/\(type.plural)"
        var items: [(String, JSONValue)] = []
        if type.isNamespaced {
            items.append(("\(type.rootPath)/\(type.plural)", item(["get": "list"], ofList: true, path: [])))
        }
        let scope = type.isNamespaced ? ["namespace"] : []
        let verbs: KeyValuePairs<String, String> =
            isReadOnly ? ["get": "list"] : ["get": "list", "post": "post", "delete": "deletecollection"]
        items.append((collection, item(verbs, ofList: true, path: scope)))
        let own: KeyValuePairs<String, String> =
            isReadOnly ? ["get": "get"] : ["get": "get", "put": "put", "patch": "patch", "delete": "delete"]
        items.append(("\(collection)/{name}", item(own, ofList: false, path: scope + ["name"])))
        if kind.hasStatus, !isReadOnly {
            items.append(
                (
                    "\(collection)/{name}/status",
                    item(["get": "get", "put": "put", "patch": "patch"], ofList: false, path: scope + ["name"])
                ))
        }
        return items
    }

    private func item(_ verbs: KeyValuePairs<String, String>, ofList: Bool, path: [String]) -> JSONValue {
        var item = JSONObject()
        for (method, action) in verbs { item[method] = operation(method, action, ofList: ofList) }
        item["parameters"] = .array(path.map { parameter($0, in: "path") })
        return .object(item)
    }

    private func operation(_ method: String, _ action: String, ofList: Bool) -> JSONValue {
        let isList = ofList && method == "get"
        var operation: JSONValue = [
            "tags": [.string("\(type.group)_\(type.version)")],
            "parameters": .array(parameters(method, isList: isList).map { parameter($0, in: "query") }),
            "responses": ["200": ["description": "OK", "content": content(isList ? "\(schemaName)List" : schemaName)]],
            "x-kubernetes-action": .string(action),
            "x-kubernetes-group-version-kind": [
                "group": .string(type.group), "version": .string(type.version), "kind": .string(type.kind),
            ],
        ]
        if method == "post" || method == "put" {
            operation["requestBody"] = ["content": content(schemaName), "required": true]
        }
        if method == "patch" {
            let patches = MediaType.patches.map { ($0, JSONValue.map(["schema": ["type": "object"]])) }
            operation["requestBody"] = ["content": .object(JSONObject(patches)), "required": true]
        }
        return operation
    }

    private func parameters(_ method: String, isList: Bool) -> [String] {
        switch method {
        case "post", "put": ["dryRun", "fieldManager", "fieldValidation"]
        case "patch": ["dryRun", "fieldManager", "fieldValidation", "force"]
        case "delete": ["dryRun", "propagationPolicy"]
        default:
            isList
                ? [
                    "allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion",
                    "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch",
                ] : ["resourceVersion"]
        }
    }

    private func parameter(_ name: String, in place: String) -> JSONValue {
        let type: String =
            switch name {
            case "limit", "timeoutSeconds": "integer"
            case "allowWatchBookmarks", "sendInitialEvents", "watch", "force": "boolean"
            default: "string"
            }
        var parameter: JSONValue = [
            "name": .string(name), "in": .string(place), "schema": ["type": .string(type), "uniqueItems": true],
        ]
        if place == "path" { parameter["required"] = true }
        return parameter
    }

    private func content(_ schema: String) -> JSONValue {
        let reference: JSONValue = ["schema": ["$ref": .string("#/components/schemas/\(schema)")]]
        return ["application/json": reference, "application/yaml": reference]
    }
}
