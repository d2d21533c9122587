import KubeModel

/// What goes wrong with one answer.
public enum Fault: Hashable, Sendable {
    case none
    /// The connection ends after so many bytes of the answer, its head included; by RST or by FIN.
    case cut(after: Int, byReset: Bool)
    /// Nothing more comes after so many bytes, and the connection stays.
    case stall(after: Int)
    /// The first byte comes late.
    case delay(milliseconds: Int32)
    /// A run of bytes at this place of the answer is turned into what is no JSON.
    case corrupt(at: Int)
    /// An answer of the proxy's own; the server never sees the request.
    case answer(FaultAnswer)
}

/// A whole answer that no API server gave, or that one gave in trouble.
public struct FaultAnswer: Hashable, Sendable, CustomStringConvertible {
    public var status: Int
    public var headers: [String]
    public var body: String

    public init(_ status: Int, _ headers: [String] = [], body: String) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A refusal as API servers word it.
    public static func refusal(_ code: Int, _ reason: String, retryAfter: String? = nil, cause: String? = nil) -> Self {
        var status = APIStatus(code: code, reason: reason, message: "the proxy says so")
        if let cause { status.causes = [.init(reason: cause, message: "", field: "")] }
        return FaultAnswer(
            code, ["Content-Type: application/json"] + (retryAfter.map { ["Retry-After: \($0)"] } ?? []),
            body: JSONWriter.text(status.json))
    }

    /// A watch that ends with a refusal in its first frame.
    public static func errorFrame(_ code: Int, _ reason: String) -> Self {
        let status = APIStatus(code: code, reason: reason, message: "the proxy says so")
        let frame: JSONValue = ["type": "ERROR", "object": status.json]
        return FaultAnswer(200, ["Content-Type: application/json"], body: JSONWriter.text(frame) + "\n")
    }

    /// What a captive network answers to everything.
    public static func page(_ status: Int = 200) -> Self {
        FaultAnswer(
            status, ["Content-Type: text/html"], body: "<html>\n<body>Please log in: {\"user\": \"\"}</body>\n</html>\n"
        )
    }

    /// The way to a login page.
    public static let redirect = FaultAnswer(302, ["Location: http://127.0.0.1:1/login"], body: "moved")

    /// As it goes over the wire.
    var bytes: [UInt8] {
        let head = ["HTTP/1.1 \(status) Fault"] + headers + ["Content-Length: \(body.utf8.count)", "", body]
        return Array(head.joined(separator: "\r\n").utf8)
    }

    public var description: String {
        "\(status) \(headers.joined(separator: ", ")) \(body.prefix(24).debugDescription)"
    }
}

/// Which requests a fault comes to.
public struct FaultRule: Hashable, Sendable {
    /// Part of the request line, such as `GET /apis/x?watch=1`; empty means all.
    public var path: String
    /// Requests of the kind that are let through first.
    public var skipping: Int
    /// How many it comes to after them.
    public var times: Int
    public var fault: Fault

    /// A fault that comes to every request.
    public init(_ fault: Fault) { self.init("", fault) }

    public init(_ path: String, skipping: Int = 0, times: Int = .max, _ fault: Fault) {
        self.path = path
        self.skipping = skipping
        self.times = times
        self.fault = fault
    }

    /// Counts a request.
    ///
    /// - Returns: The fault, where it comes to this one.
    mutating func take(_ line: String) -> Fault? {
        guard times > 0, path.isEmpty || line.contains(path) else { return nil }
        if skipping > 0 {
            skipping -= 1
            return nil
        }
        times -= 1
        return fault
    }
}
