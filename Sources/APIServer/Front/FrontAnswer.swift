/// What is sent back for a request: a head, and a body that is there as a whole or comes piece by piece.
struct FrontAnswer: Sendable {
    enum Body: Sendable {
        /// No body, whatever length the headers tell of.
        case none
        case bytes([UInt8])
        /// Written as it comes. What is endless goes on for as long as the peer likes, and ends with it.
        case pieces(any AsyncSequence<[UInt8], Never> & Sendable, isEndless: Bool)
    }

    var status: Int
    var headers: [(name: String, value: String)]
    var body: Body
}

/// Answers requests, each of them whole.
protocol FrontHandler: Sendable {
    func answer(_ head: RequestHead, body: [UInt8]) async -> FrontAnswer
    /// What is said of a body over the limit, which nobody reads.
    var tooLarge: FrontAnswer { get }
}

extension FrontAnswer {
    /// The head as it goes over the wire, the empty line included.
    func headBytes(keepsAlive: Bool) -> [UInt8] {
        var fields = headers
        switch body {
        case .none: break
        case .bytes(let bytes): fields.append(("Content-Length", String(bytes.count)))
        case .pieces: fields.append(("Transfer-Encoding", "chunked"))
        }
        fields.append(("Connection", keepsAlive ? "keep-alive" : "close"))
        fields.sort { $0.name < $1.name }
        let lines = ["HTTP/1.1 \(status) \(Self.phrases[status] ?? "Status")"] + fields.map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private static let phrases: [Int: String] = [
        200: "OK", 201: "Created", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
        404: "Not Found", 405: "Method Not Allowed",
        406: "Not Acceptable", 409: "Conflict", 410: "Gone", 413: "Request Entity Too Large",
        415: "Unsupported Media Type", 422: "Unprocessable Entity", 500: "Internal Server Error",
        504: "Gateway Timeout",
    ]
}
