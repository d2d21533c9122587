import Foundation
import KubeModel

/// One match of one rule in a virtual host, with the routes that delegate to it.
struct RouteEntry: Sendable {
    /// A route that delegates, and by which of its rules.
    struct Parent: Sendable {
        var route: RouteObject
        var rule: Int
        /// The place of the rule as it is written.
        var place: Int
    }

    var top: RouteObject
    var route: RouteObject
    /// Numbered anew where a delegation left rules or matches out.
    var rule: Int
    var match: Int
    /// The place of the rule as it is written.
    var place: Int
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
    var failure: RouteFailure?
}

/// Why a rule answers 500.
struct RouteFailure: Hashable, Sendable {
    var code: FindingCode
    var sentence: String
    /// The object to be changed, and the field in it.
    var object: String
    var path: String
    /// The invalid policy, where one is why.
    var policy: Int?
    /// Whether the rule is left out, and does not answer at all.
    var isDropped = false
    /// Whether it follows from what is said of another object already, or is not known.
    var isTold = false
}

/// The rules of a route as the entries of a virtual host, with what they delegate to (section 5 of the rules).
struct RouteExpansion {
    private let world: PolicyWorld
    /// Why routes do not take part, by route and why.
    private var refusals: [Finding] = []
    private var delegated = DelegatedMatches()

    init(_ world: PolicyWorld) { self.world = world }

    /// What keeps routes from taking part in a delegation, though the rule as a whole works.
    var findings: [Finding] { refusals + delegated.findings }

    mutating func entries(of route: RouteObject) -> [RouteEntry] { entries(of: route, rules: numbered(route.rules), top: route, parents: []) }

    /// A rule with the numbers that its name is made of, and the matches that are left of it.
    private struct Numbered {
        var spec: RouteRule
        var index: Int
        var place: Int
        var matches: [RouteMatch]
    }

    private func numbered(_ rules: [RouteRule]) -> [Numbered] {
        rules.enumerated().map { Numbered(spec: $1, index: $0, place: $0, matches: $1.matches) }
    }

    private mutating func entries(of route: RouteObject, rules: [Numbered], top: RouteObject, parents: [RouteEntry.Parent]) -> [RouteEntry] {
        var found: [RouteEntry] = []
        for rule in rules {
            let delegations = rule.spec.backends.enumerated().filter { Self.isDelegation($1) }
            for (number, match) in rule.matches.enumerated() {
                var entry = RouteEntry(
                    top: top, route: route, rule: rule.index, match: number, place: rule.place, spec: rule.spec, meets: match, parents: parents)
                guard !delegations.isEmpty else {
                    entry.failure = RuleCheck(world).failure(of: rule.spec, at: rule.place, match, route)
                    found.append(entry)
                    continue
                }
                let chain = [RouteEntry.Parent(route: route, rule: rule.index, place: rule.place)] + parents
                var children: [RouteEntry] = []
                var all: [RouteEntry] = []
                for (index, delegation) in delegations {
                    switch self.children(of: delegation, route, match, top: top, chain: chain) {
                    case .failure(let reason):
                        let path = "spec.rules[\(rule.place)].backendRefs[\(index)].name"
                        entry.failure = RouteFailure(
                            code: .delegationBroken, sentence: reason.sentence, object: route.head.identity, path: path, isTold: reason.isTold)
                    case .success(let own):
                        // Each reference brings those before it along once more.
                        children += own
                        all += children.enumerated().map { place, child in
                            var child = child
                            child.isRepeated = place < children.count - own.count
                            return child
                        }
                    }
                }
                entry.isDelegating = entry.failure == nil
                found.append(entry)
                if entry.isDelegating { found += all }
            }
        }
        return found
    }

    static func isDelegation(_ backend: JSONValue) -> Bool {
        switch (backend["group"]?.string ?? "", backend["kind"]?.string ?? "Service") {
        case ("gateway.networking.k8s.io", "HTTPRoute"), ("delegation.kgateway.dev", "label"): true
        default: false
        }
    }

    private struct Broken: Error {
        var sentence: String
        /// Whether another object is told of it.
        var isTold = false
    }

    /// The entries of the routes that a reference leads to.
    private mutating func children(
        of backend: JSONValue, _ parent: RouteObject, _ match: RouteMatch, top: RouteObject, chain: [RouteEntry.Parent]
    ) -> Result<[RouteEntry], Broken> {
        let found = routes(of: backend, parent)
        guard !found.isEmpty else {
            return .failure(Broken(sentence: missing(backend, parent), isTold: world.unread.contains("HTTPRoute")))
        }
        let name = backend["name"]?.string ?? "", isNamed = backend["kind"]?.string != "label" && !name.isEmpty && name != "*"
        var entries: [RouteEntry] = [], isAnyValid = false, refused: [Refusal] = []
        for child in found {
            if chain.contains(where: { $0.route.head.place == child.head.place }) {
                return .failure(Broken(sentence: "HTTPRoute \(child.head.place) leads back to itself"))
            }
            if let reason = refusal(of: child, parent, isNamed: isNamed) {
                refused.append(reason)
                continue
            }
            isAnyValid = true
            entries += self.entries(of: child, rules: kept(child, parent: match, chain[0]), top: top, parents: chain)
        }
        guard isAnyValid else {
            let reasons = refused.map(\.sentence).joined(separator: "; ")
            return .failure(Broken(sentence: "no route below it takes part: \(reasons)", isTold: refused.contains(where: \.isTold)))
        }
        return .success(entries)
    }

    private func missing(_ backend: JSONValue, _ parent: RouteObject) -> String {
        let name = backend["name"]?.string ?? "", namespace = backend["namespace"]?.string ?? parent.head.namespace
        if backend["kind"]?.string == "label" {
            let place = namespace == world.settings.wildcardNamespace ? "any namespace" : namespace
            return "no HTTPRoute in \(place) has the label delegation.kgateway.dev/label=\(name)"
        }
        if name.isEmpty || name == "*" { return "there is no other HTTPRoute in \(namespace)" }
        let place = "\(namespace)/\(name)"
        return "no HTTPRoute \(place)\(world.places(of: "HTTPRoute").hint(place))"
    }

    private func routes(of backend: JSONValue, _ parent: RouteObject) -> [RouteObject] {
        let name = backend["name"]?.string ?? "", namespace = backend["namespace"]?.string ?? parent.head.namespace
        if backend["kind"]?.string == "label" {
            return world.routes.filter { route in
                !route.isGRPC && route.head.labels["delegation.kgateway.dev/label"] == name
                    && (namespace == world.settings.wildcardNamespace || route.head.namespace == namespace)
            }
            .sorted { Self.isOlder($0.head, $1.head) }
        }
        guard name.isEmpty || name == "*" else { return world.route(namespace, name).map { [$0] } ?? [] }
        return world.routes.filter { !$0.isGRPC && $0.head.namespace == namespace && $0.head.place != parent.head.place }
            .sorted { Self.isOlder($0.head, $1.head) }
    }

    static func isOlder(_ left: ObjectHead, _ right: ObjectHead) -> Bool {
        (left.created ?? .distantPast, left.place) < (right.created ?? .distantPast, right.place)
    }

    private struct Refusal {
        var sentence: String
        /// Whether the route that does not take part is told of it.
        var isTold: Bool
    }

    /// Why a route does not take part in the delegation of another (R16a, R16b); nil where it does.
    ///
    /// - Parameter isNamed: Whether the parent names it. Of those that are selected by a label or by their namespace some are meant for others.
    private mutating func refusal(of child: RouteObject, _ parent: RouteObject, isNamed: Bool) -> Refusal? {
        let reason: String, path: String, cure: String
        if !accepts(child, parent) {
            reason = "none of its parentRefs names HTTPRoute \(parent.head.place) with its group and kind"
            guard isNamed else { return Refusal(sentence: "\(child.head.place): \(reason)", isTold: false) }
            let index = child.parents.firstIndex { $0.kind == "HTTPRoute" }
            path = "spec.parentRefs" + (index.map { "[\($0)].\(child.parents[$0].name == parent.head.name ? "namespace" : "name")" } ?? "")
            cure = """
                parentRefs:
                - group: gateway.networking.k8s.io
                  kind: HTTPRoute
                  name: \(parent.head.name)
                  namespace: \(parent.head.namespace)
                """
        } else if !child.hostnames.isEmpty {
            reason = "a route that others delegate to must not have hostnames"
            (path, cure) = ("spec.hostnames", "Remove spec.hostnames: those of HTTPRoute \(parent.head.place) count.")
        } else {
            return nil
        }
        let finding = Finding(
            .delegationBroken, .error, child.head.identity, path, "\(reason): \(parent.head.place) delegates to it in vain", cure: cure)
        if !refusals.contains(finding) { refusals.append(finding) }
        return Refusal(sentence: "\(child.head.place): \(reason)", isTold: true)
    }

    private func accepts(_ child: RouteObject, _ parent: RouteObject) -> Bool {
        child.parents.isEmpty
            || child.parents.contains {
                $0.isExplicit && $0.group == "gateway.networking.k8s.io" && $0.kind == "HTTPRoute"
                    && $0.namespace == parent.head.namespace && $0.name == parent.head.name
            }
    }

    /// The rules of a child that are left under a match of its parent, numbered anew.
    private mutating func kept(_ child: RouteObject, parent match: RouteMatch, _ parent: RouteEntry.Parent) -> [Numbered] {
        let inherits = ["true", "yes", "enabled"].contains(
            (child.head.annotations["delegation.kgateway.dev/inherit-parent-matcher"] ?? "").lowercased())
        var kept: [Numbered] = []
        for (place, rule) in child.rules.enumerated() {
            let matches: [RouteMatch]
            if inherits {
                matches = rule.hasMatches ? rule.matches.map { $0.joined(below: match, world.settings.rules) } : [match]
            } else {
                matches = rule.matches.enumerated().filter { index, own in
                    let shortfall = own.shortfall(below: match)
                    delegated.note(child, rule: place, match: index, shortfall, parent, match)
                    return shortfall == nil
                }
                .map(\.element)
            }
            if !matches.isEmpty { kept.append(Numbered(spec: rule, index: kept.count, place: place, matches: matches)) }
        }
        return kept
    }
}

extension RouteMatch {
    /// What keeps a match from being below that of its parent (R16c); nil where it is.
    fileprivate func shortfall(below parent: RouteMatch) -> DelegatedMatches.Shortfall? {
        guard parent.pathType == .prefix else { return .parentIsNoPrefix }
        guard path.hasPrefix(parent.path) else { return .path }
        if let header = parent.headers.first(where: { !headers.contains($0) }) { return .header(header.name) }
        if let query = parent.queries.first(where: { !queries.contains($0) }) { return .query(query.name) }
        guard parent.method == nil || parent.method == method else { return .method(parent.method ?? "") }
        return nil
    }

    /// R16d.
    fileprivate func joined(below parent: RouteMatch, _ rules: GatewayRules) -> RouteMatch {
        var joined = self
        if parent.pathType == .regularExpression, rules.joinsPatterns {
            joined.pathType = .regularExpression
            joined.path = pattern(below: parent.path)
        } else {
            joined.path = Self.clean("\(parent.path)/\(path)")
        }
        func join(_ own: [Pair], _ theirs: [Pair]) -> [Pair] {
            (theirs + own.filter { mine in !theirs.contains { $0.name == mine.name } }).sorted { $0.name < $1.name }
        }
        joined.headers = join(headers, parent.headers)
        joined.queries = join(queries, parent.queries)
        joined.method = parent.method ?? method
        return joined
    }

    /// Without empty and dotted segments, and without a slash at the end.
    private static func clean(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    private func pattern(below parent: String) -> String {
        let isAnchored = parent.hasSuffix("$"), head = isAnchored ? String(parent.dropLast()) : parent
        let own: String
        switch pathType {
        case .exact: own = Self.quoted(path)
        case .prefix: own = Self.quoted(path) + "(?:/.*)?"
        case .regularExpression:
            var inner = path[...]
            if inner.hasPrefix("^") { inner = inner.dropFirst() }
            if inner.hasSuffix("$") { inner = inner.dropLast() }
            own = String(inner)
        }
        return head + own + (isAnchored ? "$" : "")
    }

    private static func quoted(_ text: String) -> String {
        String(text.flatMap { #"\.+*?()|[]{}^$"#.contains($0) ? ["\\", $0] : [$0] })
    }
}
