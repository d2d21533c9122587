/// Matches in the order in which they are tried, looked through for one that leaves nothing to a later one.
///
/// Cost: a look-up for each ancestor of a path and each choice among the headers and parameters of a match, however many matches there are.
struct MatchCover {
    private struct Key: Hashable {
        var type: RouteMatch.PathType
        var path: String
        var method: String?
        var headers: Set<RouteMatch.Pair>
        var queries: Set<RouteMatch.Pair>
    }

    private let rules: GatewayRules
    private var first: [Key: Int] = [:]
    /// Regular expressions that take every path.
    private static let anything = [".*", "/.*"]
    private static let mostChosen = 4

    init(_ rules: GatewayRules) { self.rules = rules }

    mutating func add(_ match: RouteMatch, _ step: Int) {
        let key = Key(
            type: match.pathType, path: match.pathType == .prefix ? prefix(match.path) : match.path, method: match.method,
            headers: Self.headers(match), queries: Set(match.queries))
        if first[key] == nil { first[key] = step }
    }

    /// The earliest one that takes every request that this one would take.
    func cover(of match: RouteMatch) -> Int? {
        let paths = paths(covering: match), headers = Self.choices(Self.headers(match)), queries = Self.choices(Set(match.queries))
        var best: Int?
        for (type, path) in paths {
            for method in match.method == nil ? [nil] : [nil, match.method] {
                for header in headers {
                    for query in queries {
                        guard let found = first[Key(type: type, path: path, method: method, headers: header, queries: query)] else { continue }
                        best = min(best ?? found, found)
                    }
                }
            }
        }
        return best
    }

    private func paths(covering match: RouteMatch) -> [(RouteMatch.PathType, String)] {
        var found: [(RouteMatch.PathType, String)] = Self.anything.map { (.regularExpression, $0) }
        guard match.pathType != .regularExpression else { return found + [(.regularExpression, match.path)] + [(.prefix, "/")] }
        if match.pathType == .exact { found.append((.exact, match.path)) }
        let own = match.pathType == .prefix ? prefix(match.path) : match.path
        var prefixes: Set<String> = ["/", own]
        for place in own.indices where own[place] == "/" {
            // One that ends in a slash is plain text.
            prefixes.insert(String(own[...place]))
            if place > own.startIndex { prefixes.insert(String(own[..<place])) }
        }
        return found + prefixes.map { (.prefix, $0) }
    }

    private func prefix(_ path: String) -> String {
        guard rules.dropsSlashOfPrefix, path.utf8.count > 1, path.hasSuffix("/") else { return path }
        return String(path.dropLast())
    }

    /// Their names are the same in any case.
    private static func headers(_ match: RouteMatch) -> Set<RouteMatch.Pair> {
        Set(match.headers.map { RouteMatch.Pair(name: $0.name.lowercased(), type: $0.type, value: $0.value) })
    }

    /// Every part of a set; of a large one only itself, nothing, and those that lack or have one.
    private static func choices(_ all: Set<RouteMatch.Pair>) -> [Set<RouteMatch.Pair>] {
        guard all.count <= mostChosen else { return [[], all] + all.map { [$0] } + all.map { all.subtracting([$0]) } }
        return all.reduce(into: [[]]) { chosen, pair in chosen += chosen.map { $0.union([pair]) } }
    }
}
