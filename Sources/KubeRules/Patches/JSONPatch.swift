import KubeModel

/// JSON patch (RFC 6902): a list of operations, all or none.
public enum JSONPatch {
    /// The most operations one patch may hold, as in Kubernetes.
    private static let limit = 10_000

    /// - Throws: Before anything is changed: all operations are done, or none.
    public static func apply(_ patch: JSONValue, to target: JSONValue) throws(PatchError) -> JSONValue {
        guard let operations = patch.array else {
            throw .noList(found: patch.goTypeName)
        }
        guard operations.count <= limit else {
            throw .tooLarge(count: operations.count, limit: limit)
        }
        var result = target
        for operation in operations { result = try apply(operation: operation, to: result) }
        return result
    }

    private static func apply(operation: JSONValue, to target: JSONValue) throws(PatchError) -> JSONValue {
        guard let name = operation["op"]?.string, let path = operation["path"]?.string else {
            throw .badOperation(JSONWriter.text(operation), "op and path are required")
        }
        let pointer = try parse(path)
        switch name {
        case "add": return try add(try value(of: operation), to: target, at: pointer[...])
        case "remove": return try remove(from: target, at: pointer[...])
        case "replace":
            guard get(target, pointer) != nil else { throw .doesNotFit }
            if pointer.isEmpty { return try value(of: operation) }
            return try set(try value(of: operation), in: target, at: pointer[...])
        case "test":
            guard (get(target, pointer) ?? .null) == (operation["value"] ?? .null) else { throw .doesNotFit }
            return target
        case "move", "copy":
            guard let from = operation["from"]?.string, let moved = get(target, try parse(from)) else { throw .doesNotFit }
            let rest = name == "move" ? try remove(from: target, at: try parse(from)[...]) : target
            return try add(moved, to: rest, at: pointer[...])
        default: throw .badOperation(JSONWriter.text(operation), "unsupported operation")
        }
    }

    private static func value(of operation: JSONValue) throws(PatchError) -> JSONValue {
        guard let value = operation["value"] else {
            throw .badOperation(
                JSONWriter.text(operation), "failed to decode 'value': operation, missing value field: missing value")
        }
        return value
    }

    private static func parse(_ path: String) throws(PatchError) -> [String] {
        if path.isEmpty { return [] }
        guard path.hasPrefix("/") else { throw .doesNotFit }
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
        _ edit: (inout JSONValue, String) throws(PatchError) -> Void
    ) throws(PatchError) -> JSONValue {
        guard let token = pointer.first else { throw .doesNotFit }
        var result = target
        if pointer.count == 1 {
            try edit(&result, token)
            return result
        }
        guard let child = get(target, [token]) else { throw .doesNotFit }
        return try set(try change(child, at: pointer.dropFirst(), edit), in: target, at: [token])
    }

    private static func set(
        _ value: JSONValue, in target: JSONValue, at pointer: ArraySlice<String>
    ) throws(PatchError) -> JSONValue {
        try change(target, at: pointer) { parent, token throws(PatchError) in
            if case .array(var elements) = parent {
                guard let index = index(token), elements.indices.contains(index) else { throw .doesNotFit }
                elements[index] = value
                parent = .array(elements)
            } else {
                guard parent.object != nil else { throw .doesNotFit }
                parent[token] = value
            }
        }
    }

    private static func add(
        _ value: JSONValue, to target: JSONValue, at pointer: ArraySlice<String>
    ) throws(PatchError) -> JSONValue {
        if pointer.isEmpty { return value }
        return try change(target, at: pointer) { parent, token throws(PatchError) in
            if case .array(var elements) = parent {
                guard let index = token == "-" ? elements.count : index(token), (0...elements.count).contains(index)
                else {
                    throw .doesNotFit
                }
                elements.insert(value, at: index)
                parent = .array(elements)
            } else {
                guard parent.object != nil else { throw .doesNotFit }
                parent[token] = value
            }
        }
    }

    private static func remove(
        from target: JSONValue, at pointer: ArraySlice<String>
    ) throws(PatchError) -> JSONValue {
        try change(target, at: pointer) { parent, token throws(PatchError) in
            if case .array(var elements) = parent {
                guard let index = index(token), elements.indices.contains(index) else { throw .doesNotFit }
                elements.remove(at: index)
                parent = .array(elements)
            } else {
                guard parent.object?[token] != nil else { throw .doesNotFit }
                parent[token] = nil
            }
        }
    }
}

/// Why a JSON patch was not applied.
public enum PatchError: Error, Equatable, CustomStringConvertible {
    /// What is no list, with Go's word for what it is.
    case noList(found: String)
    case tooLarge(count: Int, limit: Int)
    /// The operation as it stands in the patch, and what is wrong with it.
    case badOperation(String, String)
    /// A place that the object does not have, or a test that fails.
    case doesNotFit

    public var description: String {
        switch self {
        case .noList(let found): "A JSON patch is a list of operations, and this is \(found)."
        case .tooLarge(let count, let limit): "The patch has \(count) operations; \(limit) are the most there may be."
        case .badOperation(let operation, let problem): "The operation \(operation) cannot be read: \(problem)."
        case .doesNotFit: "The patch does not fit the object: it names a place that is not there, or a test fails."
        }
    }
}
