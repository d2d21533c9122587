import KubeModel

extension ChangeRecord {
    /// What has to be asked for so that the object becomes what the record says, from what it is now.
    ///
    /// - Parameter current: As it stands on the server; nil where it is not there. A replacement holds for this version only,
    ///   a deletion for this very object.
    public func request(current: JSONValue?) -> ChangeRequest {
        guard let after else {
            return ChangeRequest(
                method: .delete(uid: current?[path: ["metadata", "uid"]]?.string.flatMap { $0.isEmpty ? nil : $0 }), type: type, key: key)
        }
        var body = EditablePart.of(after)
        guard let current else { return ChangeRequest(method: .create, type: type, key: key, body: body) }
        body["metadata"]?["resourceVersion"] = current[path: ["metadata", "resourceVersion"]]
        return ChangeRequest(method: .replace, type: type, key: key, body: body)
    }
}
