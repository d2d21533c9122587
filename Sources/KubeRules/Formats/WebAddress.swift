/// A URL taken apart: absolute, or a path from the root.
struct WebAddress: Equatable, Sendable {
    var text: String
    var scheme = ""
    /// With the port.
    var host = ""
    var path = ""
    var query = ""

    /// - Returns: nil for what is none.
    init?(_ text: String) {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else { return nil }
        self.text = text
        var rest = Substring(text)
        if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/"), !rest[..<colon].contains("?") {
            let scheme = rest[..<colon]
            guard let first = scheme.first, first.isASCII, first.isLetter,
                scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
            else { return nil }
            self.scheme = scheme.lowercased()
            rest = rest[rest.index(after: colon)...]
        }
        if scheme.isEmpty, !rest.hasPrefix("/") { return nil }
        if let mark = rest.firstIndex(of: "?") {
            query = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if rest.hasPrefix("//"), !scheme.isEmpty {
            let authority = rest.dropFirst(2).prefix { $0 != "/" }
            rest = rest.dropFirst(2 + authority.count)
            let behind = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
            guard Self.isHost(behind) else { return nil }
            host = String(behind)
        }
        guard Self.isEscaped(rest) else { return nil }
        path = String(rest)
    }

    private static func isHost(_ host: Substring) -> Bool {
        var port = Substring()
        if host.hasPrefix("[") {
            guard let close = host.lastIndex(of: "]") else { return false }
            port = host[host.index(after: close)...]
            guard port.isEmpty || port.hasPrefix(":") else { return false }
            port = port.dropFirst()
        } else {
            if let colon = host.lastIndex(of: ":") { port = host[host.index(after: colon)...] }
            guard isEscaped(host), !host.contains(where: { "\\^`{}|<>\"".contains($0) }) else { return false }
            guard !host.dropLast(port.count).dropLast().contains(":") else { return false }
        }
        return port.allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// Whether every `%` stands before two digits.
    private static func isEscaped(_ text: Substring) -> Bool {
        var rest = text.utf8[...]
        while let mark = rest.firstIndex(of: UInt8(ascii: "%")) {
            let digits = rest[rest.index(after: mark)...].prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return false }
            rest = rest[digits.endIndex...]
        }
        return true
    }

    var port: String {
        guard let colon = host.lastIndex(of: ":"), !host[colon...].contains("]") else { return "" }
        return String(host[host.index(after: colon)...])
    }

    var hostname: String {
        let name = port.isEmpty ? host : String(host.dropLast(port.count + 1))
        return name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
    }
}
