import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

@Suite struct RowStoresTests {
    @Test func listsOfAKindShareWhatTheirRowsAreMadeOfAndOthersDoNot() {
        let stores = RowStores(), store = stores.store(of: .trafficPolicy)

        #expect(stores.store(of: .trafficPolicy) === store)
        #expect(stores.store(of: .httpRoute) !== store)
    }
}
