/// Hostnames of listeners and routes, and where they meet.
enum Hostname {
    /// The hostnames under which a listener serves a route (R13); empty: the route does not attach.
    ///
    /// - Parameter inPairs: Whether each hostname of the route is met with that of the listener by itself, as newer versions do.
    static func intersection(listener: String?, route: [String], inPairs: Bool = false) -> [String] {
        guard let listener, listener != "*", !listener.isEmpty else { return route.isEmpty ? ["*"] : route }
        guard !route.isEmpty else { return [listener] }
        if inPairs {
            var seen: Set<String> = []
            return route.compactMap { narrower($0, listener) }.filter { seen.insert($0).inserted }
        }
        if listener.hasPrefix("*.") {
            let suffix = String(listener.dropFirst())
            return route.filter { $0.hasSuffix(suffix) }
        }
        return route.contains { $0 == listener || covers($0, listener) } ? [listener] : []
    }

    /// What both of two patterns take; nil where there is nothing.
    private static func narrower(_ left: String, _ right: String) -> String? {
        if left == "*" { return right }
        if covers(right, left) { return left }
        return covers(left, right) ? right : nil
    }

    /// Whether a pattern covers a hostname: it is equal, or a wildcard with its end.
    static func covers(_ pattern: String, _ host: String) -> Bool {
        pattern == host || pattern == "*" || (pattern.hasPrefix("*.") && host.hasSuffix(String(pattern.dropFirst())))
    }
}
