/// Why a request to an API server brought no answer that can be used.
///
/// Every case has a sentence for the person at the keyboard. Neither tokens nor user names of URLs ever get in here.
public enum ClusterError: Error, Hashable, Sendable {
    /// 401: no credentials, wrong ones, or ones that have expired.
    case unauthorized(APIStatus)
    /// 403.
    case forbidden(APIStatus)
    /// 404: the object, the collection or the whole group is not there.
    case notFound(APIStatus)
    /// 409: the object changed since the version that was sent.
    case conflict(APIStatus)
    /// 409 on create: the name is taken.
    case alreadyExists(APIStatus)
    /// 410: the version or the continue token is older than the server remembers.
    case gone(APIStatus)
    /// 504 with cause `ResourceVersionTooLarge`: the server is younger than the version we hold.
    case versionTooLarge(APIStatus)
    /// 413: the request is larger than the server takes.
    case tooLarge(APIStatus)
    /// 422: the schema or an admission rule refuses the object; the causes name fields.
    case invalid(APIStatus)
    /// 400, and every other 4xx without a case of its own.
    case badRequest(APIStatus)
    /// 405.
    case methodNotAllowed(APIStatus)
    /// 415 and 406.
    case unsupportedMediaType(APIStatus)
    /// 429; the server may say after how many seconds to come back.
    case tooManyRequests(APIStatus, retryAfter: Double?)
    /// 503; the server may say after how many seconds to come back.
    case unavailable(APIStatus, retryAfter: Double?)
    /// Every other 5xx.
    case server(APIStatus)
    /// A redirect: never followed, because the credentials would travel along. Without userinfo and query.
    case redirected(to: String)
    /// Nobody listens at `host` (`name:port`).
    case refused(host: String)
    /// The name has no address.
    case unresolved(host: String)
    /// The connection ended before the answer did, or broke.
    case reset
    /// No connection, because the server is not who it should be, or does not speak TLS; in a whole sentence.
    case untrusted(String)
    /// We have nothing to log in with: a plugin failed, or a file is not there. In a whole sentence.
    case loginFailed(String)
    /// The body ended before the length that was announced, or in the middle of an object.
    case truncated
    /// No answer within the time allowed.
    case timedOut
    /// The answer has a good status but is no Kubernetes JSON: often a login page or a proxy.
    case notJSON
    /// It would have changed something, and we were told to change nothing: it was not sent.
    case readOnly
    /// The task was cancelled by us.
    case cancelled
    /// Anything else, worded by the layer that met it.
    case other(String)
}

extension ClusterError {
    /// What the server said, whole, for those cases where it said something. An editor shows its causes beside the fields.
    public var status: APIStatus? {
        switch self {
        case .unauthorized(let status), .forbidden(let status), .notFound(let status), .conflict(let status),
            .alreadyExists(let status), .gone(let status), .versionTooLarge(let status), .tooLarge(let status),
            .invalid(let status), .badRequest(let status), .methodNotAllowed(let status),
            .unsupportedMediaType(let status), .tooManyRequests(let status, _), .unavailable(let status, _),
            .server(let status):
            status
        case .redirected, .refused, .unresolved, .reset, .untrusted, .loginFailed, .truncated, .timedOut, .notJSON,
            .readOnly, .cancelled, .other:
            nil
        }
    }

    /// Whether there was no answer at all, so that the same request may work once the server is back.
    public var isConnectionLost: Bool {
        switch self {
        case .refused, .unresolved, .reset, .untrusted, .truncated, .timedOut: true
        case .unauthorized, .forbidden, .notFound, .conflict, .alreadyExists, .gone, .versionTooLarge, .tooLarge,
            .invalid, .badRequest, .methodNotAllowed, .unsupportedMediaType, .tooManyRequests, .unavailable, .server,
            .redirected, .loginFailed, .notJSON, .readOnly, .cancelled, .other:
            false
        }
    }

    /// Seconds the server asked us to stay away; nil where it did not.
    public var retryAfter: Double? {
        switch self {
        case .tooManyRequests(_, let seconds), .unavailable(_, let seconds): seconds
        case .conflict(let status), .alreadyExists(let status), .invalid(let status), .badRequest(let status),
            .server(let status):
            status.retryAfterSeconds.map(Double.init)
        default: nil
        }
    }
}

extension ClusterError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unauthorized: "The server does not accept the credentials (401). Log in again, or name another context."
        case .forbidden(let status): "Not allowed (403): \(status.words)"
        case .notFound(let status): "Not found (404): \(status.words)"
        case .conflict(let status): "Changed on the server in the meantime (409): \(status.message)"
        case .alreadyExists(let status): "The name is taken (409): \(status.message)"
        case .gone: "The server no longer remembers that version (410). The list has to be read again."
        case .versionTooLarge: "The server is behind the version that was asked for (504). It was probably restarted."
        case .tooLarge: "Larger than the server accepts (413). Make the resource smaller."
        case .invalid(let status): "Refused by the server (422): \(status.message)"
        case .badRequest(let status): "The server does not understand the request (\(status.code)): \(status.message)"
        case .methodNotAllowed(let status): "The server does not offer this here (405): \(status.words)"
        case .unsupportedMediaType(let status): "The server does not speak this format (415): \(status.words)"
        case .tooManyRequests(_, let seconds): "The server is busy (429). \(Self.wait(seconds))"
        case .unavailable(let status, let seconds):
            "The server is not ready (503): \(status.words). \(Self.wait(seconds))"
        case .server(let status): "The server failed (\(status.code)): \(status.words)"
        case .redirected(let target):
            "The server sends us on to \(target), which is not followed: it would be given the credentials."
        case .refused(let host): "Nothing listens on \(host). Is the server running?"
        case .unresolved(let host): "\(host) has no address. Check the name and the network."
        case .reset: "The connection to the server broke."
        case .truncated: "The server's answer ended in the middle."
        case .timedOut: "The server did not answer in time."
        case .notJSON: "The answer is not from a Kubernetes API server. Check the server address and any proxy."
        case .readOnly:
            "Nothing was sent: --read-only, GATEHOUSE_READ_ONLY or a snapshot without --allow-writes forbids every change."
        case .cancelled: "Cancelled."
        case .untrusted(let sentence), .loginFailed(let sentence), .other(let sentence): sentence
        }
    }

    private static func wait(_ seconds: Double?) -> String {
        guard let seconds else { return "Try again in a moment." }
        return "Try again in \(Int(seconds.rounded(.up))) s."
    }
}
