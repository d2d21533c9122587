import KubeModel

/// What the statuses of an API server mean.
enum Refusal {
    /// - Parameter body: A `Status` object, or anything else that stands between us and the server may have to say.
    static func error(_ head: ResponseHead, body: [UInt8]) -> ClusterError {
        let status = (try? JSONParser.parse(body)).flatMap(APIStatus.init)
        return error(status ?? APIStatus(code: head.status, reason: "", message: plain(body)), head: head)
    }

    /// - Parameter status: Of an `ERROR` event, or of a body.
    static func error(_ status: APIStatus, head: ResponseHead? = nil) -> ClusterError {
        let wait = head?.retryAfter ?? status.retryAfterSeconds.map(Double.init)
        switch head?.status ?? status.code {
        case 300..<400: return .redirected(to: "another address")
        case 401: return .unauthorized(status)
        case 403: return .forbidden(status)
        case 404: return .notFound(status)
        case 405: return .methodNotAllowed(status)
        case 406, 415: return .unsupportedMediaType(status)
        case 409: return status.reason == "AlreadyExists" ? .alreadyExists(status) : .conflict(status)
        case 410: return .gone(status)
        case 413: return .tooLarge(status)
        case 422: return .invalid(status)
        case 429: return .tooManyRequests(status, retryAfter: wait)
        case 400..<500: return .badRequest(status)
        case 503: return .unavailable(status, retryAfter: wait)
        case 504 where status.causes.contains { $0.reason == "ResourceVersionTooLarge" }: return .versionTooLarge(status)
        default: return .server(status)
        }
    }

    /// The first line of a body that is no `Status`, cut to what fits a message line.
    private static func plain(_ body: [UInt8]) -> String {
        let line = body.prefix(400).prefix { $0 != 0x0A && $0 != 0x0D }
        let text = String(decoding: line, as: UTF8.self).filter { !$0.isNewline && $0 != "\t" }
        // JSON that is no Status (the list of paths that some servers answer with) says nothing to a person.
        if text.isEmpty || text.hasPrefix("{") || text.hasPrefix("[") { return "the server gave no reason" }
        if text.contains("HTTP request to an HTTPS server") {
            return "it speaks TLS on this port; write https:// in the kubeconfig"
        }
        return text.hasPrefix("<") ? "the answer is a web page, not one of an API server" : String(text.prefix(200))
    }
}
