/// A request to one endpoint, named by its path: host and credentials are added when it is sent.
struct HTTPRequest: Sendable, Equatable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    var method: Method = .get
    /// Escaped, beginning with a slash.
    var path: String
    /// Names and values, unescaped, in the order they are sent.
    var query: [Parameter] = []
    /// The forms of the answer that we can read, best first, as `Accept` has them.
    var accept = "application/json"
    /// JSON; nil sends no body.
    var body: [UInt8]?
    /// Whether the answer goes on for as long as the server likes.
    var isWatch = false
    /// Whether the request log shows it. Probes of a dead server would push everything else out.
    var isLogged = true
    /// Seconds until the first byte of the answer, and between two of its chunks; nil is as long as for every other request.
    /// Watches have their own rules.
    var patience: Double?

    /// Whether it can change nothing: it reads, or asks the server what we may do.
    var changesNothing: Bool { method == .get || (method == .post && Self.reviews.contains(path)) }

    private static let reviews: Set<String> = [
        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "/apis/authentication.k8s.io/v1/selfsubjectreviews",
    ]

    struct Parameter: Sendable, Equatable {
        var name: String
        var value: String
    }
}

/// The first part of an answer.
struct ResponseHead: Sendable, Equatable {
    var status: Int
    /// Seconds, where `Retry-After` gives them.
    var retryAfter: Double?
    /// What the server says beside its answer, for the person: texts of `Warning` headers.
    var warnings: [String] = []

    var isSuccess: Bool { (200..<300).contains(status) }
}

/// A whole answer with a good status.
struct HTTPResponse: Sendable, Equatable {
    var head: ResponseHead
    var body: [UInt8]
}
