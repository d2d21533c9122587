import KubeModel

/// Policies of backends, by the Services and Backends that they are for.
struct BackendPolicies: Sendable {
    struct Policy: Sendable {
        var head: ObjectHead
        var spec: JSONValue
        /// What it names or selects: `Service/shop/cart`, those that are not there left out.
        var backends: [String]
    }

    /// Of the kinds BackendConfigPolicy and BackendTLSPolicy, by name.
    let configurations: [Policy]
    let securities: [Policy]

    /// Cost: these policies, and for those with selectors the labels of Services and Backends.
    init(_ world: PolicyWorld) {
        var labelled: [String: [(key: String, labels: [String: String], namespace: String)]] = [:]
        let kinds = ["BackendConfigPolicy", "BackendTLSPolicy"], trees = kinds.map { world.others($0).sorted { $0.key < $1.key }.map(\.value) }
        if trees.joined().contains(where: { $0[path: ["spec", "targetSelectors"]] != nil }) {
            for (kind, objects) in [("Service", world.services), ("Backend", world.backends)] {
                for head in objects.values.compactMap(ObjectHead.init) {
                    for (label, value) in head.labels {
                        labelled["\(kind)/\(label)=\(value)", default: []].append(("\(kind)/\(head.place)", head.labels, head.namespace))
                    }
                }
            }
        }
        func policy(_ object: JSONValue) -> Policy? {
            guard let head = ObjectHead(object), let spec = object["spec"] else { return nil }
            let backends = PolicyObject.targets(of: spec).flatMap { target -> [String] in
                if let name = target.name {
                    let place = "\(head.namespace)/\(name)"
                    let isThere = target.kind == "Service" ? world.services[place] != nil : target.kind == "Backend" && world.backends[place] != nil
                    return isThere ? ["\(target.kind)/\(place)"] : []
                }
                guard let (label, value) = target.labels.min(by: { $0.key < $1.key }) else { return [] }
                return (labelled["\(target.kind)/\(label)=\(value)"] ?? []).filter { other in
                    other.namespace == head.namespace && target.labels.allSatisfy { other.labels[$0.key] == $0.value }
                }
                .map(\.key)
            }
            return Policy(head: head, spec: spec, backends: backends)
        }
        configurations = trees[0].compactMap(policy)
        securities = trees[1].compactMap(policy)
    }

    /// Backends to which connections are encrypted by one of them.
    var encrypted: Set<String> {
        Set(configurations.lazy.filter { $0.spec["tls"] != nil }.flatMap(\.backends)).union(securities.lazy.flatMap(\.backends))
    }
}

extension FindingReach {
    /// The routes that lead to any of these backends: `2 of 5 routes`. Cost: rules and their backends.
    func words(backends: [String], in world: PolicyWorld) -> String {
        let wanted = Set(backends)
        let count = world.routes.count { route in
            route.rules.contains { rule in
                rule.backends.contains { ref in
                    guard let name = ref["name"]?.string else { return false }
                    return wanted.contains("\(ref["kind"]?.string ?? "Service")/\(ref["namespace"]?.string ?? route.head.namespace)/\(name)")
                }
            }
        }
        return count == 0 ? "" : "\(count) of \(world.routes.count) \(world.routes.count == 1 ? "route" : "routes")"
    }
}
