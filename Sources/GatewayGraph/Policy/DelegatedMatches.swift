import KubeModel

/// Which matches of routes that others delegate to are met by none of those others (R16c): they are left out without a word.
struct DelegatedMatches: Sendable {
    /// What a match lacks to be below that of its parent.
    enum Shortfall: Hashable, Sendable {
        case parentIsNoPrefix, path
        case header(String), query(String), method(String)
    }

    private struct Place: Hashable {
        var route: String
        var rule: Int
        var match: Int
    }

    private var kept: Set<Place> = []
    private var outside: [Place: Finding] = [:]

    /// Takes down what became of a match under one match of a rule that delegates to it.
    mutating func note(
        _ child: RouteObject, rule: Int, match: Int, _ shortfall: Shortfall?, _ parent: RouteEntry.Parent, _ above: RouteMatch
    ) {
        let place = Place(route: child.head.identity, rule: rule, match: match)
        guard let shortfall else {
            kept.insert(place)
            return
        }
        guard !kept.contains(place), outside[place] == nil else { return }
        outside[place] = finding(child, rule, match, shortfall, parent, above)
    }

    var findings: [Finding] { outside.filter { !kept.contains($0.key) }.map(\.value) }

    private func finding(
        _ child: RouteObject, _ rule: Int, _ match: Int, _ shortfall: Shortfall, _ parent: RouteEntry.Parent, _ above: RouteMatch
    ) -> Finding {
        let spec = child.rules[rule], own = spec.matches[match], parentPlace = parent.route.head.place
        let place = "spec.rules[\(rule)]" + (spec.hasMatches ? ".matches[\(match)]" : "")
        func found(_ member: String, _ message: String, _ cure: String) -> Finding {
            let isWritten = member.split(separator: ".").reduce(Optional(spec.raw["matches"]?[match] ?? .null)) { $0?[String($1)] } != nil
            return Finding(.delegationBroken, .error, child.head.identity, isWritten ? "\(place).\(member)" : place, message, cure: cure)
        }
        switch shortfall {
        case .parentIsNoPrefix:
            let index = parent.route.rules[parent.place].matches.firstIndex(of: above) ?? 0
            return Finding(
                .delegationBroken, .error, parent.route.head.identity, "spec.rules[\(parent.place)].matches[\(index)].path.type",
                "only a PathPrefix can be delegated: \(above.path) is none, and HTTPRoute \(child.head.place) is left out", cure: "type: PathPrefix")
        case .path:
            let joined = above.path == "/" ? own.path : above.path + (own.path == "/" ? "" : own.path)
            return found(
                "path.value", "the path \(own.path) is not below \(above.path) of HTTPRoute \(parentPlace), which delegates to it: it is left out",
                "path:\n  type: \(own.pathType == .exact ? "Exact" : "PathPrefix")\n  value: \(joined)")
        case .header(let name):
            return found(
                "headers", "HTTPRoute \(parentPlace) delegates to it only with the header \(name), which the match does not repeat: it is left out",
                "headers:\n- name: \(name)\n  value: \(above.headers.first { $0.name == name }?.value ?? "")")
        case .query(let name):
            return found(
                "queryParams", "HTTPRoute \(parentPlace) delegates to it only with the parameter \(name), which the match does not repeat: it is left out",
                "queryParams:\n- name: \(name)\n  value: \(above.queries.first { $0.name == name }?.value ?? "")")
        case .method(let method):
            return found(
                "method", "HTTPRoute \(parentPlace) delegates to it only with the method \(method), which the match does not repeat: it is left out",
                "method: \(method)")
        }
    }
}
