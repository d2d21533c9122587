import Foundation

/// Functions of URLs and addresses.
enum CELNetwork {
    /// - Returns: nil where it is no such function, or not for these values.
    static func value(_ name: String, _ values: [CELValue]) throws(CELFault) -> CELValue? {
        guard values.count == 1, case .string(let text) = values[0] else { return nil }
        switch name {
        case "isURL": return .bool(WebAddress(text) != nil)
        case "isIP": return .bool(NetworkAddress(text) != nil)
        case "isCIDR": return .bool(NetworkRange(text) != nil)
        case "url":
            guard let url = WebAddress(text) else {
                throw .failed("URL parse error during conversion from string: parse \"\(text)\": invalid URI for request")
            }
            return .url(url)
        case "ip":
            guard let address = NetworkAddress(text) else { throw .failed("IP Address '\(text)' parse error during conversion from string") }
            return .ip(address)
        case "cidr":
            guard let range = NetworkRange(text) else { throw .failed("network address parse error during conversion from string: \(text)") }
            return .cidr(range)
        case "ip.isCanonical":
            guard let address = NetworkAddress(text) else { throw .failed("IP Address '\(text)' parse error during conversion from string") }
            return .bool(address.text == text)
        default: return CELFormats.value(name: name, text)
        }
    }

    static func value(_ name: String, of value: CELValue, _ rest: [CELValue]) -> CELValue? {
        switch value {
        case .url(let url) where rest.isEmpty: self.value(name, url)
        case .ip(let address) where rest.isEmpty: self.value(name, address)
        case .cidr(let range): self.value(name, range, rest)
        default: nil
        }
    }

    private static func value(_ name: String, _ url: WebAddress) -> CELValue? {
        switch name {
        case "getScheme": .string(url.scheme)
        case "getHost": .string(url.host)
        case "getHostname": .string(url.hostname)
        case "getPort": .string(url.port)
        case "getEscapedPath": .string(url.path)
        case "getQuery": query(url.query)
        default: nil
        }
    }

    /// Names with their values, unescaped.
    private static func query(_ text: String) -> CELValue {
        var names: [String] = [], values: [String: [CELValue]] = [:]
        for pair in text.split(separator: "&") where !pair.contains(";") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.replacing("+", with: " ").removingPercentEncoding
            }
            guard let name = halves[0], let value = halves.count == 2 ? halves[1] : "" else { continue }
            if values[name] == nil { names.append(name) }
            values[name, default: []].append(.string(value))
        }
        return .map(CELMap(names.map { ($0, .list(values[$0] ?? [])) }))
    }

    private static func value(_ name: String, _ address: NetworkAddress) -> CELValue? {
        switch name {
        case "family": .integer(address.family)
        case "isUnspecified": .bool(address.isUnspecified)
        case "isLoopback": .bool(address.isLoopback)
        case "isLinkLocalMulticast": .bool(address.isLinkLocalMulticast)
        case "isLinkLocalUnicast": .bool(address.isLinkLocalUnicast)
        case "isGlobalUnicast": .bool(address.isGlobalUnicast)
        default: nil
        }
    }

    private static func value(_ name: String, _ range: NetworkRange, _ rest: [CELValue]) -> CELValue? {
        switch (name, rest.first, rest.count) {
        case ("ip", nil, 0): .ip(range.address)
        case ("masked", nil, 0): .cidr(range.masked)
        case ("prefixLength", nil, 0): .integer(Int64(range.length))
        case ("containsIP", .ip(let address), 1): .bool(range.contains(address))
        case ("containsIP", .string(let text), 1): NetworkAddress(text).map { .bool(range.contains($0)) }
        case ("containsCIDR", .cidr(let other), 1): .bool(range.contains(other))
        case ("containsCIDR", .string(let text), 1): NetworkRange(text).map { .bool(range.contains($0)) }
        default: nil
        }
    }
}
