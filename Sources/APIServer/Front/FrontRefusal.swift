/// Why a request goes no further than its bytes. What has come after it cannot be trusted: the connection ends.
enum FrontRefusal: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case slow
    case longHead
    case longBody
    case unknownCoding
    case unknownVersion

    var status: Int {
        switch self {
        case .malformed: 400
        case .slow: 408
        case .longBody: 413
        case .longHead: 431
        case .unknownCoding: 501
        case .unknownVersion: 505
        }
    }

    var phrase: String {
        switch self {
        case .malformed: "Bad Request"
        case .slow: "Request Timeout"
        case .longBody: "Request Entity Too Large"
        case .longHead: "Request Header Fields Too Large"
        case .unknownCoding: "Not Implemented"
        case .unknownVersion: "HTTP Version Not Supported"
        }
    }

    /// What the peer is told, in one line.
    var description: String {
        switch self {
        case .malformed(let why): "400 Bad Request: \(why)"
        case .unknownCoding: "501 Not Implemented: unsupported transfer encoding"
        case .unknownVersion: "505 HTTP Version Not Supported: unsupported protocol version"
        case .slow, .longHead, .longBody: "\(status) \(phrase)"
        }
    }

    /// The whole answer.
    var bytes: [UInt8] {
        let head =
            "HTTP/1.1 \(status) \(phrase)\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
            + "Content-Length: \(description.utf8.count)\r\n\r\n"
        return Array((head + description).utf8)
    }
}
