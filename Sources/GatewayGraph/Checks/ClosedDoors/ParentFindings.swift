/// Routes that hang on nothing: what they name is not there, does not take them, or has none of their hostnames (R12, R13).
struct ParentFindings: FindingCheck {
    private let context: FindingContext
    private let table: ParentTable
    private var world: PolicyWorld { context.world }

    init(_ context: FindingContext) {
        self.context = context
        table = ParentTable(context.plan)
    }

    func findings() -> [Finding] {
        let routes = (world.routes + world.streamRoutes).filter { context.asks($0.head) }
        return sets() + routes.flatMap { route in
            let found = route.parents.indices.compactMap { finding(route, $0) }
            let mismatched = found.filter { $0.code == .hostnameNoMatch }
            // One list of hostnames, however many parents do not have them.
            return found.filter { $0.code != .hostnameNoMatch } + mismatched.prefix(1)
        }
    }

    /// Sets of listeners whose Gateway is not there.
    private func sets() -> [Finding] {
        guard !world.unread.contains("Gateway"), !world.gateways.isEmpty else { return [] }
        return world.sets.compactMap { set in
            guard context.asks(set.head), let own = set.parent, table.gateway("\(own.namespace)/\(own.name)") == nil else { return nil }
            let (field, message, cure) = absent("Gateway", own.namespace, own.name, from: set.head)
            return Finding(.parentMissing, .error, set.head.identity, "spec.parentRef.\(field)", message, cure: cure, reach: "\(set.listeners.count) listener\(set.listeners.count == 1 ? "" : "s")")
        }
    }

    private func finding(_ route: RouteObject, _ index: Int) -> Finding? {
        let reference = route.parents[index], path = "spec.parentRefs[\(index)]"
        func found(_ code: FindingCode, _ path: String, _ message: String, _ cure: String) -> Finding {
            Finding(
                code, .error, route.head.identity, path, message, cure: cure,
                reach: route.parents.count == 1 ? "the only parentRef" : "1 of \(route.parents.count) parentRefs")
        }
        switch table.parent(reference) {
        case .unknown, .foreign: return nil
        case .missing:
            let (field, message, cure) = absent(reference.kind, reference.namespace, reference.name, from: route.head)
            return found(.parentMissing, "\(path).\(field)", message, cure)
        case .found(let holder, let gateway):
            let sets = holder.isSet || reference.section != nil ? [] : table.namedSets(route, of: gateway)
            let all = ([holder] + sets).flatMap { own in own.listeners.map { ServedListener(holder: own, spec: $0) } }
            let named = all.filter { reference.section == nil || $0.spec.name == reference.section }
            if let section = reference.section, named.isEmpty {
                let elsewhere = holder.isSet ? nil : gateway.table.served.first { $0.holder.isSet && $0.spec.name == section }
                let near = elsewhere.map { "; \($0.holder.head.kind) \($0.holder.head.place) has one" }
                    ?? NearestName.hint(section, among: holder.listeners.map(\.name))
                let names = holder.listeners.map(\.name).joined(separator: ", ")
                let best = NearestName.best(section, among: holder.listeners.map(\.name)) ?? holder.listeners.first?.name ?? ""
                return found(
                    .parentMissing, "\(path).sectionName", "\(holder.head.kind) \(holder.head.place) has no listener \(section)\(near.isEmpty ? "; it has \(names)" : near)",
                    "sectionName: \(best)")
            }
            let meant = named.filter { reference.port == nil || $0.spec.port == reference.port }
            if let port = reference.port, meant.isEmpty {
                let ports = Set(named.map(\.spec.port)).sorted().map(String.init)
                return found(
                    .parentMissing, "\(path).port",
                    "no listener \(reference.section.map { "\($0) " } ?? "")of \(holder.head.kind) \(holder.head.place) is on port \(port); there is \(ports.joined(separator: ", "))",
                    "port: \(ports.first ?? "")")
            }
            // One that is not served says so itself.
            let served = meant.filter { table.served($0.holder).contains($0) }
            guard !served.isEmpty else { return nil }
            let ofKind = served.filter { ParentTable.takes(route.head.kind, $0.spec) }
            let answers = ofKind.map { table.takes(from: route.head.namespace, $0) }
            let allowed = zip(ofKind, answers).filter { $0.1 == true }.map(\.0)
            guard !allowed.isEmpty else {
                guard !answers.contains(nil) else { return nil }
                let (message, cure) = refusal(route, ofKind.first ?? served[0], isOfKind: !ofKind.isEmpty)
                return found(.notAllowedByListener, path, message, cure)
            }
            guard allowed.allSatisfy({ table.hostnames(route, $0).isEmpty }) else { return nil }
            return found(.hostnameNoMatch, "spec.hostnames", mismatch(route, allowed), cure(route, allowed))
        }
    }

    /// Something that is not there: the field that is wrong, why, and what was probably meant.
    private func absent(
        _ kind: String, _ namespace: String, _ name: String, from own: ObjectHead
    ) -> (field: String, message: String, cure: String) {
        let table = world.places(of: kind), place = "\(namespace)/\(name)"
        if let other = table.first(named: name)?.prefix(while: { $0 != "/" }) {
            return (
                namespace == own.namespace ? "name" : "namespace", "no \(kind) \(place); \(name) is in \(other)",
                "name: \(name)\nnamespace: \(other)"
            )
        }
        let places = table.places, nearest = table.nearest(to: place), best = nearest ?? (places.count == 1 ? places[0] : nil)
        let near = PlaceTable.hint(at: nearest), there = places.prefix(5).joined(separator: ", ")
        let parts = (best ?? "").split(separator: "/").map(String.init)
        return (
            "name", "no \(kind) \(place)\(near.isEmpty ? "; there is \(there)" : near)",
            parts.count == 2 ? "name: \(parts[1])\nnamespace: \(parts[0])" : ""
        )
    }

    private func refusal(_ route: RouteObject, _ listener: ServedListener, isOfKind: Bool) -> (message: String, cure: String) {
        let spec = listener.spec, holder = listener.holder.head, own = route.head.namespace
        let what = "listener \(spec.name) of \(holder.kind) \(holder.place)"
        guard isOfKind else {
            let kinds = spec.kinds ?? ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"].filter { ParentTable.takes($0, spec) }
            return (
                "\(what) (\(spec.protocolName)) takes \(kinds.joined(separator: ", ")), and no \(route.head.kind)",
                "allowedRoutes:\n  kinds:\n" + (kinds + [route.head.kind]).map { "  - kind: \($0)" }.joined(separator: "\n")
            )
        }
        switch spec.namespaces.from {
        case "Selector":
            let lacks = spec.namespaces.selector.lacking(world.labels(of: own))
            return (
                "\(what) takes routes of labelled namespaces only: Namespace \(own) lacks \(lacks.joined(separator: ", "))",
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: \(own)\n  labels:\n" + lacks.map { "    \($0)" }.joined(separator: "\n")
            )
        case "Same":
            return (
                "\(what) takes routes of its own namespace \(holder.namespace) only, and this one is in \(own)",
                """
                allowedRoutes:
                  namespaces:
                    from: Selector
                    selector:
                      matchLabels:
                        kubernetes.io/metadata.name: \(own)
                """
            )
        default: return ("\(what) takes no routes (allowedRoutes.namespaces.from: \(spec.namespaces.from))", "allowedRoutes:\n  namespaces:\n    from: All")
        }
    }

    private func mismatch(_ route: RouteObject, _ listeners: [ServedListener]) -> String {
        let theirs = listeners.map { "\($0.spec.name): \($0.spec.hostname ?? "*")" }.joined(separator: ", ")
        let apex = listeners.lazy.compactMap(\.spec.hostname).filter { $0.hasPrefix("*.") }.first { route.hostnames.contains(String($0.dropFirst(2))) }
        let note = apex.map { "; \($0) does not take \($0.dropFirst(2)) itself" } ?? ""
        let holder = listeners[0].holder.head
        return "none of its hostnames (\(route.hostnames.joined(separator: ", "))) meets those of \(holder.kind) \(holder.place) (\(theirs))\(note)"
    }

    private func cure(_ route: RouteObject, _ listeners: [ServedListener]) -> String {
        let hosts = listeners.compactMap(\.spec.hostname)
        let best = route.hostnames.lazy.compactMap { NearestName.best($0, among: hosts) }.first ?? hosts.first ?? "*"
        return "hostnames:\n- \"\(best)\""
    }
}
