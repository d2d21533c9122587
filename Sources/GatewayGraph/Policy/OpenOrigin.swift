import Foundation
import KubeModel

/// Rules about origins that let every page of the web ask with the credentials of its reader.
enum OpenOrigin {
    /// The origin that stands for all, below the rule about origins; nil where there is none, or credentials are left out.
    ///
    /// Reads the form of the Gateway API (`"*"`) and that of the simplified contract (`{type: Regex, value: ".*"}`).
    static func path(in rule: JSONValue?) -> String? {
        guard let rule, rule["disable"] == nil, rule["allowCredentials"] == true || rule["allowCredentials"]?.string == "true" else { return nil }
        let origins = rule["allowOrigins"]?.array ?? []
        return origins.firstIndex(where: isOpen).map { "allowOrigins[\($0)]" }
    }

    private static func isOpen(_ origin: JSONValue) -> Bool {
        if let text = origin.string { return isOpen(text) }
        let value = origin["value"]?.string ?? ""
        switch origin["type"]?.string {
        case "Prefix": return ["", "*", "http", "http:", "http://", "https", "https:", "https://"].contains(value)
        case "Regex", "RegularExpression": return isOpen(pattern: value)
        default: return isOpen(value)
        }
    }

    private static func isOpen(_ text: String) -> Bool { ["*", "http://*", "https://*", "*://*"].contains(text) }

    private static func isOpen(pattern: String) -> Bool {
        var inner = pattern[...]
        if inner.hasPrefix("^") { inner = inner.dropFirst() }
        if inner.hasSuffix("$") { inner = inner.dropLast() }
        for scheme in ["https?://", "http(s)?://", "https://", "http://", "https?:\\/\\/"] where inner.hasPrefix(scheme) {
            inner = inner.dropFirst(scheme.count)
            break
        }
        return [".*", ".+", "(.*)", "(.+)"].contains(String(inner))
    }
}

/// Rules about who may pass that read what a token says.
enum TokenClaim {
    /// The first expression that does, below the rule; nil where there is none.
    static func path(in rule: JSONValue?) -> String? {
        let expressions = rule?[path: ["policy", "matchExpressions"]]?.array ?? []
        return expressions.firstIndex { $0.string.map(reads) ?? false }.map { "policy.matchExpressions[\($0)]" }
    }

    /// Envoy's filter leaves the token under its own name; a bare `jwt` is what other gateways call it.
    private static func reads(_ expression: String) -> Bool {
        if expression.contains("jwt_authn") { return true }
        var rest = expression[...]
        while let place = rest.range(of: "jwt") {
            let before = rest[..<place.lowerBound].last, after = rest[place.upperBound...].first
            if after == "." || after == "[", before.map({ !($0.isLetter || $0.isNumber || "_.'\"-".contains($0)) }) ?? true { return true }
            rest = rest[place.upperBound...]
        }
        return false
    }
}
