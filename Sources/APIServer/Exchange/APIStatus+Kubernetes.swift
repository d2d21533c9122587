import KubeModel
import KubeRules

/// The refusals of an API server, in its own words.
extension APIStatus {
    static func badRequest(_ message: String) -> APIStatus {
        APIStatus(code: 400, reason: "BadRequest", message: message)
    }

    static func notFound(_ type: ResourceType, _ name: String) -> APIStatus {
        about(
            type, name,
            APIStatus(code: 404, reason: "NotFound", message: "\(type.qualifiedName) \(quote(name)) not found"))
    }

    static let unknownPath = APIStatus(
        code: 404, reason: "NotFound", message: "the server could not find the requested resource")

    static func methodNotAllowed(_ verb: String, _ type: ResourceType?) -> APIStatus {
        guard let type else {
            return APIStatus(
                code: 405, reason: "MethodNotAllowed",
                message: "the server does not allow this method on the requested resource")
        }
        return about(
            type, "",
            APIStatus(
                code: 405, reason: "MethodNotAllowed",
                message: "\(verb) is not supported on resources of kind \"\(type.qualifiedName)\""))
    }

    static let notAcceptable = APIStatus(
        code: 406, reason: "NotAcceptable",
        message: "only the following media types are accepted: application/json, application/yaml, "
            + "application/vnd.kubernetes.protobuf")

    static let watchNotAcceptable = APIStatus(
        code: 406, reason: "NotAcceptable",
        message: "only the following media types are accepted: application/json;stream=watch, "
            + "application/vnd.kubernetes.protobuf;stream=watch")

    /// What goes wrong below the checks of a request: Kubernetes gives no reason then.
    static func unexpected(_ message: String) -> APIStatus { APIStatus(code: 500, reason: "", message: message) }

    static func alreadyExists(_ type: ResourceType, _ name: String) -> APIStatus {
        about(
            type, name,
            APIStatus(
                code: 409, reason: "AlreadyExists", message: "\(type.qualifiedName) \(quote(name)) already exists"))
    }

    static let modifiedSince =
        "the object has been modified; please apply your changes to the latest version and try again"

    static func conflict(_ type: ResourceType, _ name: String, _ why: String = modifiedSince) -> APIStatus {
        about(
            type, name,
            APIStatus(
                code: 409, reason: "Conflict",
                message: "Operation cannot be fulfilled on \(type.qualifiedName) \(quote(name)): \(why)"))
    }

    /// The refusal of a precondition of a deletion, which names the kind where others name the plural.
    static func preconditionFailed(_ type: ResourceType, _ name: String, _ why: String) -> APIStatus {
        let qualified = type.group.isEmpty ? type.kind : "\(type.kind).\(type.group)"
        var status = APIStatus(
            code: 409, reason: "Conflict",
            message: "Operation cannot be fulfilled on \(qualified) \(quote(name)): \(why)")
        status.name = name
        status.group = type.group
        status.kind = type.kind
        return status
    }

    static func expired(_ message: String) -> APIStatus { APIStatus(code: 410, reason: "Expired", message: message) }

    static let tooLarge = APIStatus(
        code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: limit is 3145728")

    static func unsupportedMediaType(_ accepted: [String]) -> APIStatus {
        APIStatus(
            code: 415, reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types include: "
                + accepted.joined(separator: ", "))
    }

    /// 422 with one cause for each thing that is wrong.
    static func invalid(kind: String, group: String, name: String, _ problems: [FieldProblem]) -> APIStatus {
        // A hostile object is wrong in a hundred thousand places; nobody reads more than these.
        let problems = problems.prefix(SchemaValidator.limit)
        let sentences = problems.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let problem = sentences.count == 1 ? sentences[0] : "[\(sentences.joined(separator: ", "))]"
        let qualified = group.isEmpty ? kind : "\(kind).\(group)"
        var status = APIStatus(
            code: 422, reason: "Invalid", message: "\(qualified) \(quote(name)) is invalid: \(problem)")
        status.kind = kind
        status.group = group
        status.name = name
        status.causes = problems.map { Cause($0) }
        return status
    }

    static func invalid(_ type: ResourceType, _ name: String, _ problems: [FieldProblem]) -> APIStatus {
        invalid(kind: type.kind, group: type.group, name: name, problems)
    }

    static func invalidOptions(_ kind: String, _ problems: [FieldProblem]) -> APIStatus {
        invalid(kind: kind, group: "meta.k8s.io", name: "", problems)
    }

    /// The answer to a version that this server has not reached.
    static func tooLargeVersion(_ version: Int, current: Int) -> APIStatus {
        var status = APIStatus(
            code: 504, reason: "Timeout",
            message: "Timeout: Too large resource version: \(version), current: \(current)")
        status.causes = [Cause(reason: "ResourceVersionTooLarge", message: "Too large resource version", field: "")]
        status.retryAfterSeconds = 1
        return status
    }

    /// What Go says about a text that is no number of its size.
    static func numberProblem(_ text: String) -> String {
        let digits = text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+")
            ? text.utf8.dropFirst() : text.utf8[...]
        return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) } ? "value out of range" : "invalid syntax"
    }

    /// A text as Go's `%q` shows it.
    static func quote(_ text: String) -> String { JSONWriter.text(.string(text)) }

    private static func about(_ type: ResourceType, _ name: String, _ status: APIStatus) -> APIStatus {
        var status = status
        status.name = name
        status.group = type.group
        status.kind = type.plural
        return status
    }
}

extension APIStatus.Cause {
    init(_ problem: FieldProblem) {
        self.init(reason: problem.reason.rawValue, message: problem.message, field: problem.field)
    }
}

extension APIStatus {
    init(_ error: PatchError) {
        switch error {
        case .noList(let found):
            self = .badRequest(
                "error decoding patch: json: cannot unmarshal \(found) into Go value of type []handlers.jsonPatchOp")
        case .tooLarge(let count, let limit):
            self = .tooLarge
            message = "The allowed maximum operations in a JSON patch is \(limit), got \(count)"
        case .badOperation(let operation, let problem):
            self = .badRequest("invalid operation \(operation): \(problem)")
        case .doesNotFit:
            self.init(
                code: 422, reason: "Invalid", message: "the server rejected our request due to an error in our request")
        }
    }
}
