/// The `Status` object that carries every refusal of a Kubernetes API server.
public struct APIStatus: Error, Hashable, Sendable {
    /// One thing that is wrong with a request, and the field it is about.
    public struct Cause: Hashable, Sendable {
        /// `FieldValueInvalid`, `FieldValueRequired`, ...
        public var reason: String
        public var message: String
        /// `spec.targetRefs[0].kind`; empty where the server names none.
        public var field: String

        public init(reason: String, message: String, field: String) {
            self.reason = reason
            self.message = message
            self.field = field
        }
    }

    /// The HTTP status code.
    public var code: Int
    /// `NotFound`, `Conflict`, `Invalid`, ...
    public var reason: String
    public var message: String
    public var name: String = ""
    public var group: String = ""
    public var kind: String = ""
    public var uid: String = ""
    public var causes: [Cause] = []
    /// Seconds to wait before trying again; nil where the server does not say.
    public var retryAfterSeconds: Int?

    public init(code: Int, reason: String, message: String) {
        self.code = code
        self.reason = reason
        self.message = message
    }

    /// 401, as every API server says it.
    public static let unauthorized = APIStatus(code: 401, reason: "Unauthorized", message: "Unauthorized")

    /// Reads a `Status` body; nil when the value is none.
    public init?(_ value: JSONValue) {
        guard value["kind"]?.string == "Status", let code = value["code"]?.integer else { return nil }
        self.init(code: code, reason: value["reason"]?.string ?? "", message: value["message"]?.string ?? "")
        let details = value["details"]
        name = details?["name"]?.string ?? ""
        group = details?["group"]?.string ?? ""
        kind = details?["kind"]?.string ?? ""
        uid = details?["uid"]?.string ?? ""
        retryAfterSeconds = details?["retryAfterSeconds"]?.integer
        causes = (details?["causes"]?.array ?? []).map {
            Cause(
                reason: $0["reason"]?.string ?? "", message: $0["message"]?.string ?? "",
                field: $0["field"]?.string ?? "")
        }
    }

    /// The message, and the fields that only the causes name: an admission webhook may refuse with any status.
    public var words: String {
        let others = causes.filter { !$0.field.isEmpty && !message.contains($0.field) }
        return ([message] + others.prefix(10).map { "\($0.field): \($0.message)" }).filter { !$0.isEmpty }
            .joined(separator: "; ")
    }

    /// The body as an API server sends it.
    public var json: JSONValue {
        var body: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
        ]
        if !reason.isEmpty { body["reason"] = .string(reason) }
        if let details { body["details"] = details }
        body["code"] = .integer(code)
        return body
    }

    private var details: JSONValue? {
        var details = JSONObject()
        for (key, text) in [("name", name), ("group", group), ("kind", kind), ("uid", uid)] where !text.isEmpty {
            details[key] = .string(text)
        }
        if !causes.isEmpty {
            details["causes"] = .array(
                causes.map { cause in
                    var value: JSONValue = ["reason": .string(cause.reason), "message": .string(cause.message)]
                    if !cause.field.isEmpty { value["field"] = .string(cause.field) }
                    return value
                })
        }
        if let retryAfterSeconds { details["retryAfterSeconds"] = .integer(retryAfterSeconds) }
        return details.isEmpty ? nil : .object(details)
    }
}
