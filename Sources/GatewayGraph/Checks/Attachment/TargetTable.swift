import KubeModel

/// What policies can name: objects by kind and name, their sections and labels, and whether anybody serves them.
struct TargetTable: Sendable {
    /// Places that are served: `kind/namespace/name`, and the same with `#section`.
    private let served: Set<String>
    /// By `kind/namespace/name`.
    private var heads: [String: ObjectHead] = [:]
    private var byKind: [String: [ObjectHead]] = [:]
    /// By `kind/namespace`.
    private var byNamespace: [String: [ObjectHead]] = [:]
    /// The names of listeners, rules or ports, by the same.
    private var sections: [String: [String]] = [:]
    /// By kind and label, those that have it.
    private var labelled: [String: [ObjectHead]] = [:]
    /// The values of labels, as far as anybody has asked.
    private let values = PlaceTables()
    /// Listeners that are not served, by what they belong to.
    private var dropped: [String: [(section: String, sentence: String)]] = [:]

    init(_ plan: PolicyPlan) {
        let world = plan.world
        served = Self.served(plan)
        for holder in world.gateways + world.sets { add(holder.head, holder.listeners.map(\.name)) }
        for route in world.routes { add(route.head, route.rules.compactMap(\.name)) }
        for fault in plan.gateways.lazy.flatMap(\.table.dropped) {
            dropped[fault.listener.holder.head.identity, default: []].append((fault.listener.spec.name, fault.sentence))
        }
        // Only policies of backends name these.
        guard !(world.others("BackendConfigPolicy").isEmpty && world.others("BackendTLSPolicy").isEmpty) else { return }
        for object in world.services.values {
            guard let head = ObjectHead(object) else { continue }
            add(head, (object[path: ["spec", "ports"]]?.array ?? []).compactMap { $0["name"]?.string })
        }
        for object in world.backends.values { if let head = ObjectHead(object) { add(head, []) } }
    }

    private mutating func add(_ head: ObjectHead, _ sections: [String]) {
        let key = Self.key(head)
        heads[key] = head
        byKind[head.kind, default: []].append(head)
        byNamespace["\(head.kind)/\(head.namespace)", default: []].append(head)
        self.sections[key] = sections
        for (label, value) in head.labels { labelled["\(head.kind)/\(label)=\(value)", default: []].append(head) }
    }

    private static func key(_ head: ObjectHead) -> String { "\(head.kind)/\(head.place)" }

    private static func served(_ plan: PolicyPlan) -> Set<String> {
        var served: Set<String> = []
        func add(_ head: ObjectHead, _ section: String?) {
            served.insert("\(head.kind)/\(head.place)")
            if let section { served.insert("\(head.kind)/\(head.place)#\(section)") }
        }
        for gateway in plan.gateways {
            for configuration in gateway.configurations {
                add(gateway.holder.head, nil)
                for listener in configuration.plan.listeners { add(listener.holder.head, listener.spec.name) }
                for host in configuration.hosts {
                    for route in host.routes {
                        let entry = plan.step(route).entry
                        add(entry.route.head, entry.spec.name)
                        for parent in entry.parents { add(parent.route.head, parent.route.rules[parent.place].name) }
                    }
                }
            }
        }
        return served
    }

    /// What a target names or selects, its section apart.
    ///
    /// - Parameter isEverywhere: Whether its selectors look into every namespace.
    func selected(by target: PolicyObject.Target, in namespace: String, isEverywhere: Bool) -> [ObjectHead] {
        if let name = target.name { return heads["\(target.kind)/\(namespace)/\(name)"].map { [$0] } ?? [] }
        guard let (label, value) = target.labels.min(by: { $0.key < $1.key }) else { return [] }
        return (labelled["\(target.kind)/\(label)=\(value)"] ?? []).filter { head in
            (isEverywhere || head.namespace == namespace) && target.labels.allSatisfy { head.labels[$0.key] == $0.value }
        }
    }

    /// The values that a label has.
    ///
    /// - Parameter namespace: nil: in all of them.
    func values(of label: String, of kind: String, in namespace: String?) -> PlaceTable {
        values.table("\(kind)/\(namespace ?? "")/\(label)") {
            (namespace.map { all(of: kind, in: $0) } ?? all(of: kind)).compactMap { $0.labels[label] }
        }
    }

    /// The first object with a label, by its place.
    func first(of kind: String, in namespace: String?, labelled label: String, _ value: String) -> ObjectHead? {
        (labelled["\(kind)/\(label)=\(value)"] ?? []).lazy.filter { namespace == nil || $0.namespace == namespace }.min { $0.place < $1.place }
    }

    func all(of kind: String) -> [ObjectHead] { byKind[kind] ?? [] }
    func all(of kind: String, in namespace: String) -> [ObjectHead] { byNamespace["\(kind)/\(namespace)"] ?? [] }
    func head(_ kind: String, at place: String) -> ObjectHead? { heads["\(kind)/\(place)"] }
    func sections(of head: ObjectHead) -> [String] { sections[Self.key(head)] ?? [] }
    func isServed(_ head: ObjectHead, _ section: String?) -> Bool { served.contains("\(Self.key(head))\(section.map { "#\($0)" } ?? "")") }

    /// Why a listener of it is not served; without a section the first one.
    func fault(of head: ObjectHead, _ section: String?) -> String? {
        dropped[head.identity]?.first { section == nil || $0.section == section }?.sentence
    }
}

extension PolicyWorld {
    /// Whether a Gateway is served by another of kgateway's translators, whose ways are not computed here.
    func isOfOtherTranslator(_ gateway: ListenerHolder) -> Bool {
        if isServed(gateway) { return false }
        if ["kgateway-waypoint", "agentgateway"].contains(gateway.className) { return true }
        let controller = classes[gateway.className] ?? ""
        return controller.hasPrefix("kgateway.dev/") || controller.hasPrefix("agentgateway.dev/")
    }
}
