/// Hostnames of listeners and routes, and where they meet.
enum Hostname {
    /// The hostnames under which a listener serves a route (R13); empty: the route does not attach.
    static func intersection(listener: String?, route: [String]) -> [String] {
        guard let listener, listener != "*" else { return route.isEmpty ? ["*"] : route }
        guard !route.isEmpty else { return [listener] }
        if listener.hasPrefix("*.") {
            let suffix = String(listener.dropFirst())
            return route.filter { $0.hasSuffix(suffix) }
        }
        return route.contains { $0 == listener || covers($0, listener) } ? [listener] : []
    }

    /// Whether a pattern covers a hostname: it is equal, or a wildcard with its end.
    static func covers(_ pattern: String, _ host: String) -> Bool {
        pattern == host || (pattern.hasPrefix("*.") && host.hasSuffix(String(pattern.dropFirst())))
    }
}
