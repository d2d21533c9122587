import KubeModel
import KubeRules

/// Reads the object of a request body and refuses what cannot be this kind at all.
struct ObjectReader {
    static let mediaTypes = ["application/json", "application/yaml"]

    var kind: ServedKind
    var request: APIRequest
    /// What the path says; nil for cluster-scoped kinds.
    var namespace: String?

    struct Reading {
        var object: JSONValue
        /// `spec.status`, where it was written twice.
        var duplicates: [String]
    }

    /// - Throws: 415 for another media type, 400 for what is no object, 422 for an object of another kind.
    func read(accepting types: [String] = mediaTypes) throws(APIStatus) -> Reading {
        let type = MediaType(request.contentType)
        guard request.contentType.isEmpty || types.contains(type.name) else {
            throw .unsupportedMediaType(types + ["application/vnd.kubernetes.protobuf"])
        }
        let reading = try parse(isYAML: type.name.hasSuffix("yaml"))
        guard reading.object.object != nil else {
            throw unrecognized(
                "couldn't get version/kind; json parse error: json: cannot unmarshal \(reading.object.typeName)")
        }
        for (field, name) in [("kind", "Kind"), ("apiVersion", "apiVersion")] {
            guard let text = reading.object[field], !text.isNull, text != "" else {
                throw unrecognized("Object '\(name)' is missing in '\(excerpt(400))'")
            }
            guard text.string != nil else {
                throw unrecognized("couldn't get version/kind; json parse error: \(field) must be a string")
            }
        }
        return reading
    }

    private func parse(isYAML: Bool) throws(APIStatus) -> Reading {
        if isYAML, request.body.first(where: { $0 > 0x20 }) != UInt8(ascii: "{") {
            do throws(YAMLError) {
                return Reading(
                    object: try YAMLReader.parse(String(decoding: request.body, as: UTF8.self)), duplicates: [])
            } catch {
                throw unrecognized("yaml: \(error.description)")
            }
        }
        do throws(JSONError) {
            return Reading(
                object: try JSONParser.parse(request.body), duplicates: DuplicateFields.paths(in: request.body))
        } catch {
            // YAML may be written in braces as well.
            if isYAML, let value = try? YAMLReader.parse(String(decoding: request.body, as: UTF8.self)) {
                return Reading(object: value, duplicates: [])
            }
            throw unrecognized("couldn't get version/kind; json parse error: \(error.description)")
        }
    }

    private func unrecognized(_ why: String) -> APIStatus {
        .badRequest(
            "the object provided is unrecognized (must be of type \(kind.type.kind)): \(why) (\(excerpt(30)))")
    }

    private func excerpt(_ limit: Int) -> String {
        if request.body.isEmpty { return "<empty>" }
        let start = String(decoding: request.body.prefix(limit), as: UTF8.self)
        return request.body.count > limit ? start + " ..." : start
    }

    /// Whether the object is of this kind and namespace, and its metadata can be read.
    ///
    /// - Parameter name: What the path says; nil when creating.
    /// - Throws: 400 or 422 in Kubernetes' words.
    func checkIdentity(_ object: JSONValue, name: String?) throws(APIStatus) {
        let type = kind.type
        if let problem = MetadataRules.typeProblem(object["metadata"]) { throw unhandled(problem) }
        let metadata = object["metadata"]
        let ownName = metadata?["name"]?.string ?? ""
        if let name {
            guard !ownName.isEmpty else {
                throw .badRequest(
                    "the name of the object (\(name) based on URL) was undeterminable: name must be provided")
            }
            guard name == ownName else {
                throw .badRequest("the name of the object (\(ownName)) does not match the name on the URL (\(name))")
            }
        }
        let found = object["apiVersion"]?.string ?? ""
        guard found == type.apiVersion else {
            throw .badRequest(
                "the API version in the data (\(found)) does not match the expected API version (\(type.apiVersion))")
        }
        let foundKind = object["kind"]?.string ?? ""
        guard foundKind == type.kind else {
            throw .invalid(
                kind: foundKind, group: type.group, name: ownName,
                [.invalid("kind", .string(foundKind), "must be \(type.kind)")])
        }
        if let own = metadata?["namespace"]?.string, !own.isEmpty, own != namespace {
            throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
        }
    }

    /// A 400 for an object that has the right kind and wrong insides.
    func unhandled(_ why: String) -> APIStatus {
        let type = kind.type
        return .badRequest("\(type.kind) in version \"\(type.version)\" cannot be handled as a \(type.kind): \(why)")
    }
}
