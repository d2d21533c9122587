import KubeModel

/// A request as the API sees it, free of the transport.
struct APIRequest: Sendable {
    var method: String
    /// Percent-decoded, without empty ones at the end.
    var path: [String]
    /// Of a parameter given twice the first counts.
    var query: [String: String] = [:]
    /// Empty when there was none.
    var accept = ""
    var contentType = ""
    var authorization = ""
    var userAgent = ""
    /// Whom a caller wants to be, and in which groups; empty for nobody else.
    var impersonatedUser = ""
    var impersonatedGroups: [String] = []
    /// The version of a document that the caller has already.
    var ifNoneMatch = ""
    var body: [UInt8] = []

    /// Reads a raw request target: `/apis/x/y?watch=1`.
    static func split(path: String, query: String) -> (path: [String], query: [String: String]) {
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            decode($0, plus: false)
        }
        while segments.last == "" { segments.removeLast() }
        var parameters: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = decode(parts[0], plus: true)
            if parameters[name] == nil { parameters[name] = parts.count > 1 ? decode(parts[1], plus: true) : "" }
        }
        return (Array(segments), parameters)
    }

    private static func decode(_ text: Substring, plus: Bool) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) || (plus && text.utf8.contains(UInt8(ascii: "+"))) else {
            return String(text)
        }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                out.append(value)
                index += 3
            } else {
                out.append(plus && bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// A switch as Kubernetes reads it: there, and neither `false` nor `0`.
    func flag(_ name: String) -> Bool {
        guard let text = query[name] else { return false }
        return text.lowercased() != "false" && text != "0"
    }

    /// A whole number; nil when absent.
    ///
    /// - Throws: 400 for anything else, nothing at all included.
    func number(_ name: String) throws(APIStatus) -> Int? {
        guard let text = query[name] else { return nil }
        guard let number = Int(text) else {
            throw .badRequest("strconv.ParseInt: parsing \(APIStatus.quote(text)): \(APIStatus.numberProblem(text))")
        }
        return number
    }

    /// A parameter that is there and not empty.
    func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
}
