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

    @Test func aPolicyIsAboutTwoKilobytes() {
        #expect(
            (1_700...2_100).contains(JSONWriter.bytes(bulk.policy(3)).count),
            "\(JSONWriter.bytes(bulk.policy(3)).count)")
    }

    @Test func theControllerWouldSayTheSameOfThem() {
        let store = ObjectStore(types: KindSchemas.all.map(\.type))
        bulk.seed(into: store)

        for object in store.objects(of: .trafficPolicy) {
            let status = StatusController().status(
                for: object, .trafficPolicy, in: StoreView(store: store), now: "2026-01-01T00:00:00Z")
            #expect(status == nil)
        }
    }

    @Test func everySeventeenthIsRefused() {
        #expect(bulk.policy(34)["status"]?["conditions"]?[0]?["reason"] == "Invalid")
        #expect(bulk.policy(35)["status"]?["conditions"]?[0]?["reason"] == "Valid")
    }
}
