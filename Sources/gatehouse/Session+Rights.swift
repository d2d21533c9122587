import Dashboard
import KubeClient
import KubeModel

/// Whether we may, asked before anybody writes or decides something in vain.
extension Session {
    /// - Parameters:
    ///   - verb: `create`, `update` or `delete`.
    ///   - namespace: nil for what stands in none.
    ///   - name: nil for what has none yet.
    ///   - object: As it is: where the server does not say what we may do, it is asked to replace this by itself, and to store nothing.
    /// - Throws: Where the server says no, with what did not happen because of it.
    func require(
        _ verb: String, _ type: ResourceType, namespace: String?, name: String? = nil, unchanged object: JSONValue? = nil, else outcome: String
    ) async throws {
        let isAllowed: Bool?
        do throws(ClusterError) { isAllowed = try await client.isAllowed(verb, type, namespace: namespace, name: name) } catch {
            guard !error.isConnectionLost else { throw CommandFailure(error, doing: "Cannot ask what you may do") }
            isAllowed = nil
        }
        var refusal: String?
        if isAllowed == false {
            refusal = "You may not \(verb) \(name.map { "\(type.kind) \(ObjectKey(namespace: namespace, name: $0))" } ?? Self.many(type, namespace))"
        } else if isAllowed == nil, let object, let name {
            let change = ChangeRequest(method: .replace, type: type, key: ObjectKey(namespace: namespace, name: name), body: object)
            do throws(ClusterError) { _ = try await client.write(change, isDryRun: true) } catch {
                if case .forbidden = error { refusal = "You may not \(verb) \(type.kind) \(change.key) (\(error))" }
            }
        }
        if let refusal { throw CommandFailure("\(refusal): \(outcome).") }
    }

    private static func many(_ type: ResourceType, _ namespace: String?) -> String {
        namespace.map { "\(type.plural) in the namespace \($0)" } ?? type.plural
    }
}
