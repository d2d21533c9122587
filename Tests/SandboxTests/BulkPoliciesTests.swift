import GatewayGraph
import APIServer
import Foundation
import KubeModel
import Testing

@testable import Sandbox

@Suite struct BulkPoliciesTests {
    private let bulk = BulkPolicies(count: 120, start: Date(timeIntervalSince1970: 1_800_000_000))

    @Test func policiesFillFiftyNamespaces() {
        let store = ObjectStore(types: [.trafficPolicy, .httpRoute])

        bulk.seed(into: store)

        #expect(store.count(of: .trafficPolicy) == 120)
        #expect(store.objects(of: .trafficPolicy, namespace: "bulk-07").count == 3)
        #expect(store.count(of: .httpRoute) == 50)
    }

    @Test(arguments: [(10_000, nil, 500), (10_000, 50, 50), (100, 500, 500)] as [(Int, Int?, Int)])
    func policiesAreSpreadOverRoutesThatHaveARuleForEach(policies: Int, wanted: Int?, routes: Int) throws {
        let store = ObjectStore(types: [.trafficPolicy, .httpRoute, .service])

        BulkPolicies(count: policies, routes: wanted, start: Date(timeIntervalSince1970: 1_800_000_000)).seed(into: store)

        let all = store.objects(of: .httpRoute)
        #expect(all.count == routes && store.count(of: .trafficPolicy) == policies)
        #expect(all.reduce(0) { $0 + ($1[path: ["spec", "rules"]]?.array?.count ?? 0) } == policies)
        let policy = try #require(store.objects(of: .trafficPolicy, namespace: "bulk-03").last)
        let target = try #require(policy[path: ["spec", "targetRefs"]]?[0])
        let route = try #require(store.object(.httpRoute, ObjectKey(namespace: "bulk-03", name: target["name"]?.string ?? "")))
        #expect(route[path: ["spec", "rules"]]?.array?.contains { $0["name"] == target["sectionName"] } == true)
    }

    @Test func aPolicyIsAboutTwoKilobytes() {
        #expect(
            (1_700...2_100).contains(JSONWriter.bytes(bulk.policy(3)).count),
            "\(JSONWriter.bytes(bulk.policy(3)).count)")
    }

    @Test(arguments: [50, 200]) func theControllerWouldSayTheSameOfThem(routes: Int) throws {
        let store = ObjectStore(types: KindSchemas.cluster.map(\.type))
        for item in try Story.objects(seed: 1, start: Date()) where [.gateway, .secret].contains(item.id.type) {
            store.seed(item.object, item.id.type)
        }
        BulkPolicies(count: 1_500, routes: routes, start: Date(timeIntervalSince1970: 1_800_000_000)).seed(into: store)
        let view = StoreView(store: store), verdicts = PolicyVerdicts(in: view)

        for type in [ResourceType.trafficPolicy, .httpRoute] {
            for object in store.objects(of: type) where ObjectKey(of: object).namespace?.hasPrefix("bulk") == true {
                let status = StatusController().status(
                    for: object, type, in: view, by: verdicts, now: "2026-01-01T00:00:00Z")
                #expect(status == nil, "\(ObjectKey(of: object))")
            }
        }
    }

    @Test func everySeventeenthIsRefused() {
        #expect(bulk.policy(34)["status"]?["conditions"]?[0]?["reason"] == "Invalid")
        #expect(bulk.policy(35)["status"]?["conditions"]?[0]?["reason"] == "Valid")
    }
}
