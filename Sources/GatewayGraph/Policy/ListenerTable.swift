import Foundation
import KubeModel

/// A listener that is served, and what it belongs to.
struct ServedListener: Hashable, Sendable {
    var holder: ListenerHolder
    var spec: ListenerSpec

    var isHTTPS: Bool { spec.protocolName == "HTTPS" }
}

/// What one Envoy listener serves.
struct RouteConfigurationPlan: Sendable {
    var name: String
    var port: Int
    var isHTTPS: Bool
    var listeners: [ServedListener]
}

/// The listeners of a Gateway that are served (R7 to R11).
enum ListenerTable {
    private static let reserved: Set<Int> = [8082, 9091, 19000]
    private static let kinds: [String: Set<String>] = ["HTTP": ["HTTPRoute", "GRPCRoute"], "HTTPS": ["HTTPRoute"]]

    static func plans(of gateway: ListenerHolder, in world: PolicyWorld) -> [RouteConfigurationPlan] {
        let listeners = served(of: gateway, in: world)
        var plans: [RouteConfigurationPlan] = []
        for listener in listeners where ["HTTP", "HTTPS"].contains(listener.spec.protocolName) {
            if listener.isHTTPS {
                let head = listener.holder.head
                let name = listener.holder.isSet ? "\(head.namespace)/\(head.name)/\(listener.spec.name)" : listener.spec.name
                plans.append(RouteConfigurationPlan(name: name, port: listener.spec.port, isHTTPS: true, listeners: [listener]))
            } else if let place = plans.firstIndex(where: { !$0.isHTTPS && $0.port == listener.spec.port }) {
                plans[place].listeners.append(listener)
            } else {
                plans.append(
                    RouteConfigurationPlan(
                        name: "listener~\(listener.spec.port)", port: listener.spec.port, isHTTPS: false, listeners: [listener]))
            }
        }
        return plans.sorted { $0.name < $1.name }
    }

    private static func served(of gateway: ListenerHolder, in world: PolicyWorld) -> [ServedListener] {
        let sets = world.sets.filter { set in
            guard let parent = set.parent, parent == (gateway.head.namespace, gateway.head.name) else { return false }
            let own = set.head.namespace
            return gateway.allowedListeners.allows(own, from: gateway.head.namespace, labels: world.labels(of: own))
        }
        .sorted {
            ($0.head.created ?? .distantPast, $0.head.place) < ($1.head.created ?? .distantPast, $1.head.place)
        }
        let all = ([gateway] + sets).flatMap { holder in holder.listeners.map { ServedListener(holder: holder, spec: $0) } }
        let valid = all.filter(isValid)
        var kept: [ServedListener] = []
        for listener in valid {
            let onPort = valid.filter { $0.spec.port == listener.spec.port }
            guard let first = onPort.first else { continue }
            let isMixed = Set(onPort.map { Self.family($0.spec.protocolName) }).count > 1
            if isMixed, listener.spec.protocolName != first.spec.protocolName { continue }
            // Of those with one hostname the first counts, also where it is rejected for its protocol.
            let same = onPort.first { ($0.spec.hostname ?? "*") == (listener.spec.hostname ?? "*") }
            guard same == listener, hasCertificate(listener, in: world) else { continue }
            kept.append(listener)
        }
        return kept
    }

    private static func family(_ name: String) -> String { name == "TLS" ? "HTTPS" : name }

    private static func isValid(_ listener: ServedListener) -> Bool {
        guard ["HTTP", "HTTPS", "TLS", "TCP", "HBONE"].contains(listener.spec.protocolName), !reserved.contains(listener.spec.port) else {
            return false
        }
        guard let kinds = listener.spec.kinds, let known = Self.kinds[listener.spec.protocolName] else { return true }
        return kinds.allSatisfy(known.contains)
    }

    /// R11.
    private static func hasCertificate(_ listener: ServedListener, in world: PolicyWorld) -> Bool {
        guard listener.isHTTPS, listener.spec.tlsMode == "Terminate" else { return true }
        guard listener.spec.certificates.count == 1, let name = listener.spec.certificates[0]["name"]?.string else { return false }
        let own = listener.holder.head.namespace, namespace = listener.spec.certificates[0]["namespace"]?.string ?? own
        guard let secret = world.secrets["\(namespace)/\(name)"] else { return false }
        let keys = Set((secret["data"]?.object?.keys ?? []) + (secret["stringData"]?.object?.keys ?? []))
        guard keys.isSuperset(of: ["tls.crt", "tls.key"]) else { return false }
        return world.isGranted(
            from: listener.holder.head.kind, in: own, group: listener.holder.head.group, to: "Secret", in: namespace, name: name)
    }
}
