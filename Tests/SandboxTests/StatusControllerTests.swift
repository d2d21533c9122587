import GatewayGraph
import Foundation
import KubeModel
import Testing

@testable import Sandbox

@Suite struct StatusControllerTests {
    private static let route: JSONValue = [
        "metadata": ["namespace": "shop", "name": "cart"], "spec": ["rules": [["name": "submit"]]],
    ]
    private static let cluster = FixedCluster([(.httpRoute, route)])
    private let controller = StatusController()

    private func policy(_ spec: JSONValue = [:], target: JSONValue = ["kind": "HTTPRoute", "name": "cart"]) -> JSONValue
    {
        var full = spec
        full["targetRefs"] = [target]
        return ["metadata": ["namespace": "shop", "name": "p", "generation": 3], "spec": full]
    }

    private func reasons(_ object: JSONValue, _ type: ResourceType = .trafficPolicy) -> [String] {
        controller.conditions(for: object, type, in: Self.cluster).map {
            "\($0.type) \($0.status.rawValue) \($0.reason)"
        }
    }

    @Test func aPolicyWithItsTargetIsAcceptedAndAttached() {
        #expect(reasons(policy()) == ["Accepted True Valid", "Attached True Attached"])
    }

    @Test func aMissingTargetIsNamed() {
        let conditions = controller.conditions(
            for: policy(target: ["kind": "Gateway", "name": "edge", "namespace": "infra"]), .trafficPolicy,
            in: Self.cluster)

        #expect(conditions.map(\.reason) == ["TargetNotFound", "Pending"])
        #expect(conditions.first?.message == "Gateway infra/edge not found")
    }

    @Test func aMissingRuleOfTheTargetIsNamed() {
        let conditions = controller.conditions(
            for: policy(target: ["kind": "HTTPRoute", "name": "cart", "sectionName": "pay"]), .trafficPolicy,
            in: Self.cluster)

        #expect(conditions.first?.message == "HTTPRoute shop/cart has no rule pay")
    }

    @Test(
        arguments: [
            ["timeout": ["request": "30 parsecs"]], ["timeout": ["request": ""]], ["timeout": ["idle": "-5s"]],
            ["retries": ["attempts": -1]], ["retries": ["attempts": 11]], ["retries": ["perTryTimeout": "1d"]],
            ["timeout": ["request": "1s"], "retries": ["perTryTimeout": "2s"]],
            ["cors": ["allowOrigins": [["type": "Regex", "value": "*.example.com"]]]],
            ["cors": ["allowOrigins": [["type": "Exact", "value": ""]]]], ["cors": ["maxAge": "soon"]],
            ["requestHeaderModifier": ["set": [["name": "x y", "value": "1"]]]],
            ["extAuth": ["extensionRef": ["name": "nobody"]]],
        ] as [JSONValue])
    func aSpecThatTheProxyWouldRefuseIsInvalid(spec: JSONValue) {
        #expect(reasons(policy(spec)) == ["Accepted False Invalid", "Attached False Pending"])
    }

    @Test(
        arguments: [
            ["timeout": ["request": "1m30s", "idle": "0"]], ["retries": ["attempts": 0]], ["retries": ["attempts": 10]],
            [
                "cors": [
                    "allowOrigins": [["type": "Regex", "value": #"https://(?:[a-z-]+\.){1,3}example\.com(:\d+)?"#]]
                ]
            ],
            ["cors": ["allowOrigins": [["type": "Exact", "value": "*"]]]], ["extAuth": ["disable": true]],
        ] as [JSONValue])
    func aSpecThatTheProxyTakesIsValid(spec: JSONValue) {
        #expect(reasons(policy(spec)) == ["Accepted True Valid", "Attached True Attached"])
    }

    @Test(
        arguments: [
            (.backend, ["type": "Static"]), (.backend, [:]),
            (.backend, ["type": "AI", "ai": ["provider": ["type": "azure"]]]),
            (.backend, ["static": ["hosts": [["host": "a", "port": 0]]]]),
            (.directResponse, ["statusCode": 304, "body": "text"]), (.gatewayExtension, ["type": "ExtAuth"]),
            (.gatewayParameters, ["kube": ["deployment": ["replicas": -1]]]),
            (.aiBackend, ["groups": [["backends": [["backendRef": ["name": "nobody"]]]]]]),
        ] as [(ResourceType, JSONValue)])
    func otherKindsAreRefusedByTheirOwnRules(type: ResourceType, spec: JSONValue) {
        #expect(
            reasons(["metadata": ["namespace": "shop", "name": "x"], "spec": spec], type) == ["Accepted False Invalid"])
    }

    @Test func nothingIsWrittenWhenNothingChanges() {
        var object = policy()
        object["status"] = controller.status(for: object, .trafficPolicy, in: Self.cluster, now: "2026-01-01T00:00:00Z")

        #expect(object["status"] != nil)
        #expect(controller.status(for: object, .trafficPolicy, in: Self.cluster, now: "2026-01-02T00:00:00Z") == nil)
    }

    @Test func theTimeStaysUntilTheStatusChanges() throws {
        var object = policy()
        object["status"] = controller.status(for: object, .trafficPolicy, in: Self.cluster, now: "2026-01-01T00:00:00Z")
        object["metadata"]?["generation"] = 4
        let same = controller.status(for: object, .trafficPolicy, in: Self.cluster, now: "2026-01-02T00:00:00Z")
        object["spec"]?["retries"] = ["attempts": 99]
        let changed = controller.status(for: object, .trafficPolicy, in: Self.cluster, now: "2026-01-03T00:00:00Z")

        #expect(same?["conditions"]?[0]?["observedGeneration"] == 4)
        #expect(same?["conditions"]?[0]?["lastTransitionTime"] == "2026-01-01T00:00:00Z")
        #expect(changed?["conditions"]?[0]?["lastTransitionTime"] == "2026-01-03T00:00:00Z")
    }

    @Test func anObjectThatIsBeingDeletedIsLeftAlone() {
        var object = policy()
        object["metadata"]?["deletionTimestamp"] = "2026-01-01T00:00:00Z"

        #expect(controller.status(for: object, .trafficPolicy, in: Self.cluster, now: "2026-01-02T00:00:00Z") == nil)
    }

    @Test func aGatewayCountsTheRoutesOfEachListener() throws {
        let gateway: JSONValue = [
            "metadata": ["namespace": "infra", "name": "public"],
            "spec": ["listeners": [["name": "http"], ["name": "https"]]],
        ]
        let routes: [JSONValue] = ["a", "b"].map { name in
            [
                "metadata": ["namespace": "shop", "name": .string(name)],
                "spec": ["parentRefs": [name == "a" ? Self.anyListener : Self.https]],
            ]
        }
        let cluster = FixedCluster([(.gateway, gateway)] + routes.map { (.httpRoute, $0) })

        let status = controller.status(for: gateway, .gateway, in: cluster, now: "2026-01-01T00:00:00Z")

        #expect(status?["listeners"]?.array?.compactMap { $0["attachedRoutes"]?.integer } == [1, 2])
    }

    private static let anyListener: JSONValue = ["name": "public", "namespace": "infra"]
    private static let https: JSONValue = ["name": "public", "namespace": "infra", "sectionName": "https"]
}
