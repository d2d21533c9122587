import KubeRules

extension RouteMatch {
    /// What a request lacks to be met; nil where it is met (R17a).
    func shortfall(of request: RouteRequest, _ rules: GatewayRules) -> String? {
        if pathType == .regularExpression, (try? RegularExpression(path)) == nil {
            return "the regular expression \(path) is not understood here, so whether it takes \(request.path) is not known"
        }
        if !takes(path: request.path, rules) { return "the path \(request.path) is not \(pathWords)" }
        if let method, method != request.method { return "the method is \(request.method), and not \(method)" }
        for wanted in headers {
            guard let value = request.value(of: wanted.name) else { return "the header \(wanted.name) is missing" }
            guard wanted.takes(value) else { return "the header \(wanted.name) is \(value), and not \(wanted.words)" }
        }
        for wanted in queries {
            guard let value = request.query.first(where: { $0.name == wanted.name })?.value else { return "the parameter \(wanted.name) is missing" }
            guard wanted.takes(value) else { return "the parameter \(wanted.name) is \(value), and not \(wanted.words)" }
        }
        return nil
    }

    /// Whether it would be met by another method, other headers or other parameters.
    func takes(path other: String, _ rules: GatewayRules) -> Bool {
        switch pathType {
        case .exact: return other == path
        case .regularExpression:
            // One that is not understood is told of, as it might.
            guard let pattern = try? RegularExpression(path) else { return true }
            return pattern.matches(other)
        case .prefix:
            var prefix = path
            if rules.dropsSlashOfPrefix, prefix.utf8.count > 1, prefix.hasSuffix("/") { prefix.removeLast() }
            // One that ends in a slash is plain text; every other takes whole segments.
            guard !prefix.hasSuffix("/") else { return other.hasPrefix(prefix) }
            return other == prefix || other.hasPrefix(prefix + "/")
        }
    }

    private var pathWords: String {
        switch pathType {
        case .exact: path
        case .regularExpression: "like \(path)"
        case .prefix: "below \(path)"
        }
    }
}

extension RouteMatch.Pair {
    /// One without a value asks only that it is there.
    fileprivate func takes(_ other: String) -> Bool {
        guard !value.isEmpty else { return true }
        return type == "RegularExpression" ? (try? RegularExpression(value))?.matches(other) ?? false : other == value
    }

    fileprivate var words: String { type == "RegularExpression" ? "like \(value)" : value }
}
