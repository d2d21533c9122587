import GatewayGraph
import KubeModel
import Testing

@Suite struct LinkGraphTests {
    private let graph: LinkGraph = {
        var index = ReferenceIndex()
        index.put(GraphSample.route("shop/cart", to: "cart", labels: ["app": "cart"]), .httpRoute)
        index.put(GraphSample.policy("shop/auth", on: "cart", asking: "login"), .trafficPolicy)
        index.put(GraphSample.selecting("shop/chooses", ["app": "cart"]), .trafficPolicy)
        return LinkGraph(GraphSample.id(.httpRoute, "shop/cart"), index)
    }()

    @Test func everyObjectAndEveryLinkIsThereOnce() {
        #expect(
            graph.objects.map(\.id.description) == [
                "HTTPRoute shop/cart", "Gateway infra/public", "Service shop/cart", "TrafficPolicy shop/auth", "TrafficPolicy shop/chooses",
            ])
        #expect(
            graph.edges.map { "\($0.from.key.name) \($0.role) \($0.to.key.name) \($0.path)" } == [
                "cart parent public spec.parentRefs[0]", "cart backend cart spec.rules[0].backendRefs[0]",
                "auth target cart spec.targetRefs[0]", "chooses target cart spec.targetSelectors[0]",
            ])
        #expect(graph.edges.map(\.isChosen) == [false, false, false, true])
    }

    @Test func itIsWrittenForPeopleWhoDrawAndForPrograms() throws {
        #expect(graph.document["objects"]?[1]?["presence"] == "unknown")
        #expect(graph.document["links"]?[3]?["byLabels"] == true)
        #expect(graph.dot.contains(#"  n0 [label="HTTPRoute\nshop/cart"];"#))
        #expect(graph.dot.contains(#"  n4 -> n0 [label="target", style=dashed];"#))
    }
}
