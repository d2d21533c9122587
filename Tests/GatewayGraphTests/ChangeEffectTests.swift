import Foundation
import KubeModel
import Testing

@testable import GatewayGraph

/// What a change does, told before it is made.
@Suite struct ChangeEffectTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)

    /// A cluster as the dashboard keeps it, and as the command line reads it.
    private struct Scene {
        var index = ReferenceIndex()
        var keeper = PolicyKeeper(PolicySettings([:], rules: .v21))
        var objects: [JSONValue]

        init(_ texts: String...) {
            objects = PolicySample.objects(texts)
            for type in PolicyKeeper.checkedTypes { index.beginList(of: type) }
            for object in objects {
                guard let head = ObjectHead(object), let type = PolicyKeeper.checkedTypes.first(where: { $0.kind == head.kind && $0.group == head.group }) else { continue }
                let projection = RowProjection(isPolicy: false, references: ReferenceRule.paths(of: type)) { _, _ in [] }
                if let row = try? ResourceScanner(projection: projection).row(JSONWriter.bytes(object)) { index.put(row, type) }
            }
            for type in PolicyKeeper.checkedTypes { index.completeList(of: type, in: nil) }
        }

        /// Of objects as they would be.
        static func changes(_ text: String) -> [ForeseenChange] {
            PolicySample.objects([text]).compactMap { object in
                ObjectHead(object).flatMap { GraphID(identity: $0.identity) }.map { ForeseenChange(id: $0, value: object) }
            }
        }

        static func deletion(_ kind: String, _ place: String) -> ForeseenChange {
            let group = ["Service", "Namespace", "Secret"].contains(kind) ? "" : kind.hasSuffix("Policy") || kind.hasSuffix("Extension") ? "gateway.kgateway.dev" : "gateway.networking.k8s.io"
            return ForeseenChange(id: GraphID(group: group, kind: kind, key: GraphSample.key(place)), value: nil)
        }

        mutating func effect(_ changes: [ForeseenChange]) -> ChangeEffect { keeper.effect(of: changes, index, now: now) }

        /// `open: words` of what both the dashboard and the command line say.
        mutating func lines(_ changes: [ForeseenChange]) -> [String] {
            let kept = effect(changes), whole = ChangeEffect(of: changes, in: objects, settings: keeper.settings, now: now)
            #expect(kept == whole)
            return kept.lines.map { $0.label.isEmpty ? $0.text : "\($0.label): \($0.text)" }
        }

        mutating func lines(_ text: String) -> [String] { lines(Self.changes(text)) }
    }

    // MARK: Scenes

    private static let services = """

        ---
        {kind: Service, apiVersion: v1, metadata: {name: cart, namespace: a}, spec: {ports: [{port: 80}]}}
        ---
        {kind: Service, apiVersion: v1, metadata: {name: auth, namespace: a}, spec: {ports: [{port: 80}]}}
        ---
        kind: GatewayExtension
        apiVersion: gateway.kgateway.dev/v1alpha1
        metadata: {name: ext, namespace: a}
        spec: {type: ExtAuth, extAuth: {grpcService: {backendRef: {name: auth, port: 80}}}}
        """

    private static func route(_ name: String, _ rules: String, _ more: String = "hostnames: [www.shop.example]", namespace: String = "a") -> String {
        """

        ---
        kind: HTTPRoute
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: \(name), namespace: \(namespace)}
        spec: {parentRefs: [{name: gw, namespace: a, sectionName: http}], \(more), rules: [\(rules)]}
        """
    }

    private static let admin = route("admin", "{matches: [{path: {value: /admin}}], backendRefs: [{name: cart, port: 80}]}")

    private static func guarding(_ target: String, _ name: String = "auth", _ metadata: String = "") -> String {
        PolicySample.policy(name, target, "extAuth: {extensionRef: {name: ext}}", metadata)
    }

    private static func timeout(_ name: String, _ seconds: Int, _ created: String, on target: String = "kind: HTTPRoute, name: cart") -> String {
        PolicySample.policy(name, target, "timeouts: {request: \(seconds)s}", ", creationTimestamp: \"\(created)T00:00:00Z\"")
    }

    // MARK: Doors

    @Test func withoutTheOnlyPolicyThatProtectsAPlaceItBecomesOpen() {
        var scene = Scene(PolicySample.base, Self.services, Self.admin, Self.guarding("kind: HTTPRoute, name: admin"))
        #expect(
            scene.lines([Scene.deletion("TrafficPolicy", "a/auth")]) == [
                "open: www.shop.example/admin becomes open: extAuth of a/auth does not run there any more",
                "extAuth: on HTTPRoute a/admin: a/ext of a/auth → nothing",
                "mends: routeUnprotected on HTTPRoute a/cart",
            ])
    }

    @Test func aChangedTargetOpensOnePlaceAndProtectsAnother() {
        var scene = Scene(PolicySample.base, Self.services, Self.admin, Self.guarding("kind: HTTPRoute, name: admin"))
        #expect(
            scene.lines(Self.guarding("kind: HTTPRoute, name: cart")) == [
                "open: www.shop.example/admin becomes open: extAuth of a/auth does not run there any more",
                "routeUnprotected: HTTPRoute a/admin runs no authentication: others on host www.shop.example run extAuth",
                "protected: www.shop.example/, www.shop.example/pay and www.shop.example/pay/now are protected from now on by extAuth of a/auth",
                "extAuth: on HTTPRoute a/cart (2 rules): nothing → a/ext of a/auth",
                "extAuth: on HTTPRoute a/admin: a/ext of a/auth → nothing",
                "mends: routeUnprotected on HTTPRoute a/cart",
            ])
    }

    @Test func aNewRouteThatTakesOverAPartOfAProtectedOneOpensIt() {
        var scene = Scene(PolicySample.base, Self.services, Self.guarding("kind: HTTPRoute, name: cart"))
        #expect(
            scene.lines(Self.admin).first
                == "open: www.shop.example/admin becomes open: HTTPRoute a/admin serves it then, and extAuth of a/auth does not run there")
    }

    @Test func aTargetWithoutItsSectionTakesInTheOtherRules() {
        var scene = Scene(PolicySample.base, Self.services, Self.guarding("kind: HTTPRoute, name: cart, sectionName: pay"))
        #expect(
            scene.lines(Self.guarding("kind: HTTPRoute, name: cart")) == [
                "protected: www.shop.example/ is protected from now on by extAuth of a/auth",
                "extAuth: on HTTPRoute a/cart: nothing → a/ext of a/auth", "mends: routeUnprotected on HTTPRoute a/cart",
            ])
    }

    @Test func whoSwitchesProtectionOffIsNamed() {
        var scene = Scene(PolicySample.base, Self.services, Self.guarding("kind: Gateway, name: gw"))
        let lines = scene.lines(PolicySample.policy("quiet", "kind: HTTPRoute, name: cart, sectionName: pay", "extAuth: {disable: {}}"))
        #expect(lines.first == "open: www.shop.example/pay and www.shop.example/pay/now become open: extAuth of a/auth is switched off by a/quiet")
        #expect(lines.contains("extAuth: on HTTPRoute a/cart: a/ext of a/auth → off by a/quiet"))
    }

    // MARK: Winners

    @Test func anOlderPolicyThatGoesLeavesTheFieldToTheNextOne() {
        var scene = Scene(PolicySample.base, Self.services, Self.timeout("old", 30, "2025-01-01"), Self.timeout("young", 10, "2025-02-01"))
        #expect(
            scene.lines([Scene.deletion("TrafficPolicy", "a/old")]) == [
                "timeouts: on HTTPRoute a/cart (2 rules): request 30s of a/old → request 10s of a/young", "mends: policyNeverWins on TrafficPolicy a/young",
            ])
    }

    @Test func aNewPolicyIsYoungerThanThoseThatAreThere() {
        var scene = Scene(PolicySample.base, Self.services, Self.timeout("old", 30, "2025-01-01"))
        let lines = scene.lines(PolicySample.policy("new", "kind: HTTPRoute, name: cart", "timeouts: {request: 10s}"))
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("policyNeverWins: TrafficPolicy a/new is attached, and none of its fields takes effect anywhere") == true)
    }

    @Test func anotherValueOfTheSamePolicyIsTold() {
        var scene = Scene(PolicySample.base, Self.services, Self.timeout("p", 30, "2025-01-01"))
        #expect(
            scene.lines(Self.timeout("p", 10, "2025-01-01")) == ["timeouts: on HTTPRoute a/cart (2 rules): request 30s of a/p → request 10s of a/p"])
    }

    @Test func valuesThatMayBeSecretAreNotShown() {
        func policy(_ key: String) -> String { PolicySample.policy("p", "kind: HTTPRoute, name: cart", "transformation: {request: {set: [{name: x, value: \(key)}]}}") }
        var scene = Scene(PolicySample.base, Self.services, policy("first-secret"))
        #expect(scene.lines(policy("other-secret")) == ["transformation: on HTTPRoute a/cart (2 rules): a/p says something else"])
    }

    @Test func manyRoutesAreOneLine() {
        let routes = (1...12).map { Self.route("r\($0)", "{backendRefs: [{name: cart, port: 80}]}", "hostnames: [h\($0).example]") }.joined()
        var scene = Scene(PolicySample.base, Self.services, routes, Self.timeout("p", 30, "2025-01-01", on: "kind: Gateway, name: gw").replacing("timeouts: {request: 30s}", with: "csrf: {}"))
        #expect(
            scene.lines([Scene.deletion("TrafficPolicy", "a/p")]) == [
                "csrf: on 13 routes: HTTPRoute a/r1, HTTPRoute a/r10, HTTPRoute a/r11 and 10 more: a/p → nothing"
            ])
    }

    // MARK: What is served

    @Test func withoutABackendTheRoutesThatUseItFail() {
        var scene = Scene(PolicySample.base, Self.services)
        #expect(
            scene.lines([Scene.deletion("Service", "a/cart")]) == [
                "backendMissing: HTTPRoute a/cart: no Service a/cart"
            ])
    }

    @Test func withoutTheExtensionOfItsPolicyAPlaceAnswers500() {
        var scene = Scene(PolicySample.base, Self.services, Self.admin, Self.guarding("kind: HTTPRoute, name: admin"))
        let lines = scene.lines([Scene.deletion("GatewayExtension", "a/ext")])
        #expect(lines.first == "500: www.shop.example/admin answers 500 (HTTPRoute a/admin rule 0): policy a/auth is invalid")
        #expect(lines.contains { $0.hasPrefix("extensionMissing: ") })
    }

    @Test func anInvalidPolicyThatGoesLetsEverybodyIn() {
        var scene = Scene(PolicySample.base, Self.services.replacing("name: ext,", with: "name: other,"), Self.admin, Self.guarding("kind: HTTPRoute, name: admin"))
        #expect(
            scene.lines([Scene.deletion("TrafficPolicy", "a/auth")]) == [
                "open: www.shop.example/admin becomes open: so far it answers 500: policy a/auth is invalid",
                "served: www.shop.example/admin answers again (HTTPRoute a/admin rule 0)", "goes with it: extensionMissing on TrafficPolicy a/auth",
            ])
    }

    @Test func aLabelOfANamespaceOpensAListener() {
        let listener = PolicySample.base.replacing(
            "{name: http, port: 80, protocol: HTTP}",
            with: "{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {edge: \"yes\"}}}}}")
        let namespaces = "\n---\n{kind: Namespace, apiVersion: v1, metadata: {name: a, labels: {edge: \"yes\"}}}\n---\n{kind: Namespace, apiVersion: v1, metadata: {name: b}}"
        let other = "\n---\n{kind: Service, apiVersion: v1, metadata: {name: cart, namespace: b}, spec: {ports: [{port: 80}]}}"
        let route = Self.route("b", "{backendRefs: [{name: cart, port: 80}]}", "hostnames: [b.example]", namespace: "b")
        var scene = Scene(listener, Self.services, namespaces, other, route)
        #expect(
            scene.lines("{kind: Namespace, apiVersion: v1, metadata: {name: b, labels: {edge: \"yes\"}}}") == [
                "served: HTTPRoute b/b serves b.example/ from now on: nobody is asked who it is", "mends: notAllowedByListener on HTTPRoute b/b",
                "listenerUnused: Gateway a/gw: no route is attached to listener shop",
            ])
        #expect(
            scene.lines("{kind: Namespace, apiVersion: v1, metadata: {name: a}}").first
                == "not served: HTTPRoute a/cart no longer serves www.shop.example/, www.shop.example/pay and www.shop.example/pay/now, and nothing else does")
    }

    @Test func anotherRouteTakesOverWhatARouteServed() {
        var scene = Scene(PolicySample.base, Self.services, Self.admin)
        #expect(
            scene.lines([Scene.deletion("HTTPRoute", "a/admin")]) == [
                "moves: www.shop.example/admin is served by HTTPRoute a/cart rule 1 instead of HTTPRoute a/admin"
            ])
    }

    @Test func severalChangesAreToldTogether() {
        var scene = Scene(PolicySample.base, Self.services, Self.timeout("old", 30, "2025-01-01"), Self.timeout("young", 10, "2025-02-01"))
        #expect(
            scene.lines([Scene.deletion("TrafficPolicy", "a/old"), Scene.deletion("TrafficPolicy", "a/young")]) == [
                "timeouts: on HTTPRoute a/cart (2 rules): request 30s of a/old → nothing", "goes with it: policyNeverWins on TrafficPolicy a/young",
            ])
    }

    // MARK: Nothing, and what is not known

    @Test func aChangeWithoutEffectIsSaidToHaveNone() {
        var scene = Scene(PolicySample.base, Self.services, Self.timeout("p", 30, "2025-01-01"))
        let lines = scene.lines(Self.timeout("p", 30, "2025-01-01").replacing("namespace: a,", with: "namespace: a, annotations: {note: x},"))
        #expect(lines == ["No route, winner or finding changes."])
    }

    @Test func askingChangesNothing() {
        var scene = Scene(PolicySample.base, Self.services, Self.admin, Self.guarding("kind: HTTPRoute, name: admin"))
        let deletion = [Scene.deletion("TrafficPolicy", "a/auth")], stamp = scene.index.stamp
        let first = scene.lines(deletion)
        #expect(scene.lines(deletion) == first)
        #expect(scene.index.stamp == stamp)
    }

    @Test func whereAKindIsForbiddenNothingIsNotClaimed() {
        var scene = Scene(PolicySample.base, Self.services, Self.timeout("p", 30, "2025-01-01"))
        scene.index.cover(.httpRoute, .forbidden)
        let effect = scene.effect(Scene.changes(Self.timeout("p", 30, "2025-01-01")))
        #expect(!effect.isComplete)
        #expect(effect.lines.map(\.text) == ["No route, winner or finding changes, as far as is known.", "HTTPRoutes could not be read."])
    }

    @Test func whereOnlyOneNamespaceWasListedItIsSaid() {
        var scene = Scene(PolicySample.base, Self.services, Self.timeout("p", 30, "2025-01-01"))
        scene.index.cover(.httpRoute, .complete(namespace: "a"))
        #expect(scene.effect(Scene.changes(Self.timeout("p", 30, "2025-01-01"))).lines.last?.text == "Only what is in a was listed.")
    }

    @Test func whatTheRulesDoNotReadIsNotForeseen() {
        var scene = Scene(PolicySample.base, Self.services)
        let id = GraphID(group: "agentgateway.dev", kind: "AgentgatewayPolicy", key: GraphSample.key("a/x"))
        #expect(
            scene.effect([ForeseenChange(id: id, value: nil)]).lines.map(\.text) == [
                "No route, winner or finding changes, as far as is known.", "What AgentgatewayPolicies do is not foreseen.",
            ])
    }

    @Test func ofMoreRoutesThanAreLookedAtItIsSaidHowManyAreLeftOut() {
        let routes = (1...5).map { Self.route("r\($0)", "{backendRefs: [{name: cart, port: 80}]}", "hostnames: [h\($0).example]") }.joined()
        var scene = Scene(PolicySample.base, Self.services, routes, PolicySample.policy("p", "kind: Gateway, name: gw", "csrf: {}"))
        let effect = scene.keeper.effect(of: [Scene.deletion("TrafficPolicy", "a/p")], scene.index, now: Self.now, most: 4)

        #expect(!effect.isComplete)
        #expect(
            effect.lines.map(\.text) == [
                "on 4 routes: HTTPRoute a/r1, HTTPRoute a/r2, HTTPRoute a/r3 and HTTPRoute a/cart: a/p → nothing",
                "Looked at 4 of the routes that it may show on; 2 more were left out.",
            ])
    }

    @Test func neighboursThatAreNotLookedAtAreSaidToBeLeftOut() {
        let routes = (1...5).map { Self.route("r\($0)", "{backendRefs: [{name: cart, port: 80}]}", "hostnames: [h\($0).example]") }.joined()
        var scene = Scene(PolicySample.base, Self.services, routes, Self.timeout("p", 30, "2025-01-01"))
        let effect = scene.keeper.effect(of: [Scene.deletion("TrafficPolicy", "a/p")], scene.index, now: Self.now, most: 4)

        #expect(effect.lines.first?.text == "on HTTPRoute a/cart (2 rules): request 30s of a/p → nothing")
        #expect(effect.lines.last?.text.hasPrefix("2 other routes on the same Gateways were not looked at") == true)
    }

    @Test func withoutItsGrantABackendMayNotBeNamed() {
        let other = """

            ---
            {kind: Service, apiVersion: v1, metadata: {name: far, namespace: b}, spec: {ports: [{port: 80}]}}
            ---
            kind: ReferenceGrant
            apiVersion: gateway.networking.k8s.io/v1beta1
            metadata: {name: grant, namespace: b}
            spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: a}], to: [{group: "", kind: Service}]}
            """
        let route = Self.route("far", "{backendRefs: [{name: far, namespace: b, port: 80}]}", "hostnames: [far.example]")
        var scene = Scene(PolicySample.base, Self.services, other, route)
        #expect(
            scene.lines([Scene.deletion("ReferenceGrant", "b/grant")]) == [
                "grantMissing: HTTPRoute a/far: no ReferenceGrant in b lets HTTPRoutes of a refer to Service b/far"
            ])
    }

    @Test func thereAreNoMoreLinesThanCanBeRead() {
        let policies = (1...60).map { Self.timeout("p\($0)", $0, "2025-01-01", on: "kind: HTTPRoute, name: r\($0)") }.joined()
        let routes = (1...60).map { Self.route("r\($0)", "{backendRefs: [{name: cart, port: 80}]}", "hostnames: [h\($0).example]") }.joined()
        var scene = Scene(PolicySample.base, Self.services, routes, policies)
        let lines = scene.lines((1...60).map { Scene.deletion("TrafficPolicy", "a/p\($0)") })
        #expect(lines.count == 41)
        #expect(lines.last == "and 20 more")
    }
}
