import KubeModel

/// JSON merge patch (RFC 7386).
enum JSONMergePatch {
    /// Members that are null are removed, objects are merged, everything else is replaced.
    static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
        guard case .object(let members) = patch else { return patch }
        var result = target.object ?? JSONObject()
        for (name, value) in members {
            result[name] = value.isNull ? nil : apply(value, to: result[name] ?? .null)
        }
        return .object(result)
    }
}

/// JSON patch (RFC 6902): a list of operations, all or none.
enum JSONPatch {
    /// The most operations one patch may hold, as in Kubernetes.
    private static let limit = 10_000

    /// - Throws: 400 for what is no patch, 422 for one that does not fit the object.
    static func apply(_ patch: JSONValue, to target: JSONValue) throws(APIStatus) -> JSONValue {
        guard let operations = patch.array else {
            throw .badRequest(
                "error decoding patch: json: cannot unmarshal \(patch.goTypeName) into Go value of type []handlers.jsonPatchOp"
            )
        }
        guard operations.count <= limit else {
            var status = APIStatus.tooLarge
            status.message = "The allowed maximum operations in a JSON patch is \(limit), got \(operations.count)"
            throw status
        }
        var result = target
        for operation in operations { result = try apply(operation: operation, to: result) }
        return result
    }

    private static func apply(operation: JSONValue, to target: JSONValue) throws(APIStatus) -> JSONValue {
        guard let name = operation["op"]?.string, let path = operation["path"]?.string else {
            throw .badRequest("invalid operation \(JSONWriter.text(operation)): op and path are required")
        }
        let pointer = try parse(path)
        switch name {
        case "add": return try add(try value(of: operation), to: target, at: pointer[...])
        case "remove": return try remove(from: target, at: pointer[...])
        case "replace":
            guard get(target, pointer) != nil else { throw rejected }
            if pointer.isEmpty { return try value(of: operation) }
            return try set(try value(of: operation), in: target, at: pointer[...])
        case "test":
            guard (get(target, pointer) ?? .null) == (operation["value"] ?? .null) else { throw rejected }
            return target
        case "move", "copy":
            guard let from = operation["from"]?.string, let moved = get(target, try parse(from)) else { throw rejected }
            let rest = name == "move" ? try remove(from: target, at: try parse(from)[...]) : target
            return try add(moved, to: rest, at: pointer[...])
        default: throw .badRequest("invalid operation \(JSONWriter.text(operation)): unsupported operation")
        }
    }

    private static var rejected: APIStatus {
        APIStatus(
            code: 422, reason: "Invalid", message: "the server rejected our request due to an error in our request")
    }

    private static func value(of operation: JSONValue) throws(APIStatus) -> JSONValue {
        guard let value = operation["value"] else {
            throw .badRequest(
                "invalid operation \(JSONWriter.text(operation)): failed to decode 'value': operation, missing value field: missing value"
            )
        }
        return value
    }

    private static func parse(_ path: String) throws(APIStatus) -> [String] {
        if path.isEmpty { return [] }
        guard path.hasPrefix("/") else { throw rejected }
        return path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            String($0).replacing("~1", with: "/").replacing("~0", with: "~")
        }
    }

    private static func get(_ target: JSONValue, _ pointer: [String]) -> JSONValue? {
        pointer.reduce(Optional(target)) { value, token in
            switch value {
            case .object(let members): members[token]
            case .array: index(token).flatMap { value?[$0] }
            default: nil
            }
        }
    }

    private static func index(_ token: String) -> Int? {
        guard token == "0" || !token.hasPrefix("0"), token.allSatisfy(\.isNumber) else { return nil }
        return Int(token)
    }

    /// Walks to the parent of the last token and changes it there.
    private static func change(
        _ target: JSONValue, at pointer: ArraySlice<String>,
        _ edit: (inout JSONValue, String) throws(APIStatus) -> Void
    ) throws(APIStatus) -> JSONValue {
        guard let token = pointer.first else { throw rejected }
        var result = target
        if pointer.count == 1 {
            try edit(&result, token)
            return result
        }
        guard let child = get(target, [token]) else { throw rejected }
        return try set(try change(child, at: pointer.dropFirst(), edit), in: target, at: [token])
    }

    private static func set(
        _ value: JSONValue, in target: JSONValue, at pointer: ArraySlice<String>
    ) throws(APIStatus) -> JSONValue {
        try change(target, at: pointer) { parent, token throws(APIStatus) in
            if case .array(var elements) = parent {
                guard let index = index(token), elements.indices.contains(index) else { throw rejected }
                elements[index] = value
                parent = .array(elements)
            } else {
                guard parent.object != nil else { throw rejected }
                parent[token] = value
            }
        }
    }

    private static func add(
        _ value: JSONValue, to target: JSONValue, at pointer: ArraySlice<String>
    ) throws(APIStatus) -> JSONValue {
        if pointer.isEmpty { return value }
        return try change(target, at: pointer) { parent, token throws(APIStatus) in
            if case .array(var elements) = parent {
                guard let index = token == "-" ? elements.count : index(token), (0...elements.count).contains(index)
                else {
                    throw rejected
                }
                elements.insert(value, at: index)
                parent = .array(elements)
            } else {
                guard parent.object != nil else { throw rejected }
                parent[token] = value
            }
        }
    }

    private static func remove(
        from target: JSONValue, at pointer: ArraySlice<String>
    ) throws(APIStatus) -> JSONValue {
        try change(target, at: pointer) { parent, token throws(APIStatus) in
            if case .array(var elements) = parent {
                guard let index = index(token), elements.indices.contains(index) else { throw rejected }
                elements.remove(at: index)
                parent = .array(elements)
            } else {
                guard parent.object?[token] != nil else { throw rejected }
                parent[token] = nil
            }
        }
    }
}
