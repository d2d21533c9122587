@testable import GatewayGraph
import KubeModel

/// Objects of few names by chance, so that they mean each other often and miss each other as often.
struct RandomCluster {
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(state: seed) }

    /// SplitMix64.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    mutating func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &dice) }
    private mutating func one(_ words: String...) -> String { words[number(words.count)] }
    private mutating func chance(_ percent: Int) -> Bool { number(100) < percent }

    private static var kinds: [(share: Int, write: (inout RandomCluster) -> String)] { [
        (12, { $0.route() }), (12, { $0.policy() }), (2, { $0.gateway() }), (3, { $0.service() }), (2, { $0.slice() }), (2, { $0.grant() }),
        (2, { $0.backend() }), (2, { $0.secret() }), (2, { $0.extensionObject() }), (1, { $0.namespace() }), (1, { $0.response() }),
        (1, { $0.backendPolicy() }), (1, { $0.grpcRoute() }),
    ] }

    /// The manifest of some object, there already or not.
    mutating func object() -> String {
        let kinds = Self.kinds
        var place = number(kinds.reduce(0) { $0 + $1.share })
        for kind in kinds {
            place -= kind.share
            if place < 0 { return kind.write(&self) }
        }
        return route()
    }

    /// One on which only what it names depends, and what names it.
    mutating func narrowObject() -> String { chance(50) ? route() : policy(onGateways: false) }

    private mutating func space() -> String { one("a", "b") }
    private mutating func routeName() -> String { one("cart", "carts", "pay", "shop", "child", "leaf") }

    private mutating func route() -> String {
        let rules = (0...number(2)).map { number -> String in
            let backend = one(
                "{name: web, port: 80}", "{name: webs, port: 80}", "{name: web, port: 81}", "{name: web, port: 80, namespace: b}", "{name: gone, port: 80}",
                "{group: gateway.kgateway.dev, kind: Backend, name: far}", "{group: gateway.kgateway.dev, kind: Backend, name: fare}",
                "{group: gateway.networking.k8s.io, kind: HTTPRoute, name: child}", "{group: gateway.networking.k8s.io, kind: HTTPRoute, name: leaf, namespace: b}",
                "{group: gateway.networking.k8s.io, kind: HTTPRoute, name: \"*\", namespace: b}")
            let filter = one(
                "", "", "", ", filters: [{type: ExtensionRef, extensionRef: {group: gateway.kgateway.dev, kind: TrafficPolicy, name: \(policyName())}}]",
                ", filters: [{type: ExtensionRef, extensionRef: {group: gateway.kgateway.dev, kind: DirectResponse, name: ok}}]")
            let backends = chance(8) ? "" : ", backendRefs: [\(backend)]"
            return "{name: r\(number), matches: [{path: {type: PathPrefix, value: \(one("/", "/a", "/a/b"))}}]\(backends)\(filter)}"
        }
        let parents = one(
            "[{name: gw, namespace: a}]", "[{name: gw, namespace: a}]", "[{name: gw, namespace: a, sectionName: shop}]", "[{name: gone, namespace: a}]", "[]",
            "[{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart, namespace: a}]", "[{name: gw, namespace: a, sectionName: nope}]")
        let hosts = one("", "", ", hostnames: [www.shop.example]", ", hostnames: [other.example]")
        let labels = one("", ", labels: {tier: front}", ", labels: {tier: back}")
        return object("HTTPRoute", "gateway.networking.k8s.io/v1", routeName(), labels, "spec: {parentRefs: \(parents)\(hosts), rules: [\(rules.joined(separator: ", "))]}")
    }

    private mutating func grpcRoute() -> String {
        object(
            "GRPCRoute", "gateway.networking.k8s.io/v1", routeName(), "", "spec: {parentRefs: [{name: gw, namespace: a}], rules: [{backendRefs: [{name: \(one("web", "gone")), port: 80}]}]}")
    }

    private mutating func policyName() -> String { one("p", "q", "qq", "auth") }

    private mutating func policy(onGateways: Bool = true) -> String {
        let api = "group: gateway.networking.k8s.io"
        var targets = [
            "targetRefs: [{\(api), kind: HTTPRoute, name: \(routeName())}]", "targetRefs: [{\(api), kind: HTTPRoute, name: \(routeName()), sectionName: r\(number(3))}]",
            "targetRefs: [{\(api), kind: HTTPRoute, name: gone}]", "targetSelectors: [{\(api), kind: HTTPRoute, matchLabels: {tier: \(one("front", "back", "fronts"))}}]",
            "targetRefs: [{\(api), kind: HTTPRoute, name: \(routeName())}, {\(api), kind: HTTPRoute, name: \(routeName())}]",
        ]
        if onGateways { targets += ["targetRefs: [{\(api), kind: Gateway, name: gw}]", "targetRefs: [{\(api), kind: Gateway, name: gw, sectionName: shop}]"] }
        let field = one(
            "timeouts: {request: 3s}", "cors: {allowOrigins: [\"https://a.example\"]}", "extAuth: {extensionRef: {name: \(one("ask", "asks", "gone"))}}", "extAuth: {disable: {}}",
            "transformation: {request: {set: [{name: x, value: \"{{ a\"}]}}", "retry: {attempts: 2, retryOn: [5xx]}", "rbac: {policy: {matchExpressions: [\"(\"]}}")
        let weight = one("", "", ", annotations: {kgateway.dev/policy-weight: \"\(one("1", "2", "x"))\"}")
        return object("TrafficPolicy", "gateway.kgateway.dev/v1alpha1", policyName(), weight, "spec: {\(targets[number(targets.count)]), \(field)}")
    }

    private mutating func gateway() -> String {
        let allowed = one(", allowedRoutes: {namespaces: {from: All}}", ", allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: x}}}}", "")
        let secure = one("", ", {name: tls, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}\(allowed)}")
        return """

            ---
            kind: Gateway
            apiVersion: gateway.networking.k8s.io/v1
            metadata: {name: gw, namespace: \(one("a", "a", "a", "b"))}
            spec: {gatewayClassName: \(one("kgateway", "kgateway", "other")), listeners: [{name: http, port: 80, protocol: HTTP\(allowed)}, {name: shop, port: 80, protocol: HTTP, hostname: "*.shop.example"\(allowed)}\(secure)]}
            """
    }

    private mutating func service() -> String {
        object("Service", "v1", one("web", "webs", "wen"), "", "spec: {ports: [{name: \(one("http", "http2")), port: \(one("80", "81"))}]}")
    }

    private mutating func slice() -> String {
        object(
            "EndpointSlice", "discovery.k8s.io/v1", one("web-1", "web-2", "webs-1"), ", labels: {kubernetes.io/service-name: \(one("web", "webs"))}",
            "endpoints: [{addresses: [10.0.0.1], conditions: {ready: \(one("true", "false"))}}]")
    }

    private mutating func grant() -> String {
        object(
            "ReferenceGrant", "gateway.networking.k8s.io/v1beta1", one("g", "h"), "",
            "spec: {from: [{group: \(one("gateway.networking.k8s.io, kind: HTTPRoute", "gateway.kgateway.dev, kind: GatewayExtension")), namespace: \(space())}], to: [{group: \"\", kind: Service}]}")
    }

    private mutating func backend() -> String {
        object("Backend", "gateway.kgateway.dev/v1alpha1", one("far", "fat"), "", "spec: {type: Static, static: {hosts: [{host: x.example, port: 80}]}}")
    }

    private mutating func secret() -> String {
        object("Secret", "v1", one("cert", "certs"), "", "data: {tls.crt: YQ==, \(one("tls.key", "other")): YQ==}")
    }

    private mutating func extensionObject() -> String {
        object(
            "GatewayExtension", "gateway.kgateway.dev/v1alpha1", one("ask", "asker"), "",
            "spec: {type: \(one("ExtAuth", "ExtAuth", "ExtProc")), extAuth: {grpcService: {backendRef: {name: \(one("web", "gone")), port: 80, namespace: \(space())}}}}")
    }

    private mutating func namespace() -> String {
        "\n---\nkind: Namespace\napiVersion: v1\nmetadata: {name: \(space()), labels: {team: \(one("x", "y"))}}"
    }

    private mutating func response() -> String { object("DirectResponse", "gateway.kgateway.dev/v1alpha1", "ok", "", "spec: {status: 200}") }

    private mutating func backendPolicy() -> String {
        object(
            "BackendConfigPolicy", "gateway.kgateway.dev/v1alpha1", "b", "",
            "spec: {targetRefs: [{group: \"\", kind: Service, name: \(one("web", "webz"))}], tls: {secretRef: {name: \(one("cert", "gone"))}}}")
    }

    private mutating func object(_ kind: String, _ version: String, _ name: String, _ metadata: String, _ rest: String) -> String {
        "\n---\nkind: \(kind)\napiVersion: \(version)\nmetadata: {name: \(name), namespace: \(space())\(metadata), resourceVersion: \"\(number(1 << 30))\"}\n\(rest)"
    }
}
