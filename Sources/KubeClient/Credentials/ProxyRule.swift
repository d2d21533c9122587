import Foundation

/// Which proxy a request goes through, by the rules of kubectl, which are Go's.
enum ProxyRule {
    /// - Parameters:
    ///   - named: `proxy-url` of the cluster; it wins, and is used for every host.
    ///   - environment: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case.
    /// - Returns: A URL, perhaps with a password; nil goes straight.
    static func proxy(for server: URL, named: String?, environment: [String: String]) -> String? {
        if let named { return remoteNames(named) }
        func variable(_ name: String) -> String? {
            let value = environment[name] ?? environment[name.lowercased()]
            return value.flatMap { $0.isEmpty ? nil : $0 }
        }
        let isSecure = server.scheme?.lowercased() == "https"
        guard let proxy = variable(isSecure ? "HTTPS_PROXY" : "HTTP_PROXY"), let host = server.host,
            !isLoopback(host)
        else { return nil }
        let port = server.port ?? (isSecure ? 443 : 80)
        let exceptions = (variable("NO_PROXY") ?? "").split(separator: ",")
        if exceptions.contains(where: { covers($0.trimmingCharacters(in: .whitespaces), host: host, port: port) }) {
            return nil
        }
        return remoteNames(proxy.contains("://") ? proxy : "http://\(proxy)")
    }

    static func isLoopback(_ host: String) -> Bool {
        let name = bare(host)
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
        guard let address = IPAddress(name) else { return false }
        return address.bytes.count == 4 ? address.bytes[0] == 127 : address == IPAddress("::1")
    }

    /// One entry of `NO_PROXY`: `*`, an address, a network, a domain (with those below it), each perhaps with a port.
    static func covers(_ entry: String, host: String, port: Int) -> Bool {
        guard !entry.isEmpty else { return false }
        if entry == "*" { return true }
        let host = bare(host).lowercased()
        var pattern = entry.lowercased()
        if let slash = pattern.firstIndex(of: "/"), let bits = Int(pattern[pattern.index(after: slash)...]) {
            guard let network = IPAddress(String(pattern[..<slash])), let address = IPAddress(host) else {
                return false
            }
            return network.isNetwork(of: address, bits: bits)
        }
        if IPAddress(bare(pattern)) == nil, let colon = pattern.lastIndex(of: ":"),
            let wanted = Int(pattern[pattern.index(after: colon)...])
        {
            guard wanted == port else { return false }
            pattern = String(pattern[..<colon])
        }
        pattern = bare(pattern)
        if let address = IPAddress(pattern) { return address == IPAddress(host) }
        if pattern.hasPrefix("*.") { pattern.removeFirst() }
        if pattern.hasPrefix(".") { return host.hasSuffix(pattern) }
        return host == pattern || host.hasSuffix(".\(pattern)")
    }

    /// Go lets a SOCKS proxy find the address of a name; libcurl does so only under another scheme.
    private static func remoteNames(_ proxy: String) -> String {
        proxy.hasPrefix("socks5://") ? "socks5h://" + proxy.dropFirst("socks5://".count) : proxy
    }

    private static func bare(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}

/// The bytes of a literal address: 4 or 16.
struct IPAddress: Equatable {
    let bytes: [UInt8]

    /// nil for anything but a literal address.
    init?(_ text: String) {
        var four = in_addr(), six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    /// Whether the first `bits` are the same.
    func isNetwork(of other: IPAddress, bits: Int) -> Bool {
        guard bytes.count == other.bytes.count, bits >= 0, bits <= bytes.count * 8 else { return false }
        for index in 0..<bytes.count {
            let rest = max(0, min(8, bits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
            if bytes[index] & mask != other.bytes[index] & mask { return false }
        }
        return true
    }
}
