import KubeModel

/// Paths that Envoy's configuration must not have (R40a).
enum RoutePathCheck {
    private static let forbidden = ["//", "/./", "/../", "%2f", "%2F", "#"]
    /// By byte.
    private static let isTaken: [Bool] = {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:@._~!$&'()*+,=;-".utf8)
        return (0...UInt8.max).map { letters.contains($0) }
    }()

    /// What is wrong with a path; nil for one that is taken.
    static func problem(in path: String) -> String? {
        let bytes = Array(path.utf8)
        var place = 0, isOdd = false
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count, isHex(bytes[place + 1]), isHex(bytes[place + 2]) {
                place += 3
                isOdd = true
            } else if isTaken[Int(bytes[place])] {
                let next = place + 1 < bytes.count ? bytes[place + 1] : 0
                if bytes[place] == UInt8(ascii: "/"), next == UInt8(ascii: "/") || next == UInt8(ascii: ".") { isOdd = true }
                place += 1
            } else if bytes[place] == UInt8(ascii: "#") {
                return "contains #"
            } else {
                return "has characters that a path must not have"
            }
        }
        // Every sequence below begins like that; there are many paths, and few such.
        guard isOdd else { return nil }
        if let sequence = forbidden.first(where: path.contains) { return "contains \(sequence)" }
        if let end = ["/..", "/."].first(where: path.hasSuffix) { return "ends in \(end)" }
        return nil
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }

    /// The first path of a rule that is not taken: of one of its matches, of a redirect or of a rewrite.
    ///
    /// - Returns: Where it stands below the rule, and what is wrong with it.
    static func problem(in rule: RouteRule, _ match: RouteMatch) -> (path: String, problem: String)? {
        if match.pathType != .regularExpression, let problem = problem(in: match.path) {
            let index = rule.matches.firstIndex(of: match).map { "matches[\($0)].path.value" } ?? "matches"
            return (index, "the path \(match.path) \(problem)")
        }
        for (index, filter) in rule.filters.enumerated() {
            for (member, fields) in [
                ("requestRedirect", [["path", "replaceFullPath"], ["path", "replacePrefixMatch"], ["hostname"]]),
                ("urlRewrite", [["path", "replacePrefixMatch"]]),
            ] {
                for field in fields {
                    guard let text = filter[member]?[path: field]?.string, let problem = problem(in: text) else { continue }
                    return ("filters[\(index)].\(member).\(field.joined(separator: "."))", "the path \(text) \(problem)")
                }
            }
        }
        return nil
    }
}
