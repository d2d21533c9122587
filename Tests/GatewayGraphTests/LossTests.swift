import GatewayGraph
import KubeModel
import Testing

@Suite struct LossTests {
    private func shop() -> ReferenceIndex {
        var index = ReferenceIndex()
        index.put(GraphSample.policy("shop/auth", on: "cart", "pay", asking: "login"), .trafficPolicy)
        index.put(GraphSample.policy("shop/more", on: "cart", asking: "login"), .trafficPolicy)
        index.put(GraphSample.policy("shop/other", on: "cart"), .trafficPolicy)
        index.put(GraphSample.selecting("shop/chooses", ["app": "cart"]), .trafficPolicy)
        index.put(GraphSample.route("shop/cart", to: "cart", labels: ["app": "cart"]), .httpRoute)
        index.put(
            GraphSample.row(.gatewayExtension, "shop/login", ["extAuth": ["grpcService": ["backendRef": ["name": "login"]]]]), .gatewayExtension)
        return index
    }

    @Test func thePoliciesOfAnExtensionAndTheirRoutesAreNamed() {
        let loss = Loss(without: [GraphSample.id(.gatewayExtension, "shop/login")], shop())

        #expect(loss.entries.map(\.user.description) == ["TrafficPolicy shop/auth", "TrafficPolicy shop/more"])
        #expect(loss.entries.map(\.role) == [.extension, .extension])
        #expect(loss.sentences == ["2 TrafficPolicies refer to it: shop/auth, shop/more; in use on HTTPRoute shop/cart, HTTPRoute shop/pay."])
    }

    @Test func aServiceIsNeededByExtensionsThatPoliciesNeed() {
        let loss = Loss(without: [GraphID(group: "", kind: "Service", key: GraphSample.key("shop/login"))], shop())

        #expect(loss.lines == ["1 GatewayExtension: shop/login; in use on TrafficPolicy shop/auth, TrafficPolicy shop/more"])
    }

    @Test func whoChoosesByLabelsLosesNothingAndWhatGoesWithItIsNotNamed() {
        let cart = GraphSample.id(.httpRoute, "shop/cart"), other = GraphSample.id(.trafficPolicy, "shop/other")

        let loss = Loss(without: [cart, other], shop())

        #expect(loss.entries.map(\.user.key.name) == ["auth", "more"])
        #expect(loss.sentences == ["2 TrafficPolicies refer to them: shop/auth, shop/more; in use on HTTPRoute shop/pay."])
    }

    @Test func manyAreCounted() {
        var index = ReferenceIndex()
        for number in 1...6 { index.put(GraphSample.policy("shop/p\(number)", on: "cart"), .trafficPolicy) }
        let cart = GraphSample.id(.httpRoute, "shop/cart")

        #expect(Loss(without: [cart], index).sentences == ["6 TrafficPolicies refer to it: shop/p1, shop/p2, shop/p3, shop/p4 and 2 more."])
        #expect(Loss(without: [GraphSample.id(.httpRoute, "shop/none")], index).entries.isEmpty)
    }

    @Test func policiesOfARouteDoNotBreakWithItsBackend() {
        var index = shop()
        index.put(
            GraphSample.row(
                .httpRoute, "shop/front", ["rules": [["backendRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"]]]]]), .httpRoute)

        let loss = Loss(without: [GraphID(group: "", kind: "Service", key: GraphSample.key("shop/cart"))], index)

        #expect(loss.sentences == ["1 HTTPRoute refers to it: shop/cart; in use on HTTPRoute shop/front."])
    }

    @Test func whatAGatewayServesBreaksWithItsCertificateAndNotItsPolicies() {
        var index = ReferenceIndex()
        index.put(
            GraphSample.row(.gateway, "infra/public", ["listeners": [["name": "https", "tls": ["certificateRefs": [["name": "cert"]]]]]]), .gateway)
        index.put(GraphSample.route("shop/cart"), .httpRoute)
        index.put(GraphSample.row(.trafficPolicy, "infra/waf", ["targetRefs": [["kind": "Gateway", "name": "public"]]]), .trafficPolicy)

        let loss = Loss(without: [GraphID(group: "", kind: "Secret", key: GraphSample.key("infra/cert"))], index)

        #expect(loss.sentences == ["1 Gateway refers to it: infra/public; in use on HTTPRoute shop/cart."])
    }
}
