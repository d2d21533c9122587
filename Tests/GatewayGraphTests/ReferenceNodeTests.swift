import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct ReferenceNodeTests {
    /// There may be two for every object of a cluster.
    @Test func aNodeIsSmall() {
        #expect(MemoryLayout<ReferenceNode>.stride == 24)
    }

    @Test func itsNameOutlivesItsRow() {
        let key = GraphSample.key("shop/cart"), row = GraphSample.route("shop/cart")
        var node = ReferenceNode(key, kind: 3)
        #expect(!node.isThere && node.row == nil && node.key == key && node.kind == 3)

        node.put(row)
        #expect(node.isThere && node.row == row && node.key == key)

        node.leave()
        #expect(!node.isThere && node.row == nil && node.key == key)

        node.forget()
        #expect(!node.isThere && node.key.name.isEmpty)
    }
}
