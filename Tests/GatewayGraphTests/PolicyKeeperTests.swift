import KubeModel
import Testing

@testable import GatewayGraph

/// Policies as objects come and go.
@Suite struct PolicyKeeperTests {
    private func id(_ kind: String, _ name: String) -> GraphID {
        let group = kind.hasSuffix("Policy") ? "gateway.kgateway.dev" : "gateway.networking.k8s.io"
        return GraphID(group: group, kind: kind, key: ObjectKey(namespace: "a", name: name))
    }

    /// A graph, and what it says of policies.
    private struct Cluster {
        var index = ReferenceIndex()
        var keeper: PolicyKeeper
        private var version = 0

        init(_ texts: String..., spare: Int = 1_000) {
            keeper = PolicyKeeper(spare: spare)
            for type in PolicyKeeper.types {
                index.beginList(of: type)
                index.completeList(of: type, in: nil)
            }
            put(texts)
        }

        mutating func put(_ texts: [String]) {
            for var object in PolicySample.objects(texts) {
                guard let type = PolicyKeeper.types.first(where: { $0.kind == object["kind"]?.string }) else { continue }
                version += 1
                object["metadata"]?["resourceVersion"] = .string("\(version)")
                let projection = RowProjection(isPolicy: false, references: ReferenceRule.paths(of: type)) { _, _ in [] }
                guard let row = try? ResourceScanner(projection: projection).row(JSONWriter.bytes(object)) else { continue }
                if index.put(row, type) { keeper.note(row, of: GraphID(type, row.key)) }
            }
        }

        mutating func remove(_ type: ResourceType, _ name: String) {
            let key = ObjectKey(namespace: "a", name: name)
            if index.remove(key, type) { keeper.note(nil, of: GraphID(type, key)) }
        }

        mutating func lines(_ id: GraphID) -> [String] {
            keeper.tree(LinkQuery(id), index).rows.map { String(repeating: " ", count: $0.depth) + $0.text }
        }

        mutating func summary(_ id: GraphID) -> String? { keeper.summary(of: id, index) }
    }

    private let route = "kind: HTTPRoute, name: cart"

    @Test func aRouteTellsPerRuleAndFieldWhoWinsAndWhoLostAndWhy() {
        var cluster = Cluster(
            PolicySample.base, PolicySample.policy("near", route + ", sectionName: pay", "cors: {}"), PolicySample.policy("far", route, "cors: {}"))
        #expect(
            cluster.lines(id("HTTPRoute", "cart")) == [
                "what takes effect", " www.shop.example  Gateway a/gw · HTTP 80", "  rule 0 pay  =/pay/now",
                "   cors  a/near on rule a/cart pay", "    a/far on route a/cart: a/near is attached closer to the rule", "  rule 0 pay  /pay",
                "   cors  a/near on rule a/cart pay", "    a/far on route a/cart: a/near is attached closer to the rule", "  rule 1  /",
                "   cors  a/far on route a/cart",
            ])
    }

    @Test func aPolicySaysOnWhichRulesItsFieldsWin() {
        var cluster = Cluster(
            PolicySample.base, PolicySample.policy("near", route + ", sectionName: pay", "cors: {}"),
            PolicySample.policy("far", route, "cors: {}, csrf: {}"))
        #expect(cluster.summary(id("TrafficPolicy", "far")) == "wins: cors on 1 of 3; csrf on all 3 rules")
        #expect(cluster.summary(id("TrafficPolicy", "near")) == "wins on all of 2 rules")
        #expect(cluster.summary(id("HTTPRoute", "cart")) == nil)
    }

    @Test func whatComesAndGoesChangesTheAnswer() {
        var cluster = Cluster(PolicySample.base, PolicySample.policy("p", route, "cors: {}"))
        let policy = id("TrafficPolicy", "p")
        #expect(cluster.summary(policy) == "wins on all of 3 rules")
        cluster.put([PolicySample.policy("p", "kind: HTTPRoute, name: crat", "cors: {}")])
        #expect(cluster.summary(policy) == nil)
        // The name that was probably meant is known, though nothing leads there.
        #expect(cluster.lines(policy).contains { $0.contains("no HTTPRoute a/crat; did you mean cart?") })
        cluster.put([PolicySample.policy("p", route, "cors: {}"), PolicySample.policy("q", route + ", sectionName: pay", "cors: {}")])
        #expect(cluster.summary(policy) == "wins on 1 of 3 rules")
        cluster.remove(.trafficPolicy, "q")
        #expect(cluster.summary(policy) == "wins on all of 3 rules")
        cluster.remove(.httpRoute, "cart")
        #expect(cluster.summary(policy) == nil)
    }

    @Test func whatIsAskedOfOneObjectIsWhatThePlanOfEverythingSays() {
        let texts = [
            Delegation.texts(""), PolicySample.policy("g", "kind: Gateway, name: gw", "csrf: {}, extAuth: {extensionRef: {name: ext}}"),
            "\n---\nkind: GatewayExtension\napiVersion: gateway.kgateway.dev/v1alpha1\nmetadata: {name: ext, namespace: a}\nspec: {type: ExtAuth, extAuth: {}}",
            "\n---\nkind: HTTPRoute\napiVersion: gateway.networking.k8s.io/v1\nmetadata: {name: other, namespace: a, labels: {app: x}}\nspec: {parentRefs: [{name: gw}], hostnames: [shop.example], rules: [{backendRefs: [{name: x, port: 1}]}]}",
            "\n---\nkind: TrafficPolicy\napiVersion: gateway.kgateway.dev/v1alpha1\nmetadata: {name: chosen, namespace: a}\nspec: {targetSelectors: [{group: gateway.networking.k8s.io, kind: HTTPRoute, matchLabels: {app: x}}], buffer: {}}",
        ]
        let whole = PolicyPlan(PolicySample.objects(texts))
        var cluster = Cluster()
        cluster.put(texts)
        let asked = [
            ("HTTPRoute", "child"), ("HTTPRoute", "parent"), ("HTTPRoute", "other"), ("TrafficPolicy", "top"), ("TrafficPolicy", "g"),
            ("TrafficPolicy", "chosen"), ("Gateway", "gw"),
        ]
        for (kind, name) in asked {
            let query = LinkQuery(id(kind, name))
            #expect(cluster.keeper.tree(query, cluster.index).rows == LinkTree(query, whole.branches(of: query.id), stamp: 0).rows, "\(kind) \(name)")
        }
    }

    @Test func aRequestIsAnsweredFromTheWholeCluster() throws {
        var cluster = Cluster(PolicySample.base, PolicySample.policy("p", route, "cors: {}"))
        let lines = try #require(cluster.keeper.answer(to: RouteRequest("GET", "http://www.shop.example/pay"), cluster.index).first)
        #expect(lines.contains { $0.label == "cors" && $0.text == "a/p on route a/cart" })
    }

    @Test func whatStaysInMemoryFollowsTheQuestionAndNotAllThatWereAsked() {
        let routes = (1...40).map {
            "\n---\nkind: HTTPRoute\napiVersion: gateway.networking.k8s.io/v1\nmetadata: {name: r\($0), namespace: a}\nspec: {hostnames: [h\($0).example], rules: [{backendRefs: [{name: x, port: 1}]}]}"
        }
        var cluster = Cluster(PolicySample.base, spare: 4)
        cluster.put(routes)
        var most = 0
        for number in 1...40 {
            cluster.put([PolicySample.policy("p\(number)", "kind: HTTPRoute, name: r\(number)", "cors: {}")])
            #expect(cluster.lines(id("TrafficPolicy", "p\(number)")).contains { $0.contains("r\(number)") })
            most = max(most, cluster.keeper.count)
        }
        // A policy and its route at a time, as many again, and what is spare.
        #expect(most < 20)
    }

    @Test func whatNobodyAsksAboutAnyMoreIsForgottenAndReadAgain() {
        var cluster = Cluster(PolicySample.base, PolicySample.policy("p", route, "cors: {}"), spare: 0)
        let policy = id("TrafficPolicy", "p")
        #expect(cluster.summary(policy) == "wins on all of 3 rules")
        let stamp = cluster.keeper.stamp(cluster.index)
        // Others are met meanwhile, and what was asked about is still followed.
        for _ in 0..<3 { _ = cluster.keeper.world(ofPart: [id("Gateway", "gw"), id("HTTPRoute", "cart"), policy], cluster.index) }
        cluster.put([PolicySample.policy("p", route + ", sectionName: pay", "cors: {}")])
        #expect(cluster.keeper.stamp(cluster.index) != stamp)
        #expect(cluster.summary(policy) == "wins on all of 2 rules")
        cluster.keeper.forgetQuestions()
        #expect(cluster.keeper.count == 0)
        #expect(cluster.summary(policy) == "wins on all of 2 rules")
    }

    @Test func aRequestIsAnsweredFromEverythingHoweverLittleIsSpare() throws {
        var cluster = Cluster(PolicySample.base, PolicySample.policy("p", route, "cors: {}"), spare: 0)
        let request = try RouteRequest("GET", "http://www.shop.example/pay")
        let lines = try #require(cluster.keeper.answer(to: request, cluster.index).first)
        _ = cluster.summary(id("TrafficPolicy", "p"))
        _ = cluster.keeper.world(ofPart: [id("Gateway", "gw")], cluster.index)
        #expect(lines.contains { $0.label == "cors" && $0.text == "a/p on route a/cart" })
        #expect(cluster.keeper.answer(to: request, cluster.index).first == lines)
    }

    @Test func branchesOpenAndShut() throws {
        var cluster = Cluster(PolicySample.base, PolicySample.policy("p", route, "cors: {}"))
        var query = LinkQuery(id("HTTPRoute", "cart"))
        let host = try #require(cluster.keeper.tree(query, cluster.index).rows.first { $0.depth == 1 })
        query.turn(host.path)
        #expect(cluster.keeper.tree(query, cluster.index).rows.count == 2)
    }

    @Test func whatMayNotBeReadIsSaidAndNotMissing() {
        var cluster = Cluster(PolicySample.base, PolicySample.policy("p", "kind: HTTPRoute, name: crat", "rbac: {}"))
        cluster.index.cover(.httpRoute, .forbidden)
        let lines = cluster.lines(id("TrafficPolicy", "p"))
        #expect(lines.contains("  not known: HTTPRoutes could not be read") || lines.contains(" not known: HTTPRoutes could not be read"))
        #expect(!lines.contains { $0.contains("no HTTPRoute") })
    }
}
