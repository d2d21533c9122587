import Foundation
import KubeModel

/// A listener that is served, and what it belongs to.
struct ServedListener: Hashable, Sendable {
    var holder: ListenerHolder
    var spec: ListenerSpec

    var isHTTPS: Bool { spec.protocolName == "HTTPS" }
}

/// A listener that is not served, and why.
struct DroppedListener: Hashable, Sendable {
    enum Cause: Hashable, Sendable { case notAllowed, unsupported, reservedPort, conflict, certificateCount, certificate, grant }

    var listener: ServedListener
    var cause: Cause
    var sentence: String
    /// Below the listener: `tls.certificateRefs[0].name`.
    var path: String
}

/// What one Envoy listener serves.
struct RouteConfigurationPlan: Sendable {
    var name: String
    var port: Int
    var isHTTPS: Bool
    var listeners: [ServedListener]
}

/// The listeners of a Gateway, those that are served and those that are not (R7 to R11).
struct ListenerTable: Sendable {
    /// Sorted by name.
    let plans: [RouteConfigurationPlan]
    let dropped: [DroppedListener]
    /// Also those of streams, which make no route configuration.
    let served: [ServedListener]
    /// By port, what the first listener on it belongs to.
    let ancestors: [Int: ObjectHead]

    /// Ports of kgateway itself.
    static let reserved: Set<Int> = [8082, 9091, 19000]

    init(of gateway: ListenerHolder, in world: PolicyWorld) {
        var dropped: [DroppedListener] = []
        let sets = Self.sets(of: gateway, in: world, &dropped)
        let all = ([gateway] + sets).flatMap { holder in holder.listeners.map { ServedListener(holder: holder, spec: $0) } }
        served = Self.served(all, in: world, &dropped)
        self.dropped = dropped
        plans = Self.plans(of: served)
        ancestors = Dictionary(served.map { ($0.spec.port, $0.holder.head) }) { first, _ in first }
    }

    private static func plans(of served: [ServedListener]) -> [RouteConfigurationPlan] {
        var plans: [RouteConfigurationPlan] = []
        for listener in served where ["HTTP", "HTTPS"].contains(listener.spec.protocolName) {
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

    private static func sets(of gateway: ListenerHolder, in world: PolicyWorld, _ dropped: inout [DroppedListener]) -> [ListenerHolder] {
        var sets: [ListenerHolder] = []
        for set in world.sets where set.parent.map({ $0 == (gateway.head.namespace, gateway.head.name) }) ?? false {
            let own = set.head.namespace
            if gateway.allowedListeners.allows(own, from: gateway.head.namespace, labels: world.labels(of: own)) {
                sets.append(set)
            } else {
                dropped += set.listeners.map {
                    DroppedListener(
                        listener: ServedListener(holder: set, spec: $0), cause: .notAllowed,
                        sentence: "Gateway \(gateway.head.place) does not allow sets of listeners of \(own)", path: "")
                }
            }
        }
        return sets.sorted { ($0.head.created ?? .distantPast, $0.head.place) < ($1.head.created ?? .distantPast, $1.head.place) }
    }

    private static func served(
        _ all: [ServedListener], in world: PolicyWorld, _ dropped: inout [DroppedListener]
    ) -> [ServedListener] {
        let valid = all.filter { listener in
            guard let (sentence, path) = unsupported(listener, world.settings.rules) else { return true }
            let cause = path == "port" ? DroppedListener.Cause.reservedPort : .unsupported
            dropped.append(DroppedListener(listener: listener, cause: cause, sentence: sentence, path: path))
            return false
        }
        var onPorts: [Int: [ServedListener]] = [:]
        for listener in valid { onPorts[listener.spec.port, default: []].append(listener) }
        return valid.filter { listener in
            guard let fault = conflict(listener, onPorts[listener.spec.port] ?? []) ?? certificateFault(listener, in: world) else { return true }
            dropped.append(fault)
            return false
        }
    }

    /// R9.
    private static func conflict(_ listener: ServedListener, _ onPort: [ServedListener]) -> DroppedListener? {
        guard let first = onPort.first else { return nil }
        let isMixed = Set(onPort.map { $0.spec.protocolName == "TLS" ? "HTTPS" : $0.spec.protocolName }).count > 1
        if isMixed, listener.spec.protocolName != first.spec.protocolName {
            let sentence = "listener \(first.spec.name) on port \(first.spec.port) speaks \(first.spec.protocolName) and comes first"
            return DroppedListener(listener: listener, cause: .conflict, sentence: sentence, path: "protocol")
        }
        // Of those with one hostname the first counts, also where it is rejected for its protocol.
        guard let same = onPort.first(where: { ($0.spec.hostname ?? "*") == (listener.spec.hostname ?? "*") }), same != listener else {
            return nil
        }
        return DroppedListener(
            listener: listener, cause: .conflict, sentence: "listener \(same.spec.name) has the same port and hostname and comes first",
            path: listener.spec.hostname == nil ? "port" : "hostname")
    }

    /// R8.
    private static func unsupported(_ listener: ServedListener, _ rules: GatewayRules) -> (sentence: String, path: String)? {
        let name = listener.spec.protocolName
        guard ["HTTP", "HTTPS", "TLS", "TCP", "HBONE"].contains(name) else { return ("kgateway has no protocol \(name)", "protocol") }
        if reserved.contains(listener.spec.port) { return ("port \(listener.spec.port) is kgateway's own", "port") }
        let taken: Set<String>
        switch name {
        case "HTTP": taken = ["HTTPRoute", "GRPCRoute"]
        case "HTTPS": taken = rules.takesGRPCOverHTTPS ? ["HTTPRoute", "GRPCRoute"] : ["HTTPRoute"]
        case "TCP": taken = ["TCPRoute"]
        case "TLS": taken = ["TLSRoute", "TCPRoute"]
        default: return nil
        }
        guard let other = (listener.spec.kinds ?? []).first(where: { !taken.contains($0) }) else { return nil }
        return ("a listener of \(name) takes no \(other)", "allowedRoutes.kinds")
    }

    /// R11.
    static func certificateFault(_ listener: ServedListener, in world: PolicyWorld) -> DroppedListener? {
        guard listener.isHTTPS, listener.spec.tlsMode == "Terminate" else { return nil }
        let certificates = listener.spec.certificates, rules = world.settings.rules
        func dropped(_ sentence: String, _ path: String, _ cause: DroppedListener.Cause = .certificate) -> DroppedListener {
            DroppedListener(listener: listener, cause: cause, sentence: sentence, path: path)
        }
        if certificates.isEmpty || (rules == .v21 && certificates.count > 1) {
            let least = rules == .v21 ? "exactly" : "at least"
            return dropped("it needs \(least) one certificate, and has \(certificates.count)", "tls.certificateRefs", .certificateCount)
        }
        let faults = certificates.enumerated().compactMap { index, ref in
            fault(of: ref, listener.holder.head, in: world).map { fault in
                // One of several takes the others with it.
                let isOne = certificates.count > 1 && fault.cause == .certificate
                return dropped(fault.sentence, "tls.certificateRefs[\(index)].\(fault.field)", isOne && rules == .v22 ? .certificateCount : fault.cause)
            }
        }
        // Since 2.3 only the bad one is left out.
        if rules >= .v23, faults.count < certificates.count { return nil }
        return faults.first
    }

    /// What is wrong with what a listener names as its certificate; nil also where that is not known.
    static func fault(
        of ref: JSONValue, _ owner: ObjectHead, in world: PolicyWorld
    ) -> (cause: DroppedListener.Cause, sentence: String, field: String)? {
        let kind = ref["kind"]?.string ?? "Secret", group = ref["group"]?.string ?? ""
        guard kind == "Secret", group.isEmpty else {
            return (.certificate, "a certificate is read from a Secret, and not from a \(kind)\(group.isEmpty ? "" : " of \(group)")", kind == "Secret" ? "group" : "kind")
        }
        guard let name = ref["name"]?.string else { return (.certificate, "the certificate has no name", "name") }
        let own = owner.namespace, namespace = ref["namespace"]?.string ?? own, place = "\(namespace)/\(name)"
        // What is not there needs no leave: the name is wrong.
        if world.secrets[place] == nil, !world.unread.contains("Secret"), !world.isElsewhere("Secret") {
            return (.certificate, "no Secret \(place)\(world.places(of: "Secret").hint(place))", "name")
        }
        guard world.isGranted(from: owner.kind, in: own, group: owner.group, to: "Secret", in: namespace, name: name) else {
            return (.grant, "no ReferenceGrant in \(namespace) lets \(owner.kind.pluralOfKind) of \(own) refer to Secret \(place)", "name")
        }
        guard !world.unread.contains("Secret") else { return nil }
        guard let secret = world.secrets[place] else {
            return (.certificate, "no Secret \(place)\(world.places(of: "Secret").hint(place))", "name")
        }
        guard case .known(let keys) = SecretKeys(secret) else { return nil }
        let missing = ["tls.crt", "tls.key"].filter { !keys.contains($0) }
        return missing.isEmpty ? nil : (.certificate, "Secret \(place) has no \(missing.joined(separator: " and no "))", "name")
    }
}

/// The names of what is in a Secret, as far as they are known: contents are not asked for.
enum SecretKeys {
    case known(Set<String>), unknown

    init(_ secret: JSONValue) {
        if secret["data"] != nil || secret["stringData"] != nil {
            self = .known(Set((secret["data"]?.object?.keys ?? []) + (secret["stringData"]?.object?.keys ?? [])))
        } else if secret["type"]?.string == "kubernetes.io/tls" {
            // The server takes none without both.
            self = .known(["tls.crt", "tls.key"])
        } else {
            self = secret["type"] == nil ? .known([]) : .unknown
        }
    }
}
