/// Listeners that are not served, that nobody uses, or whose options nobody knows (R7 to R9).
struct ListenerFindings: FindingCheck {
    private let context: FindingContext
    private let table: ParentTable
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) {
        self.context = context
        table = ParentTable(context.plan)
    }

    func findings() -> [Finding] {
        let uses = ListenerUses(context.plan, table)
        return sets() + context.plan.gateways.filter(\.isServed).flatMap { gateway -> [Finding] in
            let dropped = gateway.table.dropped.filter { context.asks($0.listener.holder.head) }
            let served = gateway.table.served.filter { context.asks($0.holder.head) }
            return notAllowed(dropped) + dropped.compactMap { finding($0, uses) } + served.compactMap { unused($0, uses) }
                + (served + dropped.map(\.listener)).flatMap(options)
        }
    }

    private func finding(_ dropped: DroppedListener, _ uses: ListenerUses) -> Finding? {
        let spec = dropped.listener.spec, code: FindingCode, cure: String
        switch dropped.cause {
        case .conflict:
            code = .listenerConflict
            cure = dropped.path == "protocol" ? "port: \(freePort(dropped.listener, spec.protocolName == "HTTP" ? 8080 : 8443))" : "hostname: \"OTHER.example\""
        case .reservedPort: (code, cure) = (.portReserved, "port: \(freePort(dropped.listener, 8080))")
        case .unsupported:
            code = .listenerDropped
            let taken = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"].filter { kind in
                var bare = spec
                bare.kinds = nil
                return ParentTable.takes(kind, bare) && !(kind == "GRPCRoute" && spec.protocolName == "HTTPS" && !context.rules.takesGRPCOverHTTPS)
            }
            cure = dropped.path == "protocol" ? "protocol: HTTP" : "allowedRoutes:\n  kinds:\n" + taken.map { "  - kind: \($0)" }.joined(separator: "\n")
        case .notAllowed, .certificate, .certificateCount, .grant: return nil
        }
        return Finding(
            code, .error, dropped.listener.holder.head.identity, "\(spec.path).\(path(dropped))", "listener \(spec.name) is not served: \(dropped.sentence)",
            cure: cure, reach: uses.words(dropped.listener))
    }

    /// To the very kind that the protocol does not have.
    private func path(_ dropped: DroppedListener) -> String {
        guard dropped.path == "allowedRoutes.kinds" else { return dropped.path }
        let index = (dropped.listener.spec.kinds ?? []).firstIndex { dropped.sentence.hasSuffix(" \($0)") }
        return index.map { "\(dropped.path)[\($0)].kind" } ?? dropped.path
    }

    private func freePort(_ listener: ServedListener, _ first: Int) -> Int {
        let taken = Set(listener.holder.listeners.map(\.port))
        return (first..<first + 100).first { !taken.contains($0) && !ListenerTable.reserved.contains($0) } ?? first
    }

    /// A set as a whole, once.
    private func notAllowed(_ dropped: [DroppedListener]) -> [Finding] {
        var seen: Set<String> = []
        return dropped.compactMap { dropped in
            let head = dropped.listener.holder.head
            guard dropped.cause == .notAllowed, isKnown(dropped.listener.holder), seen.insert(head.identity).inserted else { return nil }
            let count = dropped.listener.holder.listeners.count
            return Finding(
                .listenerSetNotAllowed, .error, head.identity, "spec.parentRef", "\(dropped.sentence): allowedListeners takes \(allowed(dropped.listener.holder))",
                cure: "# in the Gateway\nallowedListeners:\n  namespaces:\n    from: Selector\n    selector:\n      matchLabels:\n        kubernetes.io/metadata.name: \(head.namespace)",
                reach: "\(count) listener\(count == 1 ? "" : "s")")
        }
    }

    /// Whether the labels that a Gateway asks for are known.
    private func isKnown(_ set: ListenerHolder) -> Bool {
        guard let parent = set.parent, let rule = table.gateway("\(parent.namespace)/\(parent.name)")?.holder.allowedListeners else { return false }
        return rule.from != "Selector" || world.knowsLabels(of: set.head.namespace) || rule.selector.keys == ["kubernetes.io/metadata.name"]
    }

    private func allowed(_ set: ListenerHolder) -> String {
        guard let parent = set.parent, let gateway = table.gateway("\(parent.namespace)/\(parent.name)") else { return "none" }
        let rule = gateway.holder.allowedListeners
        switch rule.from {
        case "Same": return "those of its own namespace \(parent.namespace) only"
        case "Selector":
            return "those of labelled namespaces only, and \(set.head.namespace) lacks \(rule.selector.lacking(world.labels(of: set.head.namespace)).joined(separator: ", "))"
        default: return "none (from: None, which is the default)"
        }
    }

    /// Sets of a group that the version does not read any longer, or not yet.
    private func sets() -> [Finding] {
        guard context.rules.leavesTrialSets else { return [] }
        return world.others("XListenerSet").values.compactMap { set in
            guard let head = ObjectHead(set), head.group == "gateway.networking.x-k8s.io", context.asks(head), let holder = ListenerHolder(set),
                let parent = holder.parent
            else { return nil }
            let gateway = table.gateway("\(parent.namespace)/\(parent.name)")
            guard gateway?.isServed ?? true else { return nil }
            return Finding(
                .listenerSetNotAllowed, .error, head.identity, "kind",
                "\(context.rules.name) reads ListenerSets of gateway.networking.k8s.io, and no XListenerSets: none of its listeners is served",
                cure: "apiVersion: gateway.networking.k8s.io/v1\nkind: ListenerSet", reach: "\(holder.listeners.count) listener\(holder.listeners.count == 1 ? "" : "s")")
        }
    }

    private func unused(_ listener: ServedListener, _ uses: ListenerUses) -> Finding? {
        guard uses.isUnused(listener) else { return nil }
        let head = listener.holder.head
        return Finding(
            .listenerUnused, .note, head.identity, listener.spec.path, "no route is attached to listener \(listener.spec.name)",
            cure: "parentRefs:\n- name: \(head.name)\n  namespace: \(head.namespace)\n  sectionName: \(listener.spec.name)")
    }

    private static let known: Set<String> = [
        "kgateway.dev/alpn-protocols", "kgateway.dev/cipher-suites", "kgateway.dev/ecdh-curves", "kgateway.dev/min-tls-version",
        "kgateway.dev/max-tls-version", "kgateway.dev/signature-algorithms", "kgateway.dev/verify-subject-alt-names",
        "kgateway.dev/verify-certificate-hash",
    ]
    private static let versions = ["1.0", "1.1", "1.2", "1.3"]

    private func options(_ listener: ServedListener) -> [Finding] {
        let options = listener.spec.options
        func found(_ key: String, _ message: String, _ cure: String) -> Finding {
            Finding(
                .tlsOptionUnknown, .warning, listener.holder.head.identity, "\(listener.spec.path).tls.options[\(key)]", message, cure: cure,
                reach: "listener \(listener.spec.name)")
        }
        var findings = options.keys.filter { !Self.known.contains($0) }.map { key -> Finding in
            let best = NearestName.best(key, among: Self.known) ?? Self.known.first { $0.hasSuffix("/\(key.split(separator: "/").last ?? "")") }
            return found(
                key, "kgateway has no option \(key)\(best.map { "; did you mean \($0)?" } ?? "")",
                best.map { "\($0): \"\(options[key] ?? "")\"" } ?? "Remove \(key).")
        }
        var limits: [Int] = []
        for key in ["kgateway.dev/min-tls-version", "kgateway.dev/max-tls-version"] {
            guard let text = options[key] else { continue }
            guard let index = Self.versions.firstIndex(of: text) else {
                findings.append(found(key, "\(key) is one of \(Self.versions.joined(separator: ", ")), and not \(text)", "\(key): \"1.2\""))
                continue
            }
            limits.append(index)
        }
        if limits.count == 2, limits[0] > limits[1] {
            let (least, most) = (Self.versions[limits[0]], Self.versions[limits[1]])
            findings.append(
                found(
                    "kgateway.dev/min-tls-version", "the minimum \(least) is above the maximum \(most): no client can connect",
                    "kgateway.dev/min-tls-version: \"\(most)\""))
        }
        return findings
    }
}

/// How many routes each listener has.
struct ListenerUses {
    private let counts: [ServedListener: Int]
    /// Those of which it is not known whether some route is taken.
    private let doubtful: Set<ServedListener>
    private let areRoutesKnown: Bool

    /// Cost: for each parentRef the listeners that it means.
    init(_ plan: PolicyPlan, _ table: ParentTable) {
        let routes = plan.world.routes + plan.world.streamRoutes
        var counts: [ServedListener: Int] = [:], doubtful: Set<ServedListener> = []
        for route in routes {
            var own: Set<ServedListener> = []
            for reference in route.parents {
                guard case .found(let holder, let gateway) = table.parent(reference) else { continue }
                let sets = holder.isSet || reference.section != nil ? [] : table.namedSets(route, of: gateway)
                let all = ([holder] + sets).flatMap { holder in holder.listeners.map { ServedListener(holder: holder, spec: $0) } }
                let before = own.count
                for listener in all {
                    guard (reference.section ?? listener.spec.name) == listener.spec.name, (reference.port ?? listener.spec.port) == listener.spec.port,
                        ParentTable.takes(route.head.kind, listener.spec), !table.hostnames(route, listener).isEmpty
                    else { continue }
                    switch table.takes(from: route.head.namespace, listener) {
                    case true: own.insert(listener)
                    case false: continue
                    case nil: doubtful.insert(listener)
                    }
                }
                // A route that names none of them rightly may be meant for any.
                if own.count == before, own.isDisjoint(with: all) { doubtful.formUnion(all) }
            }
            for listener in own { counts[listener, default: 0] += 1 }
        }
        (self.counts, self.doubtful) = (counts, doubtful)
        let kinds = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"]
        areRoutesKnown = !routes.isEmpty && kinds.allSatisfy { !plan.world.unread.contains($0) }
    }

    func isUnused(_ listener: ServedListener) -> Bool { areRoutesKnown && counts[listener] == nil && !doubtful.contains(listener) }

    /// `3 routes`; empty where there is none.
    func words(_ listener: ServedListener) -> String { counts[listener].map { "\($0) route\($0 == 1 ? "" : "s")" } ?? "" }
}
