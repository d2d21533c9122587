/// Request line and headers, read strictly: what two readers might understand differently is refused.
struct RequestHead: Equatable, Sendable {
    enum Framing: Equatable, Sendable {
        /// Bytes of the body, 0 where there is none.
        case length(Int)
        case chunked
    }

    var method: String
    var target: String
    /// Whether the connection may carry another request.
    var keepsAlive: Bool
    var expectsContinue = false
    var headers: [(name: String, value: String)]
    var framing: Framing

    static func == (one: RequestHead, other: RequestHead) -> Bool {
        one.method == other.method && one.target == other.target && one.keepsAlive == other.keepsAlive
            && one.framing == other.framing && one.headers.elementsEqual(other.headers, by: ==)
    }

    /// - Parameter bytes: Everything up to the empty line, without it. Cost: linear.
    /// - Throws: ``FrontRefusal`` 400, 501 or 505.
    init(_ bytes: ArraySlice<UInt8>) throws(FrontRefusal) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        let first = Self.shortened(lines.popFirst() ?? [])
        let parts = first.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isToken(parts[0]), !parts[1].isEmpty,
            parts[1].allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { throw .malformed("malformed request line") }
        method = String(decoding: parts[0], as: UTF8.self)
        target = String(decoding: parts[1], as: UTF8.self)
        let version = String(decoding: parts[2], as: UTF8.self)
        guard version.hasPrefix("HTTP/") else { throw .malformed("malformed HTTP version") }
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { throw .unknownVersion }
        guard target.utf8.first == UInt8(ascii: "/") || target.hasPrefix("http://") || target == "*" else {
            throw .malformed("invalid request target")
        }
        guard Self.hasSoundEscapes(parts[1]) else { throw .malformed("invalid URL escape") }
        headers = []
        for line in lines { headers.append(try Self.header(Self.shortened(line))) }
        let connection = headers.filter { $0.name == "connection" }.map { $0.value.lowercased() }
            .joined(separator: ",")
        keepsAlive = version == "HTTP/1.1" ? !connection.contains("close") : connection.contains("keep-alive")
        expectsContinue = headers.contains { $0.name == "expect" && $0.value.lowercased() == "100-continue" }
        framing = try Self.framing(headers)
    }

    /// Every value of a header.
    ///
    /// - Parameter name: In small letters.
    func values(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }

    private static func header(_ line: ArraySlice<UInt8>) throws(FrontRefusal) -> (name: String, value: String) {
        // A line that begins with a blank, once a continuation of the one before, has no name.
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), isToken(line[..<colon]) else {
            throw .malformed("malformed header line")
        }
        let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw .malformed("invalid header value")
        }
        return (String(decoding: line[..<colon], as: UTF8.self).lowercased(), String(decoding: value, as: UTF8.self))
    }

    private static func framing(_ headers: [(name: String, value: String)]) throws(FrontRefusal) -> Framing {
        let codings = headers.filter { $0.name == "transfer-encoding" }.map { $0.value.lowercased() }
        let lengths = Set(headers.filter { $0.name == "content-length" }.map(\.value))
        if !codings.isEmpty {
            guard codings == ["chunked"] else { throw .unknownCoding }
            // Two readers would find two ends of the body.
            guard lengths.isEmpty else { throw .malformed("both Transfer-Encoding and Content-Length") }
            return .chunked
        }
        guard let text = lengths.first else { return .length(0) }
        guard lengths.count == 1 else { throw .malformed("more than one Content-Length") }
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text) else {
            throw .malformed("bad Content-Length")
        }
        return .length(length)
    }

    /// Without the blanks at the end, the carriage return among them.
    private static func shortened(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last == 0x0D || last == 0x20 || last == 0x09 { line.removeLast() }
        return line
    }

    private static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty
            && bytes.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }

    /// Whether every `%` of the path is followed by two hexadecimal digits. The query is read more leniently.
    private static func hasSoundEscapes(_ target: ArraySlice<UInt8>) -> Bool {
        let path = target.prefix { $0 != UInt8(ascii: "?") }
        var index = path.startIndex
        while index < path.endIndex {
            if path[index] == UInt8(ascii: "%") {
                guard index + 2 < path.endIndex, isHex(path[index + 1]), isHex(path[index + 2]) else { return false }
                index += 2
            }
            index += 1
        }
        return true
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
