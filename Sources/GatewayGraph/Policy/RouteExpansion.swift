import Foundation
import KubeModel

/// One match of one rule in a virtual host, with the routes that delegate to it.
struct RouteEntry: Sendable {
    /// A route that delegates, and by which of its rules.
    struct Parent: Sendable {
        var route: RouteObject
        var rule: Int
    }

    var top: RouteObject
    var route: RouteObject
    /// Numbered anew where a delegation left rules or matches out.
    var rule: Int
    var match: Int
    /// The rule itself, as it is written.
    var spec: RouteRule
    var meets: RouteMatch
    /// The nearest first.
    var parents: [Parent] = []
    /// A rule that only hands over to others produces no route.
    var isDelegating = false
    /// Whether it is there once more, as kgateway brings children along again.
    var isRepeated = false
    /// Why the rule answers 500; nil where it does not.
    var failure: String?
}

/// The rules of a route as the entries of a virtual host, with what they delegate to (section 5 of the rules).
struct RouteExpansion {
    private let world: PolicyWorld

    init(_ world: PolicyWorld) { self.world = world }

    func entries(of route: RouteObject) -> [RouteEntry] { entries(of: route, rules: numbered(route.rules), top: route, parents: []) }

    /// A rule with the numbers that its name is made of, and the matches that are left of it.
    private struct Numbered {
        var spec: RouteRule
        var index: Int
        var matches: [RouteMatch]
    }

    private func numbered(_ rules: [RouteRule]) -> [Numbered] {
        rules.enumerated().map { Numbered(spec: $1, index: $0, matches: $1.matches) }
    }

    private func entries(of route: RouteObject, rules: [Numbered], top: RouteObject, parents: [RouteEntry.Parent]) -> [RouteEntry] {
        var found: [RouteEntry] = []
        for rule in rules {
            let delegations = rule.spec.backends.filter(Self.isDelegation)
            for (number, match) in rule.matches.enumerated() {
                var entry = RouteEntry(
                    top: top, route: route, rule: rule.index, match: number, spec: rule.spec, meets: match, parents: parents)
                guard !delegations.isEmpty else {
                    entry.failure = failure(of: rule.spec, route)
                    found.append(entry)
                    continue
                }
                let chain = [RouteEntry.Parent(route: route, rule: rule.index)] + parents
                var children: [RouteEntry] = [], isBroken = false
                var all: [RouteEntry] = []
                for delegation in delegations {
                    guard let own = self.children(of: delegation, route, match, top: top, chain: chain) else {
                        isBroken = true
                        continue
                    }
                    // Each reference brings those before it along once more.
                    children += own
                    all += children.enumerated().map { place, child in
                        var child = child
                        child.isRepeated = place < children.count - own.count
                        return child
                    }
                }
                entry.isDelegating = !isBroken
                if isBroken { entry.failure = "delegation" }
                found.append(entry)
                if !isBroken { found += all }
            }
        }
        return found
    }

    private static func isDelegation(_ backend: JSONValue) -> Bool {
        switch (backend["group"]?.string ?? "", backend["kind"]?.string ?? "Service") {
        case ("gateway.networking.k8s.io", "HTTPRoute"), ("delegation.kgateway.dev", "label"): true
        default: false
        }
    }

    /// The entries of the routes that a reference leads to; nil where it fails as a whole.
    private func children(
        of backend: JSONValue, _ parent: RouteObject, _ match: RouteMatch, top: RouteObject, chain: [RouteEntry.Parent]
    ) -> [RouteEntry]? {
        let found = routes(of: backend, parent)
        guard !found.isEmpty else { return nil }
        var entries: [RouteEntry] = [], isAnyValid = false
        for child in found {
            guard !chain.contains(where: { $0.route.head == child.head }) else { return nil }
            guard child.hostnames.isEmpty, accepts(child, parent) else { continue }
            isAnyValid = true
            entries += self.entries(of: child, rules: kept(child, parent: match), top: top, parents: chain)
        }
        return isAnyValid ? entries : nil
    }

    private func routes(of backend: JSONValue, _ parent: RouteObject) -> [RouteObject] {
        let name = backend["name"]?.string ?? "", namespace = backend["namespace"]?.string ?? parent.head.namespace
        if backend["kind"]?.string == "label" {
            return world.routes.filter { route in
                !route.isGRPC && route.head.labels["delegation.kgateway.dev/label"] == name
                    && (namespace == "all" || route.head.namespace == namespace)
            }
            .sorted { Self.isOlder($0.head, $1.head) }
        }
        guard name.isEmpty || name == "*" else { return world.route(namespace, name).map { [$0] } ?? [] }
        return world.routes.filter { !$0.isGRPC && $0.head.namespace == namespace && $0.head != parent.head }
            .sorted { Self.isOlder($0.head, $1.head) }
    }

    static func isOlder(_ left: ObjectHead, _ right: ObjectHead) -> Bool {
        (left.created ?? .distantPast, left.place) < (right.created ?? .distantPast, right.place)
    }

    /// R16a.
    private func accepts(_ child: RouteObject, _ parent: RouteObject) -> Bool {
        child.parents.isEmpty
            || child.parents.contains {
                $0.isExplicit && $0.group == "gateway.networking.k8s.io" && $0.kind == "HTTPRoute"
                    && $0.namespace == parent.head.namespace && $0.name == parent.head.name
            }
    }

    /// The rules of a child that are left under a match of its parent, numbered anew.
    private func kept(_ child: RouteObject, parent match: RouteMatch) -> [Numbered] {
        let inherits = ["true", "yes", "enabled"].contains(
            (child.head.annotations["delegation.kgateway.dev/inherit-parent-matcher"] ?? "").lowercased())
        var kept: [Numbered] = []
        for rule in child.rules {
            let matches: [RouteMatch]
            if inherits {
                matches = rule.hasMatches ? rule.matches.map { Self.joined($0, match) } : [match]
            } else {
                matches = rule.matches.filter { Self.isBelow($0, match) }
            }
            if !matches.isEmpty { kept.append(Numbered(spec: rule, index: kept.count, matches: matches)) }
        }
        return kept
    }

    /// R16c.
    private static func isBelow(_ child: RouteMatch, _ parent: RouteMatch) -> Bool {
        parent.pathType == .prefix && child.path.hasPrefix(parent.path)
            && parent.headers.allSatisfy { wanted in child.headers.contains(wanted) }
            && parent.queries.allSatisfy { wanted in child.queries.contains(wanted) }
            && (parent.method == nil || parent.method == child.method)
    }

    /// R16d.
    private static func joined(_ child: RouteMatch, _ parent: RouteMatch) -> RouteMatch {
        var joined = child
        let head = parent.path.hasSuffix("/") ? String(parent.path.dropLast()) : parent.path
        joined.path = child.path == "/" && head.isEmpty == false ? head : head + (child.path.hasPrefix("/") ? child.path : "/" + child.path)
        func join(_ own: [RouteMatch.Pair], _ theirs: [RouteMatch.Pair]) -> [RouteMatch.Pair] {
            (theirs + own.filter { mine in !theirs.contains { $0.name == mine.name } }).sorted { $0.name < $1.name }
        }
        joined.headers = join(child.headers, parent.headers)
        joined.queries = join(child.queries, parent.queries)
        joined.method = parent.method ?? child.method
        return joined
    }

    /// Why a rule that hands over to nobody answers 500 (R20, R40a).
    private func failure(of rule: RouteRule, _ route: RouteObject) -> String? {
        let isRedirect = rule.filters.contains { $0["type"]?.string == "RequestRedirect" }
        let responses = rule.extensions("DirectResponse")
        if rule.backends.isEmpty, !isRedirect, responses.isEmpty { return "no action specified" }
        for name in rule.extensions("TrafficPolicy") where world.policy(route.head.namespace, name) == nil {
            return "no TrafficPolicy \(route.head.namespace)/\(name)"
        }
        for name in responses where !world.directResponses.contains("\(route.head.namespace)/\(name)") {
            return "no DirectResponse \(route.head.namespace)/\(name)"
        }
        if !responses.isEmpty, !rule.backends.isEmpty || isRedirect { return "DirectResponse beside another action" }
        if !rule.backends.isEmpty, rule.backends.allSatisfy({ $0["weight"]?.integer == 0 }) { return "all weights are 0" }
        return nil
    }
}
