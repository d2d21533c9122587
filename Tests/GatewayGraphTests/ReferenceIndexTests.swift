import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct ReferenceIndexTests {
    private func index(_ rows: (ResourceType, ResourceRow)...) -> ReferenceIndex {
        var index = ReferenceIndex()
        for (type, row) in rows { index.put(row, type) }
        return index
    }

    private func users(_ index: ReferenceIndex, _ type: ResourceType, _ place: String) -> [String] {
        index.users(of: GraphSample.id(type, place)).map(\.description)
    }

    @Test func whoNamesAnObjectIsKnownBeforeItAppearsAndAfterItWent() {
        var index = index((.trafficPolicy, GraphSample.policy("shop/a", on: "cart")))
        #expect(users(index, .httpRoute, "shop/cart") == ["TrafficPolicy shop/a"])
        #expect(index[GraphSample.id(.httpRoute, "shop/cart")] == nil)

        index.put(GraphSample.route("shop/cart"), .httpRoute)
        #expect(index[GraphSample.id(.httpRoute, "shop/cart")] != nil)
        #expect(users(index, .httpRoute, "shop/cart") == ["TrafficPolicy shop/a"])

        index.remove(GraphSample.key("shop/cart"), .httpRoute)
        #expect(users(index, .httpRoute, "shop/cart") == ["TrafficPolicy shop/a"])

        index.remove(GraphSample.key("shop/a"), .trafficPolicy)
        #expect(users(index, .httpRoute, "shop/cart").isEmpty)
    }

    @Test func aPolicyThatIsChangedLeavesWhatItNamedBefore() {
        var index = index((.trafficPolicy, GraphSample.policy("shop/a", on: "cart", "pay")), (.trafficPolicy, GraphSample.policy("shop/b", on: "cart")))

        index.put(GraphSample.policy("shop/a", on: "pay", "old"), .trafficPolicy)

        #expect(users(index, .httpRoute, "shop/cart") == ["TrafficPolicy shop/b"])
        #expect(users(index, .httpRoute, "shop/pay") == ["TrafficPolicy shop/a"])
        #expect(users(index, .httpRoute, "shop/old") == ["TrafficPolicy shop/a"])
    }

    @Test func labelsAreFollowedBothWaysWhicheverComesFirst() {
        var index = index((.httpRoute, GraphSample.route("shop/cart", labels: ["app": "cart", "tier": "front"])))
        index.put(GraphSample.selecting("shop/both", ["app": "cart", "tier": "front"]), .trafficPolicy)
        index.put(GraphSample.selecting("shop/app", ["app": "cart"]), .trafficPolicy)
        index.put(GraphSample.selecting("else/app", ["app": "cart"]), .trafficPolicy)
        index.put(GraphSample.selecting("shop/none", [:]), .trafficPolicy)
        index.put(GraphSample.route("shop/pay", labels: ["app": "cart"]), .httpRoute)

        #expect(users(index, .httpRoute, "shop/cart") == ["TrafficPolicy shop/app", "TrafficPolicy shop/both"])
        #expect(users(index, .httpRoute, "shop/pay") == ["TrafficPolicy shop/app"])
        let chosen = index.references(of: GraphSample.id(.trafficPolicy, "shop/app")).flatMap(index.targets)
        #expect(chosen.map(\.description) == ["HTTPRoute shop/cart", "HTTPRoute shop/pay"])
        #expect(index.references(of: GraphSample.id(.trafficPolicy, "shop/none")).flatMap(index.targets).isEmpty)

        index.put(GraphSample.route("shop/cart", labels: ["app": "other"]), .httpRoute)
        #expect(users(index, .httpRoute, "shop/cart").isEmpty)
        index.remove(GraphSample.key("shop/app"), .trafficPolicy)
        #expect(users(index, .httpRoute, "shop/pay").isEmpty)
    }

    @Test func aRouteThatDelegatesByLabelReachesIntoEveryNamespace() {
        let spec: JSONValue = [
            "rules": [["backendRefs": [["group": "delegation.kgateway.dev", "kind": "label", "name": "team", "namespace": "all"]]]]
        ]
        let index = index(
            (.httpRoute, GraphSample.row(.httpRoute, "infra/parent", spec)),
            (.httpRoute, GraphSample.route("a/child", labels: ["delegation.kgateway.dev/label": "team"])),
            (.httpRoute, GraphSample.route("b/child", labels: ["delegation.kgateway.dev/label": "team"])),
            (.httpRoute, GraphSample.route("b/other")))

        let children = index.references(of: GraphSample.id(.httpRoute, "infra/parent")).flatMap(index.targets)
        #expect(children.map(\.description) == ["HTTPRoute a/child", "HTTPRoute b/child"])
        #expect(users(index, .httpRoute, "b/child") == ["HTTPRoute infra/parent"])
        #expect(users(index, .httpRoute, "b/other").isEmpty)
    }

    @Test func aListSaysWhatIsGoneAndWhatIsMissing() {
        var index = index((.httpRoute, GraphSample.route("shop/cart")), (.httpRoute, GraphSample.route("shop/pay")))
        let crat = GraphSample.id(.httpRoute, "shop/crat")
        #expect(index.presence(of: crat) == .unknown(.notListed))

        index.beginList(of: .httpRoute)
        #expect(index.presence(of: crat) == .unknown(.listing))
        index.put(GraphSample.route("shop/cart"), .httpRoute)
        index.completeList(of: .httpRoute, in: "shop")

        #expect(index[GraphSample.id(.httpRoute, "shop/pay")] == nil)
        #expect(index.presence(of: crat) == .missing)
        #expect(index.presence(of: GraphSample.id(.httpRoute, "else/crat")) == .unknown(.notListed))
        #expect(index.nearest(to: crat) == GraphSample.key("shop/cart"))
        #expect(index.nearest(to: GraphSample.id(.httpRoute, "else/cart")) == GraphSample.key("shop/cart"))
        #expect(index.nearest(to: GraphSample.id(.httpRoute, "shop/something")) == nil)

        index.forget(.httpRoute, .forbidden)
        #expect(index.presence(of: crat) == .unknown(.forbidden))
    }

    @Test func aChangeIsSeenByThoseThatItConcerns() {
        var index = index(
            (.trafficPolicy, GraphSample.policy("shop/a", on: "cart")), (.httpRoute, GraphSample.route("shop/cart")),
            (.httpRoute, GraphSample.route("shop/pay")))
        let cart = [GraphSample.id(.httpRoute, "shop/cart")], pay = [GraphSample.id(.httpRoute, "shop/pay")]
        var moment = index.stamp
        #expect(!index.hasChanged(cart + pay, since: moment))

        index.put(GraphSample.policy("shop/b", on: "cart"), .trafficPolicy)
        #expect(index.hasChanged(cart, since: moment))
        #expect(!index.hasChanged(pay, since: moment))

        moment = index.stamp
        index.put(GraphSample.policy("shop/b", on: "cart"), .trafficPolicy)
        #expect(!index.hasChanged(cart, since: moment))
    }

    /// Many routes, each with a policy on it, and one more that is changed, appears and goes.
    private func work(at count: Int) -> [Work.Kind: Int] {
        var index = ReferenceIndex()
        for number in 0..<count {
            index.put(GraphSample.route("n\(number % 50)/route-\(number)", labels: ["app": "a\(number)"]), .httpRoute)
            index.put(GraphSample.policy("n\(number % 50)/policy-\(number)", on: "route-\(number)"), .trafficPolicy)
        }
        index.put(GraphSample.selecting("n7/chooses", ["app": "a7"]), .trafficPolicy)
        return Work.measure {
            index.put(GraphSample.policy("n7/policy-7", on: "route-57", asking: "login"), .trafficPolicy)
            index.put(GraphSample.selecting("n7/more", ["app": "a57"]), .trafficPolicy)
            index.put(GraphSample.route("n7/route-7", labels: ["app": "a57"]), .httpRoute)
            index.remove(GraphSample.key("n7/policy-107"), .trafficPolicy)
            #expect(index.users(of: GraphSample.id(.httpRoute, "n7/route-7")).count == 1)
            #expect(index.users(of: GraphSample.id(.httpRoute, "n7/route-57")).count == 3)
        }
    }

    @Test func theWorkOfAnEventDoesNotGrowWithTheCluster() {
        let few = work(at: 1_000), many = work(at: 64_000)

        for kind in [Work.Kind.hash, .visit, .unpacking] {
            // Taking one out of a table hashes those behind it again, however many that happens to be.
            #expect((many[kind] ?? 0) <= 2 * (few[kind] ?? 0) + 24, "\(kind): \(few[kind] ?? 0) and \(many[kind] ?? 0)")
        }
    }

    @Test func aPolicyOfTheGlobalNamespaceChoosesInEveryNamespace() {
        var index = ReferenceIndex()
        index.put(GraphSample.selecting("global/waf", ["app": "cart"]), .trafficPolicy)
        index.put(GraphSample.selecting("shop/own", ["app": "cart"]), .trafficPolicy)
        for place in ["shop/cart", "other/cart"] { index.put(GraphSample.route(place, labels: ["app": "cart"]), .httpRoute) }
        let cart = GraphSample.id(.httpRoute, "other/cart")
        #expect(index.users(of: cart).isEmpty)
        let before = index.stamp

        index.take(ReferenceScope(globalNamespace: "global"))
        #expect(index.users(of: cart).map(\.description) == ["TrafficPolicy global/waf"])
        #expect(index.users(of: GraphSample.id(.httpRoute, "shop/cart")).map(\.description) == ["TrafficPolicy global/waf", "TrafficPolicy shop/own"])
        #expect(index.hasChanged([], since: before))
        index.put(GraphSample.selecting("global/waf", ["app": "pay"]), .trafficPolicy)
        #expect(index.users(of: cart).isEmpty)

        index.take(ReferenceScope())
        index.put(GraphSample.selecting("global/waf", ["app": "cart"]), .trafficPolicy)
        #expect(index.users(of: cart).isEmpty)
    }
}
