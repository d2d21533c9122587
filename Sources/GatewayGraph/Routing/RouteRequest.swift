/// One request as a client would send it.
public struct RouteRequest: Hashable, Sendable {
    public struct Header: Hashable, Sendable {
        public var name, value: String
    }

    /// What is wrong with the words of a request, as a sentence.
    public struct Problem: Error, Equatable, CustomStringConvertible {
        public var description: String
    }

    public var method: String
    public var isHTTPS: Bool
    /// In small letters; an address of version 6 keeps its brackets.
    public var host: String
    /// nil: none was written.
    public var port: Int?
    /// As Envoy looks at it: `//` is one slash, dots are resolved, the query is not part of it.
    public var path: String
    /// As they are written, undecoded, in their order.
    public var query: [Header]
    public var headers: [Header]
    public var url: String

    /// - Parameters:
    ///   - url: `https://shop.example.com/cart?x=1`; without a scheme it is http, without a path `/`.
    ///   - headers: `NAME:VALUE` or `NAME: VALUE` each; `Host` stands for the host of the URL.
    public init(_ method: String, _ url: String, headers: [String] = []) throws(Problem) {
        guard !method.isEmpty, method.utf8.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D }) else {
            throw Problem(description: "“\(method)” is no method of HTTP.")
        }
        self.method = method
        var rest = url[...]
        isHTTPS = false
        if let mark = rest.firstRange(of: "://") {
            switch rest[..<mark.lowerBound].lowercased() {
            case "http", "grpc": break
            case "https", "grpcs": isHTTPS = true
            case let scheme: throw Problem(description: "“\(scheme)” is neither http nor https.")
            }
            rest = rest[mark.upperBound...]
        }
        var authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        rest = rest.dropFirst(authority.count).prefix { $0 != "#" }
        // Who asks is nobody's business, and is not told on.
        let user = authority.lastIndex(of: "@").map { authority[...$0] }
        self.url = user.map { url.replacing($0, with: "", maxReplacements: 1) } ?? url
        if let user { authority = authority.dropFirst(user.count) }
        let name: Substring, digits: Substring?
        if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
            name = authority[...close]
            digits = authority[close...].dropFirst().first == ":" ? authority[close...].dropFirst(2) : nil
        } else {
            let colon = authority.lastIndex(of: ":")
            name = colon.map { authority[..<$0] } ?? authority
            digits = colon.map { authority[$0...].dropFirst() }
        }
        guard !name.isEmpty else { throw Problem(description: "“\(self.url)” names no host; https://shop.example.com/cart does, for example.") }
        host = name.lowercased()
        port = nil
        if let digits, !digits.isEmpty {
            guard let number = Int(digits), (1...65_535).contains(number) else { throw Problem(description: "“\(digits)” is no port.") }
            port = number
        }
        let raw = rest.prefix { $0 != "?" }
        path = Self.normal(raw.isEmpty ? "/" : String(raw))
        query = rest.dropFirst(raw.count).dropFirst().split(separator: "&").map { pair in
            let name = pair.prefix { $0 != "=" }
            return Header(name: String(name), value: String(pair.dropFirst(name.count).dropFirst()))
        }
        self.headers = []
        for header in headers {
            guard let colon = header.firstIndex(of: ":"), colon > header.startIndex else {
                throw Problem(description: "“\(header)” is no header: NAME:VALUE.")
            }
            var value = header[header.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            while value.last == " " || value.last == "\t" { value.removeLast() }
            self.headers.append(Header(name: header[..<colon].lowercased(), value: String(value)))
        }
    }

    /// The host by which a virtual host is found.
    var authority: String {
        guard let own = headers.first(where: { $0.name == "host" || $0.name == ":authority" })?.value.lowercased() else { return host }
        return String(own.prefix { $0 != ":" })
    }

    /// The values of a header, joined as Envoy does; nil where it is not there.
    func header(_ name: String) -> String? {
        let values = headers.filter { $0.name == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ",")
    }

    /// The same, where the host is a header, too.
    func value(of name: String) -> String? { header(name) ?? (name.lowercased() == "host" ? authority : nil) }

    private static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        let pieces = path.replacing("\\", with: "/").split(separator: "/", omittingEmptySubsequences: true)
        for piece in pieces {
            switch piece {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(piece)
            }
        }
        let endsOpen = path.hasSuffix("/") || pieces.last == "." || pieces.last == ".."
        return "/" + parts.joined(separator: "/") + (endsOpen && !parts.isEmpty ? "/" : "")
    }
}
