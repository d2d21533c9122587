import KubeModel

/// An answer, free of the transport.
struct APIResponse: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        /// Written as it comes. What is endless goes on for as long as the peer likes, and ends with it.
        case pieces(any AsyncSequence<[UInt8], Never> & Sendable, isEndless: Bool)
    }

    var status = 200
    var contentType = "application/json"
    var body: Body
    /// Texts of `Warning: 299` headers.
    var warnings: [String] = []
    /// Further headers, by name.
    var headers: [String: String] = [:]

    init(status: Int = 200, contentType: String = "application/json", _ body: Body) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    init(status: Int = 200, _ value: JSONValue) {
        self.init(status: status, .bytes(JSONWriter.bytes(value) + [0x0A]))
    }

    init(_ refusal: APIStatus) {
        guard refusal != .unknownPath else {
            // What stands behind every other handler of an API server speaks no JSON.
            self.init(
                status: 404, contentType: "text/plain; charset=utf-8", .bytes(Array("404 page not found\n".utf8)))
            headers["X-Content-Type-Options"] = "nosniff"
            return
        }
        var body = refusal.json
        // An object that a patch does not fit is refused without a word about it.
        if refusal.reason == "Invalid", body["details"] == nil { body["details"] = [:] }
        self.init(status: refusal.code, body)
        if let seconds = refusal.retryAfterSeconds { headers["Retry-After"] = String(seconds) }
    }
}
