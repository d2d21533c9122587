import GatewayGraph
import Foundation
import KubeModel
import Testing

@testable import Sandbox

@Suite struct StatusControllerTests {
    private static func object(_ type: ResourceType, _ name: String, _ spec: JSONValue) -> (ResourceType, JSONValue) {
        (
            type,
            [
                "apiVersion": .string(type.apiVersion), "kind": .string(type.kind),
                "metadata": ["namespace": "shop", "name": .string(name), "generation": 3], "spec": spec,
            ]
        )
    }

    private static let gateway = object(
        .gateway, "public",
        ["gatewayClassName": "kgateway", "listeners": [["name": "http", "port": 80, "protocol": "HTTP"]]])
    private static let route = object(
        .httpRoute, "cart",
        ["parentRefs": [["name": "public"]], "rules": [["name": "submit", "backendRefs": [["name": "cart", "port": 80]]]]])
    private static let service = object(.service, "cart", ["ports": [["port": 80]]])
    private static let stage = [gateway, route, service]
    private let controller = StatusController()

    private func status(
        of item: (type: ResourceType, object: JSONValue), among others: [(ResourceType, JSONValue)] = stage,
        now: String = "2026-01-01T00:00:00Z"
    ) -> JSONValue? {
        let cluster = FixedCluster(others + [(item.type, item.object)])
        return controller.status(
            for: item.object, item.type, in: cluster, by: PolicyVerdicts(in: cluster), now: now)
    }

    private func policy(
        _ spec: JSONValue = [:], target: JSONValue = ["kind": "HTTPRoute", "name": "cart"], name: String = "p"
    ) -> (type: ResourceType, object: JSONValue) {
        var full = spec
        full["targetRefs"] = [target]
        return Self.object(.trafficPolicy, name, full)
    }

    private func reasons(
        _ item: (type: ResourceType, object: JSONValue), among others: [(ResourceType, JSONValue)] = stage
    ) -> [String] {
        (status(of: item, among: others)?["conditions"]?.array ?? []).map {
            "\($0["type"]?.string ?? "") \($0["status"]?.string ?? "") \($0["reason"]?.string ?? "")"
        }
    }

    private func message(_ item: (type: ResourceType, object: JSONValue)) -> String? {
        status(of: item)?["conditions"]?[0]?["message"]?.string
    }

    @Test func aPolicyWithItsTargetIsAcceptedAndAttached() {
        #expect(reasons(policy()) == ["Accepted True Valid", "Attached True Attached"])
    }

    @Test func aMissingTargetIsNamed() {
        let policy = policy(target: ["kind": "Gateway", "name": "edge"])

        #expect(reasons(policy) == ["Accepted False TargetNotFound", "Attached False Pending"])
        #expect(message(policy) == "Gateway shop/edge not found")
    }

    @Test func aMissingRuleOfTheTargetIsNamed() {
        let policy = policy(target: ["kind": "HTTPRoute", "name": "cart", "sectionName": "pay"])

        #expect(message(policy) == "HTTPRoute shop/cart has no rule pay")
    }

    @Test func nothingIsSaidOfAPolicyWhoseTargetsNobodyServes() {
        #expect(status(of: policy(), among: [Self.route]) == nil)
    }

    @Test func policiesWithTheSameFieldsAreOrderedByWeight() {
        let heavy = policy(["timeout": ["request": "1s"], "cors": ["maxAge": "1h"]], name: "heavy")
        var object = heavy.object
        object["metadata"]?["annotations"] = ["kgateway.dev/policy-weight": "5"]
        let light = policy(["timeout": ["request": "2s"]], name: "light")
        let other = policy(["retries": ["attempts": 1]], name: "other")
        let all: [(type: ResourceType, object: JSONValue)] = [(.trafficPolicy, object), light, other]

        let words = all.map { item in reasons(item, among: Self.stage + all).last }

        #expect(words == ["Attached True Merged", "Attached False Overridden", "Attached True Merged"])
    }

    @Test func anInvalidPolicyReplacesItsRule() {
        let wrong = policy(["timeout": ["request": "30 parsecs"]], name: "wrong"), right = policy(["cors": ["maxAge": "1h"]])
        let all = Self.stage + [wrong, right]

        let route = status(of: Self.route, among: all)?[path: ["parents"]]?[0]?["conditions"]?[0]

        #expect(route?["reason"] == "RouteRuleReplaced")
        #expect(reasons(right, among: all) == ["Accepted True Valid", "Attached True Attached"])
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
            reasons(Self.object(type, "x", spec)) == ["Accepted False Invalid"])
    }

    @Test func nothingIsWrittenWhenNothingChanges() {
        var item = policy()
        item.object["status"] = status(of: item)

        #expect(item.object["status"] != nil)
        #expect(status(of: item, now: "2026-01-02T00:00:00Z") == nil)
    }

    @Test func theTimeStaysUntilTheStatusChanges() throws {
        var item = policy()
        item.object["status"] = status(of: item)
        item.object["metadata"]?["generation"] = 4
        let same = status(of: item, now: "2026-01-02T00:00:00Z")
        item.object["spec"]?["retries"] = ["attempts": 99]
        let changed = status(of: item, now: "2026-01-03T00:00:00Z")

        #expect(same?["conditions"]?[0]?["observedGeneration"] == 4)
        #expect(same?["conditions"]?[0]?["lastTransitionTime"] == "2026-01-01T00:00:00Z")
        #expect(changed?["conditions"]?[0]?["lastTransitionTime"] == "2026-01-03T00:00:00Z")
    }

    @Test func anObjectThatIsBeingDeletedIsLeftAlone() {
        var item = policy()
        item.object["metadata"]?["deletionTimestamp"] = "2026-01-01T00:00:00Z"

        #expect(status(of: item) == nil)
    }

    @Test func aGatewayCountsTheRoutesOfEachListener() throws {
        let gateway = Self.object(
            .gateway, "public",
            [
                "listeners": [
                    ["name": "http", "port": 80, "protocol": "HTTP"], ["name": "https", "port": 443, "protocol": "HTTPS"],
                ]
            ])
        let routes = [["name": "public"], ["name": "public", "sectionName": "https"]].enumerated().map { number, parent in
            Self.object(.httpRoute, "route-\(number)", ["parentRefs": [parent]])
        }

        let status = status(of: gateway, among: routes)

        #expect(status?["listeners"]?.array?.compactMap { $0["attachedRoutes"]?.integer } == [1, 2])
    }

    @Test(arguments: [
        (["name": "nobody"], "NoMatchingParent"), (["name": "public", "sectionName": "https"], "NoMatchingParent"),
        (["name": "public"], "NoMatchingListenerHostname"), (["name": "closed"], "NotAllowedByListeners"),
    ] as [(JSONValue, String)])
    func aRouteThatHangsOnNothingIsToldWhy(parent: JSONValue, reason: String) {
        func gateway(_ name: String, _ routes: JSONValue) -> (ResourceType, JSONValue) {
            Self.object(
                .gateway, name,
                [
                    "listeners": [
                        ["name": "http", "port": 80, "protocol": "HTTP", "hostname": "a.example.com", "allowedRoutes": routes]
                    ]
                ])
        }
        let gateways = [gateway("public", [:]), gateway("closed", ["kinds": [["kind": "GRPCRoute"]]])]
        let route = Self.object(.httpRoute, "r", ["parentRefs": [parent], "hostnames": ["b.example.com"]])

        let condition = status(of: route, among: gateways)?["parents"]?[0]?["conditions"]?[0]

        #expect(condition?["reason"]?.string == reason)
    }
}
