import KubeModel

/// Refusals in a word, for tests that are not about what a server says.
extension ClusterError {
    public static var unauthorized: ClusterError { .unauthorized(.unauthorized) }
    public static var gone: ClusterError { .gone(APIStatus(code: 410, reason: "Expired", message: "gone")) }
    public static var versionTooLarge: ClusterError {
        .versionTooLarge(APIStatus(code: 504, reason: "Timeout", message: "Too large resource version"))
    }

    public static func forbidden(_ message: String) -> ClusterError {
        .forbidden(APIStatus(code: 403, reason: "Forbidden", message: message))
    }

    public static func notFound(_ message: String) -> ClusterError {
        .notFound(APIStatus(code: 404, reason: "NotFound", message: message))
    }

    public static func methodNotAllowed(_ message: String) -> ClusterError {
        .methodNotAllowed(APIStatus(code: 405, reason: "MethodNotAllowed", message: message))
    }

    public static func tooManyRequests(retryAfter: Double?) -> ClusterError {
        .tooManyRequests(APIStatus(code: 429, reason: "TooManyRequests", message: "busy"), retryAfter: retryAfter)
    }

    public static func unavailable(message: String, retryAfter: Double?) -> ClusterError {
        .unavailable(APIStatus(code: 503, reason: "ServiceUnavailable", message: message), retryAfter: retryAfter)
    }

    public static func server(code: Int, message: String) -> ClusterError {
        .server(APIStatus(code: code, reason: "InternalError", message: message))
    }
}
