import APIServer
import Dashboard
import Foundation
import GatewayGraph
import KubeModel
import TestSupport

/// A dashboard with one of everything, made of literals: the state behind the golden frames.
enum Showcase {
    static func state(namespace: String? = nil, isReadOnly: Bool = false) -> DashboardState {
        var state = DashboardState.sample(namespace: namespace, isReadOnly: isReadOnly)
        state.list(policies)
        state.list(backends, of: .backend)
        state.list(
            [Sample.row(Sample.object("infra/proxy", .gatewayParameters, spec: parameters), .gatewayParameters)],
            of: .gatewayParameters)
        state.perform(.reflector(.aiBackend, .state(.notInstalled)))
        state.perform(.selectRow(1))
        return state
    }

    static let policies: [ResourceRow] = [
        Sample.policy("team-a/cart-cors", age: 12 * 86_400), refused, attachedTwice,
        Sample.row(Sample.object("team-b/legacy", age: 90 * 86_400, spec: targets("old"))),
        Sample.row(
            Sample.object(
                "team-b/search-limits", generation: 4, age: 30, spec: targets("search"),
                status: Sample.status("Accepted=True/Valid@3", "Attached=True/Attached@3"))),
        Sample.policy(
            "team-b/shadowed", "Accepted=True/Valid", "Attached=False/Overridden: checkout-limits is older", age: 7_200),
        deleting,
    ]

    static let refused = Sample.row(
        Sample.object(
            "team-a/checkout-limits", version: 7, generation: 4, age: 4 * 86_400,
            labels: ["app.kubernetes.io/part-of": "checkout", "team": "a"], spec: targets("checkout"),
            status: Sample.status(
                "Accepted=False/Invalid@4: spec.rateLimit.local: tokensPerFill must be greater than zero, and was -5",
                "Attached=False/Pending@4: Policy is not accepted")))

    static let attachedTwice = Sample.row(
        Sample.object(
            "team-a/search-retry", age: 3 * 3_600,
            spec: ["targetRefs": [["kind": "Gateway", "name": "public"]], "retry": [:]],
            status: Sample.ancestors([
                "infra/public": ["Accepted=True/Valid", "Attached=True/Attached"],
                "infra/internal": ["Accepted=True/Valid", "Attached=False/Pending: waiting for a listener"],
            ])))

    static let deleting: ResourceRow = {
        var object = Sample.object(
            "team-b/winding-down", age: 600, spec: targets("gone"), status: Sample.status("Accepted=True/Valid"))
        object["metadata"]?["deletionTimestamp"] = "2026-01-02T03:03:00Z"
        object["metadata"]?["finalizers"] = ["kgateway.dev/drain"]
        return Sample.row(object)
    }()

    static let backends: [ResourceRow] = ["one", "two"].map { name in
        let spec: JSONValue = [
            "type": "Static", "static": ["hosts": [["host": .string("\(name).example.org"), "port": 443]]],
        ]
        return Sample.row(
            Sample.object("team-a/\(name)", .backend, spec: spec, status: Sample.status("Accepted=True/Valid")),
            .backend)
    }

    private static let parameters: JSONValue = ["kube": ["deployment": ["replicas": 2]]]

    private static func targets(_ name: String) -> JSONValue {
        [
            "targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": .string(name)]],
            "rateLimit": ["local": ["tokenBucket": ["tokensPerFill": -5, "fillInterval": "1s"]]],
        ]
    }

    /// Gateways on screen, and a kind with the columns of its definition.
    static func gateways() -> DashboardState {
        let moon = ResourceType(
            group: ResourceType.kgatewayGroup, version: "v1", plural: "moonpolicies", kind: "MoonPolicy")
        var state = state()
        let columns = [PrinterColumn(name: "Since", type: "date", path: ".spec.since")]
        let known = state.kinds.map { Discovery.Kind(type: $0.kind.type) }.filter { $0.type != .aiBackend }
        state.perform(.discovered(Discovery(kinds: known + [Discovery.Kind(type: moon, printerColumns: columns)])))
        state.list([], of: moon)
        let conditions: JSONValue = ["conditions": [Sample.condition("Programmed=True/Programmed")]]
        var status = conditions
        status["listeners"] = [
            ["name": "http", "conditions": [Sample.condition("Accepted=True/Accepted")]],
            [
                "name": "https",
                "conditions": [Sample.condition("ResolvedRefs=False/InvalidCertificateRef: no such Secret")],
            ],
        ]
        let spec: JSONValue = [
            "gatewayClassName": "kgateway",
            "listeners": [["name": "http", "port": 80], ["name": "https", "port": 443]],
        ]
        let rows = [("infra/public", status), ("infra/internal", conditions)].map { place, status in
            Sample.row(Sample.object(place, .gateway, spec: spec, status: status), .gateway)
        }
        state.list(rows, of: .gateway)
        state.perform(.selectKind(state.index(of: .gateway) ?? 0), .selectRow(1))
        return state
    }

    /// What no author of a resource may do to a screen: each of these names and messages tries to.
    static func hostile() -> DashboardState {
        let names = [
            "plain", "\u{1B}[31mred\u{1B}[0m", "line\nbreak", "tab\tand\u{7}bell", "中文名字很长很长很长的策略", "👨‍👩‍👧‍👦family🇩🇪flag👍🏽",
            "rtl-\u{202E}gnp.exe", "e\u{301}\u{302}\u{303}\u{304}mark", String(repeating: "n", count: 63),
            "\u{200B}zero\u{FEFF}width",
            "\u{9B}31m-c1", "ﷺ-wide-ligature",
        ]
        var state = DashboardState.sample()
        state.list(
            names.enumerated().map { index, name in
                let spec: JSONValue = ["targetRefs": [["kind": .string(name), "name": .string(name + name)]]]
                let status = Sample.status("Accepted=False/\(name): \(name) \(name)\n\(name)")
                var object = Sample.object("x/\(index)", spec: spec, status: status)
                object["metadata"]?["name"] = .string(name)
                object["metadata"]?["namespace"] = .string(String(name.prefix(20)))
                object["metadata"]?["labels"] = [name: .string(name)]
                return Sample.row(object)
            })
        return state
    }
}
