import KubeModel
import Testing

@testable import GatewayGraph

/// Policies as objects come and go.
@Suite struct PolicyKeeperTests {
    private func id(_ kind: String, _ name: String) -> GraphID {
        let group = kind.hasSuffix("Policy") ? "gateway.kgateway.dev" : "gateway.networking.k8s.io"
        return GraphID(group: group, kind: kind, key: ObjectKey(namespace: "a", name: name))
    }

    private func keeper(_ texts: String...) -> PolicyKeeper {
        var keeper = PolicyKeeper()
        for object in PolicySample.objects(texts) { keeper.put(object) }
        return keeper
    }

    private func lines(_ keeper: PolicyKeeper, _ id: GraphID) -> [String] {
        keeper.tree(LinkQuery(id)).rows.map { String(repeating: " ", count: $0.depth) + $0.text }
    }

    private let route = "kind: HTTPRoute, name: cart"

    @Test func aRouteTellsPerRuleAndFieldWhoWinsAndWhoLostAndWhy() {
        let keeper = keeper(
            PolicySample.base, PolicySample.policy("near", route + ", sectionName: pay", "cors: {}"), PolicySample.policy("far", route, "cors: {}"))
        #expect(
            lines(keeper, id("HTTPRoute", "cart")) == [
                "what takes effect", " www.shop.example  Gateway a/gw · HTTP 80", "  rule 0 pay  =/pay/now",
                "   cors  a/near on rule a/cart pay", "    a/far on route a/cart: a/near is attached closer to the rule", "  rule 0 pay  /pay",
                "   cors  a/near on rule a/cart pay", "    a/far on route a/cart: a/near is attached closer to the rule", "  rule 1  /",
                "   cors  a/far on route a/cart",
            ])
    }

    @Test func aPolicySaysOnWhichRulesItsFieldsWin() {
        let keeper = keeper(
            PolicySample.base, PolicySample.policy("near", route + ", sectionName: pay", "cors: {}"),
            PolicySample.policy("far", route, "cors: {}, csrf: {}"))
        #expect(keeper.summary(of: id("TrafficPolicy", "far")) == "wins: cors on 1 of 3; csrf on all 3 rules")
        #expect(keeper.summary(of: id("TrafficPolicy", "near")) == "wins on all of 2 rules")
        #expect(keeper.summary(of: id("HTTPRoute", "cart")) == nil)
    }

    @Test func whatComesAndGoesChangesTheAnswer() {
        var keeper = keeper(PolicySample.base, PolicySample.policy("p", route, "cors: {}"))
        let policy = id("TrafficPolicy", "p"), before = keeper.version
        #expect(keeper.summary(of: policy) == "wins on all of 3 rules")
        for object in PolicySample.objects([PolicySample.policy("p", "kind: HTTPRoute, name: crat", "cors: {}")]) { keeper.put(object) }
        #expect(keeper.summary(of: policy) == nil)
        #expect(keeper.version != before)
        for object in PolicySample.objects([PolicySample.policy("p", route, "cors: {}")]) { keeper.put(object) }
        keeper.remove(id("HTTPRoute", "cart"))
        #expect(keeper.summary(of: policy) == nil)
    }

    @Test func whatIsAskedOfOneObjectIsWhatThePlanOfEverythingSays() {
        let objects = PolicySample.objects([
            Delegation.texts(""), PolicySample.policy("g", "kind: Gateway, name: gw", "csrf: {}"),
            "\n---\nkind: HTTPRoute\napiVersion: gateway.networking.k8s.io/v1\nmetadata: {name: other, namespace: a}\nspec: {parentRefs: [{name: gw}], hostnames: [shop.example], rules: [{backendRefs: [{name: x, port: 1}]}]}",
        ])
        let whole = PolicyPlan(objects)
        var keeper = PolicyKeeper()
        for object in objects { keeper.put(object) }
        for (kind, name) in [("HTTPRoute", "child"), ("HTTPRoute", "parent"), ("HTTPRoute", "other"), ("TrafficPolicy", "top"), ("TrafficPolicy", "g")] {
            let query = LinkQuery(id(kind, name))
            #expect(keeper.tree(query).rows == LinkTree(query, whole.branches(of: query.id), stamp: 0).rows, "\(kind) \(name)")
        }
    }

    @Test func branchesOpenAndShut() throws {
        let keeper = keeper(PolicySample.base, PolicySample.policy("p", route, "cors: {}"))
        var query = LinkQuery(id("HTTPRoute", "cart"))
        let open = keeper.tree(query)
        let host = try #require(open.rows.first { $0.depth == 1 })
        query.turn(host.path)
        #expect(keeper.tree(query).rows.count == 2)
    }
}
