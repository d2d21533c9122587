import GatewayGraph
import APIServer
import Foundation
import KubeModel
import Testing

@testable import Sandbox

@Suite struct StatusWriterTests {
    private static let kinds = Dictionary(uniqueKeysWithValues: KindSchemas.cluster.map { ($0.type, $0) })

    /// Runs the writer on a store of two objects, without waiting, while `body` acts and looks.
    private func withWriter(
        pinned: [ObjectID: Int] = [:],
        _ body: (ObjectStore, inout AsyncStream<StoreChange>.Iterator) async throws -> Void
    ) async throws {
        let store = ObjectStore(types: KindSchemas.cluster.map(\.type))
        store.seed(Self.gateway, .gateway)
        store.seed(Self.route, .httpRoute)
        store.seed(Self.policy, .trafficPolicy)
        let writer = StatusWriter(store: store, seed: 1, pinned: pinned, clock: StoryImmediateClock())
        await writer.prime()
        let stream = store.changes(of: .trafficPolicy)
        var changes = stream.makeAsyncIterator()
        let task = Task { await writer.run() }
        try await body(store, &changes)
        store.close()
        await task.value
    }

    @Test func whatManyPoliciesPointAtIsKnownWithoutTheirTrees() async throws {
        let store = ObjectStore(types: KindSchemas.cluster.map(\.type))
        var lessons: [StatusWriter.Lesson] = []
        BulkPolicies(count: 60, start: Date()).seed(into: store) { lessons.append(StatusWriter.Lesson($0, $1)) }
        let writer = StatusWriter(store: store, seed: 1, clock: StoryImmediateClock())
        await writer.prime(lessons)
        #expect(lessons.count == store.count(of: .trafficPolicy) + store.count(of: .httpRoute))
        let stream = store.changes(of: .trafficPolicy)
        var changes = stream.makeAsyncIterator()
        let task = Task { await writer.run() }

        // Only who points at it is judged anew.
        store.discard(.httpRoute, ObjectKey(namespace: "bulk-03", name: "everything"))
        let change = try #require(await changes.next())
        #expect(change.key.namespace == "bulk-03" && change.action == .modified)
        #expect(change.object["status"]?["conditions"]?[0]?["status"] == "False")
        store.close()
        await task.value
    }

    private static func object(_ kind: String, _ apiVersion: String, _ name: String, _ spec: JSONValue) -> JSONValue {
        [
            "apiVersion": .string(apiVersion), "kind": .string(kind),
            "metadata": ["name": .string(name), "namespace": "shop"], "spec": spec,
        ]
    }

    private static let gateway = object(
        "Gateway", "gateway.networking.k8s.io/v1", "public",
        ["gatewayClassName": "kgateway", "listeners": [["name": "http", "port": 80, "protocol": "HTTP"]]])
    private static let route = object(
        "HTTPRoute", "gateway.networking.k8s.io/v1", "cart",
        ["parentRefs": [["name": "public"]], "rules": [["backendRefs": [["name": "cart", "port": 80]]]]])
    private static let policy = object(
        "TrafficPolicy", "gateway.kgateway.dev/v1alpha1", "retries",
        ["targetRefs": [["kind": "HTTPRoute", "name": "cart"]], "retries": ["attempts": 2]])
    private static let key = ObjectKey(namespace: "shop", name: "retries")

    /// The reason of Accepted after the next change of the status.
    private func nextReason(
        _ changes: inout AsyncStream<StoreChange>.Iterator, of name: String? = nil
    ) async -> String? {
        while let change = await changes.next() {
            guard name ?? change.key.name == change.key.name, change.action == .modified else { continue }
            if let reason = change.object["status"]?["conditions"]?[0]?["reason"]?.string { return reason }
        }
        return nil
    }

    private func edit(_ store: ObjectStore, attempts: Int) throws {
        let kind = try #require(Self.kinds[.trafficPolicy])
        var object = try #require(store.object(.trafficPolicy, Self.key))
        object["spec"]?["retries"] = ["attempts": .integer(attempts)]
        try store.replace(object, kind: kind)
    }

    @Test func aReplacedSpecIsJudgedAnew() async throws {
        try await withWriter { store, changes in
            try edit(store, attempts: 50)
            #expect(await nextReason(&changes) == "Invalid")

            try edit(store, attempts: 3)
            _ = await changes.next()
            #expect(await nextReason(&changes) == "Valid")
            #expect(store.object(.trafficPolicy, Self.key)?["status"]?["conditions"]?[0]?["observedGeneration"] == 3)
        }
    }

    @Test func aTargetThatGoesAndComesMovesItsPolicies() async throws {
        let kind = try #require(Self.kinds[.httpRoute])
        try await withWriter { store, changes in
            try store.delete(ObjectKey(namespace: "shop", name: "cart"), kind: kind)
            #expect(await nextReason(&changes) == "TargetNotFound")

            try store.create(Self.route, kind: kind)
            #expect(await nextReason(&changes) == "Valid")
        }
    }

    @Test func aPolicyThatComesAndGoesMovesItsNeighbours() async throws {
        let kind = try #require(Self.kinds[.trafficPolicy])
        try await withWriter { store, changes in
            var heavy = Self.object(
                "TrafficPolicy", "gateway.kgateway.dev/v1alpha1", "heavy",
                ["targetRefs": [["kind": "HTTPRoute", "name": "cart"]], "retries": ["attempts": 1]])
            heavy["metadata"]?["annotations"] = ["kgateway.dev/policy-weight": "5"]
            try store.create(heavy, kind: kind)
            #expect(await nextAttached(&changes, of: Self.key) == "Overridden")

            try store.delete(ObjectKey(namespace: "shop", name: "heavy"), kind: kind)
            #expect(await nextAttached(&changes, of: Self.key) == "Attached")
        }
    }

    @Test func aPolicyThatIsRefusedMakesItsRouteAnswer500() async throws {
        try await withWriter { store, _ in
            var routes = store.changes(of: .httpRoute).makeAsyncIterator()
            try edit(store, attempts: 50)
            #expect(await nextAcceptance(&routes) == "RouteRuleReplaced")

            try edit(store, attempts: 5)
            #expect(await nextAcceptance(&routes) == "Accepted")
        }
    }

    @Test func whatAnExtensionLacksMovesThePoliciesThatCallForIt() async throws {
        let kinds = Self.kinds
        try await withWriter { store, changes in
            let service = Self.object("Service", "v1", "authz", ["ports": [["port": 9000]]])
            let helper = Self.object(
                "GatewayExtension", "gateway.kgateway.dev/v1alpha1", "authz",
                ["type": "ExtAuth", "extAuth": ["grpcService": ["backendRef": ["name": "authz", "port": 9000]]]])
            let policy = Self.object(
                "TrafficPolicy", "gateway.kgateway.dev/v1alpha1", "asks",
                ["targetRefs": [["kind": "HTTPRoute", "name": "cart"]], "extAuth": ["extensionRef": ["name": "authz"]]])
            try store.create(policy, kind: try #require(kinds[.trafficPolicy]))
            #expect(await nextReason(&changes, of: "asks") == "Invalid")

            try store.create(service, kind: try #require(kinds[.service]))
            try store.create(helper, kind: try #require(kinds[.gatewayExtension]))
            #expect(await nextReason(&changes, of: "asks") == "Valid")

            try store.delete(ObjectKey(namespace: "shop", name: "authz"), kind: try #require(kinds[.service]))
            #expect(await nextReason(&changes, of: "asks") == "Invalid")
        }
    }

    private func label(_ store: ObjectStore, _ type: ResourceType, _ key: ObjectKey, _ labels: JSONValue) throws {
        var object = try #require(store.object(type, key))
        object["metadata"]?["labels"] = labels
        try store.replace(object, kind: try #require(Self.kinds[type]))
    }

    private static let cart = ObjectKey(namespace: "shop", name: "cart")

    @Test func aLabelOfARouteMovesThePoliciesThatChooseIt() async throws {
        try await withWriter { store, changes in
            var chooser = Self.object(
                "TrafficPolicy", "gateway.kgateway.dev/v1alpha1", "chooser",
                ["targetSelectors": [["kind": "HTTPRoute", "matchLabels": ["app": "cart"]]], "retries": ["attempts": 1]])
            chooser["metadata"]?["annotations"] = ["kgateway.dev/policy-weight": "5"]
            // The contract has no selectors; kgateway's definitions have.
            try store.create(chooser, kind: ServedKind(type: .trafficPolicy))

            try label(store, .httpRoute, Self.cart, ["app": "cart"])
            #expect(await nextAttached(&changes, of: Self.key) == "Overridden")
            try label(store, .httpRoute, Self.cart, [:])
            #expect(await nextAttached(&changes, of: Self.key) == "Attached")
        }
    }

    @Test func aRouteThatIsDelegatedToByItsLabelTakesItsPoliciesAlong() async throws {
        try await withWriter { store, changes in
            let route = try #require(Self.kinds[.httpRoute])
            let front = Self.object(
                "HTTPRoute", "gateway.networking.k8s.io/v1", "front",
                [
                    "parentRefs": [["name": "public"]],
                    "rules": [["backendRefs": [["group": "delegation.kgateway.dev", "kind": "label", "name": "cart"]]]],
                ])
            try store.create(front, kind: route)
            var child = try #require(store.object(.httpRoute, Self.cart))
            child["spec"]?["parentRefs"] = nil
            try store.replace(child, kind: route)

            try label(store, .httpRoute, Self.cart, ["delegation.kgateway.dev/label": "cart"])
            #expect(await nextAttached(&changes, of: Self.key) == "Attached")
        }
    }

    @Test func aLabelOfANamespaceOpensListenersToItsRoutes() async throws {
        try await withWriter { store, _ in
            var routes = store.changes(of: .httpRoute).makeAsyncIterator()
            var gateway = try #require(store.object(.gateway, ObjectKey(namespace: "shop", name: "public")))
            gateway["spec"]?["listeners"] = [
                [
                    "name": "http", "port": 80, "protocol": "HTTP",
                    "allowedRoutes": ["namespaces": ["from": "Selector", "selector": ["matchLabels": ["team": "a"]]]],
                ]
            ]
            try store.replace(gateway, kind: try #require(Self.kinds[.gateway]))
            #expect(await nextAcceptance(&routes) == "NotAllowedByListeners")

            var shop = try #require(store.object(.namespace, ObjectKey(namespace: nil, name: "shop")))
            shop["metadata"]?["labels"] = ["team": "a"]
            try store.replace(shop, kind: ServedKind(type: .namespace))
            #expect(await nextAcceptance(&routes) == "Accepted")
        }
    }

    private func nextAttached(_ changes: inout AsyncStream<StoreChange>.Iterator, of key: ObjectKey) async -> String? {
        while let change = await changes.next() {
            guard change.key == key else { continue }
            if let reason = change.object["status"]?["conditions"]?[1]?["reason"]?.string { return reason }
        }
        return nil
    }

    private func nextAcceptance(_ changes: inout AsyncStream<StoreChange>.Iterator) async -> String? {
        while let change = await changes.next() {
            if let reason = change.object[path: ["status", "parents"]]?[0]?["conditions"]?[0]?["reason"]?.string { return reason }
        }
        return nil
    }

    @Test func aStatusThatSomebodyElseWritesStays() async throws {
        try await withWriter { store, changes in
            let status: JSONValue = ["conditions": [["type": "Accepted", "status": "Unknown", "reason": "Mine"]]]
            try store.updateStatus(of: .trafficPolicy, key: Self.key, status)
            #expect(await nextReason(&changes) == "Mine")
            // The writer has passed this change when it answers the next one.
            let second = Self.object(
                "TrafficPolicy", "gateway.kgateway.dev/v1alpha1", "second",
                ["targetRefs": [["kind": "HTTPRoute", "name": "cart"]]])
            try store.create(second, kind: try #require(Self.kinds[.trafficPolicy]))
            #expect(await nextReason(&changes) == "Valid")

            #expect(store.object(.trafficPolicy, Self.key)?["status"] == status)
        }
    }

    @Test func aPinnedStatusHoldsUntilTheSpecIsEdited() async throws {
        let id = ObjectID(.trafficPolicy, Self.key)
        let route = try #require(Self.kinds[.httpRoute])
        try await withWriter(pinned: [id: 1]) { store, changes in
            try store.delete(ObjectKey(namespace: "shop", name: "cart"), kind: route)
            try edit(store, attempts: 4)
            #expect(await nextReason(&changes) == "TargetNotFound")
            #expect(store.object(.trafficPolicy, Self.key)?["status"]?["conditions"]?[0]?["observedGeneration"] == 2)
        }
    }
}

/// A clock whose waits are over at once.
struct StoryImmediateClock: Clock {
    typealias Instant = ContinuousClock.Instant
    var now: Instant { ContinuousClock().now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws { try Task.checkCancellation() }
}
