@testable import GatewayGraph
import KubeModel
import KubeRules

/// Clusters of a few objects, written down.
enum PolicySample {
    /// A Gateway on port 80 with a listener for all and one for `*.shop.example`, and a route of two rules.
    static let base = """
        kind: GatewayClass
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: kgateway}
        spec: {controllerName: kgateway.dev/kgateway}
        ---
        kind: Gateway
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: gw, namespace: a}
        spec:
          gatewayClassName: kgateway
          listeners:
          - {name: http, port: 80, protocol: HTTP}
          - {name: shop, port: 80, protocol: HTTP, hostname: "*.shop.example"}
        ---
        kind: HTTPRoute
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: cart, namespace: a}
        spec:
          parentRefs: [{name: gw, sectionName: http}]
          hostnames: [www.shop.example]
          rules:
          - name: pay
            matches: [{path: {value: /pay}}, {path: {type: Exact, value: /pay/now}}]
            backendRefs: [{name: cart, port: 80}]
          - backendRefs: [{name: cart, port: 80}]
        """

    /// - Parameters:
    ///   - target: `kind: HTTPRoute, name: cart`.
    ///   - spec: What it says: `cors: {}`.
    ///   - metadata: `, creationTimestamp: "2025-01-01T00:00:00Z"`.
    static func policy(_ name: String, _ target: String, _ spec: String, _ metadata: String = "", kind: String = "TrafficPolicy") -> String {
        """

        ---
        kind: \(kind)
        apiVersion: gateway.kgateway.dev/v1alpha1
        metadata: {name: \(name), namespace: a\(metadata)}
        spec: {targetRefs: [{group: gateway.networking.k8s.io, \(target)}], \(spec)}
        """
    }

    static func objects(_ texts: [String]) -> [JSONValue] {
        var reader = ManifestReader()
        reader.read(texts.joined(), file: "sample.yaml")
        return reader.objects
    }

    static func plan(
        _ texts: String..., settings: [String: String] = [:], rules: GatewayRules = .v21, unread: Set<String> = []
    ) -> PolicyPlan {
        PolicyPlan(objects(texts), settings: PolicySettings(settings, rules: rules), unread: unread)
    }
}

extension PolicyPlan {
    /// The steps that are served on all hosts, in Envoy's order, with their host and configuration.
    var served: [(step: Step, host: VirtualHost, configuration: Configuration)] {
        gateways.flatMap(\.configurations).flatMap { configuration in
            configuration.hosts.flatMap { host in host.routes.map { (step($0), host, configuration) } }
        }
    }

    func name(_ policy: Int) -> String { world.policies[policy].head.name }

    /// `cors: young (olderPolicy by old)` of a place.
    func losses(_ merge: PolicyMerge) -> [String] {
        merge.fields.sorted { $0.key < $1.key }.flatMap { field, merged in
            merged.losers.map { "\(field): \(name($0.attachment.policy)) (\($0.reason.rawValue)\($0.by.map { " by \(name($0))" } ?? ""))" }
        }
    }

    /// `cors: route.cart-cors hides routeConfiguration.edge` of what takes effect on a served step.
    func effects(_ index: Int) -> [String] {
        let (step, host, configuration) = served[index]
        return effective(step, in: host, configuration).map { field, effect in
            let won = effect.winners.map { "\($0.from.rawValue).\(name($0.attachment.policy))\($0.provider.map { "=\($0)" } ?? "")" }
            let hidden = effect.hidden.map { "\($0.from.rawValue).\(name($0.attachment.policy)) \($0.reason.rawValue)" }
            let off = effect.disabledBy.map { "off by \(name($0.attachment.policy))" }
            return "\(field): \((off.map { [$0] } ?? won).joined(separator: ", "))\(hidden.isEmpty ? "" : " | \(hidden.joined(separator: ", "))")"
        }
    }
}
