import GatewayGraph
import KubeModel
import Testing

@Suite struct LinkTreeTests {
    /// The rows as they would stand, without their glyphs.
    static func text(_ tree: LinkTree) -> [String] {
        tree.rows.map { row in
            let guides = row.lasts.dropLast().map { $0 ? "  " : "│ " }.joined() + (row.lasts.last.map { $0 ? "└ " : "├ " } ?? "")
            let fold = switch row.fold {
            case .leaf: ""
            case .open: "▾ "
            case .shut: "▸ "
            }
            return "\(guides)\(row.role.map { "\($0): " } ?? "")\(fold)\(row.text)"
        }
    }

    private func shop() -> ReferenceIndex {
        var index = ReferenceIndex()
        index.put(GraphSample.policy("shop/auth", on: "cart", "crat", asking: "login"), .trafficPolicy)
        index.put(GraphSample.route("shop/cart", to: "cart", "cart", "old"), .httpRoute)
        index.put(
            GraphSample.row(.gatewayExtension, "shop/login", ["extAuth": ["grpcService": ["backendRef": ["name": "login", "port": 9]]]]), .gatewayExtension)
        index.put(GraphSample.row(.gateway, "infra/public", ["gatewayClassName": "kgateway"]), .gateway)
        for type in [ResourceType.trafficPolicy, .httpRoute, .gatewayExtension, .gateway] {
            index.beginList(of: type)
            index.cover(type, .complete(namespace: nil))
        }
        index.cover(.gatewayClass, .forbidden)
        return index
    }

    @Test func whatAPolicyUsesIsATreeToTheEndOfItsLinks() {
        let tree = LinkTree(LinkQuery(GraphSample.id(.trafficPolicy, "shop/auth")), shop())

        #expect(
            Self.text(tree) == [
                "uses", "├ targets: ▾ HTTPRoute shop/cart", "│ ├ parents: ▾ Gateway infra/public",
                "│ │ └ class: GatewayClass kgateway  not known: may not list GatewayClass",
                "│ ├ backends: Service shop/cart ×2  not known: Service is not listed", "│ └ Service shop/old  not known: Service is not listed",
                "├ HTTPRoute shop/crat  no such HTTPRoute; did you mean cart?", "└ extensions: ▾ GatewayExtension shop/login",
                "  └ extensions: Service shop/login  not known: Service is not listed", "used by", "└ nothing that is known",
            ])
    }

    @Test func whatUsesAServiceIsFoundThoughNobodyListedIt() {
        let tree = LinkTree(LinkQuery(GraphID(group: "", kind: "Service", key: GraphSample.key("shop/login"))), shop())

        #expect(
            Self.text(tree) == [
                "uses", "└ nothing that is known", "used by", "└ extension of: ▾ GatewayExtension shop/login",
                "  └ extension of: TrafficPolicy shop/auth",
            ])
    }

    @Test func aCircleIsCutWhereItCloses() {
        var index = ReferenceIndex()
        func delegating(_ place: String, to child: String) -> ResourceRow {
            GraphSample.row(
                .httpRoute, place,
                ["rules": [["backendRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": .string(child)]]]]])
        }
        index.put(delegating("n/a", to: "b"), .httpRoute)
        index.put(delegating("n/b", to: "a"), .httpRoute)

        let tree = LinkTree(LinkQuery(GraphSample.id(.httpRoute, "n/a")), index)

        #expect(
            Self.text(tree) == [
                "uses", "└ backends: ▾ HTTPRoute n/b", "  └ backends: HTTPRoute n/a ↺", "used by", "└ backend of: ▾ HTTPRoute n/b",
                "  └ backend of: HTTPRoute n/a ↺",
            ])
    }

    @Test func manyOfAKindAreAGroupThatOpensPageByPage() {
        var index = ReferenceIndex()
        for number in 0..<10_000 { index.put(GraphSample.route("n/r\(number)"), .httpRoute) }
        var query = LinkQuery(GraphSample.id(.gateway, "infra/public"))

        var tree = LinkTree(query, index)
        #expect(Self.text(tree).suffix(2) == ["used by", "└ parent of: ▸ 10000 of kind HTTPRoute"])
        #expect(tree.rows.count < 10)

        let path = tree.rows.last?.path ?? ""
        query.turn(path)
        tree = LinkTree(query, index)
        #expect(tree.rows.count == 3 + 1 + 200 + 1)
        #expect(Self.text(tree).last == "  └ … and 9800 more")
        #expect(tree.rows.last?.path == path)

        query.extended[path] = 1
        #expect(LinkTree(query, index).rows.count == 3 + 1 + 2_000 + 1)
    }

    @Test func aBranchOpensAndShutsByItsPath() throws {
        var query = LinkQuery(GraphSample.id(.trafficPolicy, "shop/auth"))
        let route = try #require(LinkTree(query, shop()).rows.first { $0.object?.id.kind == "HTTPRoute" })

        query.turn(route.path)
        let shut = LinkTree(query, shop())
        #expect(Self.text(shut)[1] == "├ targets: ▸ HTTPRoute shop/cart")
        #expect(shut.rows.count == LinkTree(LinkQuery(query.id), shop()).rows.count - 4)
    }

    @Test func aTreeIsOutdatedBySomethingInIt() {
        var index = shop()
        let tree = LinkTree(LinkQuery(GraphSample.id(.trafficPolicy, "shop/auth")), index)
        #expect(!tree.isOutdated(index))

        index.put(GraphSample.policy("shop/other", on: "elsewhere"), .trafficPolicy)
        #expect(!tree.isOutdated(index))
        index.put(GraphSample.route("shop/crat"), .httpRoute)
        #expect(tree.isOutdated(index))
    }

    @Test func aRuleOrListenerThatIsNotThereIsToldWithTheNearestName() throws {
        let index = Self.sections()
        let policy = LinkTree(LinkQuery(GraphSample.id(.trafficPolicy, "shop/auth")), index)
        let route = try #require(policy.rows.first { $0.object?.id.kind == "HTTPRoute" }?.object)
        let gateway = try #require(policy.rows.first { $0.object?.id.kind == "Gateway" }?.object)

        #expect(route.text == "HTTPRoute shop/cart #submitt  no rule submitt; did you mean submit?" && route.isBroken)
        #expect(gateway.text == "Gateway infra/public #htps  no listener htps; did you mean https?" && gateway.isBroken)
        #expect(
            Self.text(LinkTree(LinkQuery(route.id), index)).last
                == "└ target of: TrafficPolicy shop/auth #submitt  no rule submitt; did you mean submit?")
        let links = LinkGraph(policy.query.id, index)
        #expect(links.edges.map(\.sectionFault) == ["no rule submitt; did you mean submit?", "no listener htps; did you mean https?"])
        #expect(links.dot.contains(#"[label="target #submitt", color=red, fontcolor=red]"#))
    }

    @Test func ofWhatCouldNotBeReadNoRuleIsMissing() throws {
        var index = Self.sections()
        index.forget(.httpRoute, .forbidden)

        let rows = LinkTree(LinkQuery(GraphSample.id(.trafficPolicy, "shop/auth")), index).rows
        #expect(rows.compactMap(\.object).map(\.text) == ["HTTPRoute shop/cart #submitt  not known: may not list HTTPRoute"])
        #expect(rows.compactMap(\.object).allSatisfy { !$0.isBroken })
    }

    @Test func labelsChooseThoseThatHaveTheRule() {
        var index = Self.sections()
        func choosing(_ section: String) -> ResourceRow {
            GraphSample.row(
                .trafficPolicy, "shop/\(section)", ["targetSelectors": [["kind": "HTTPRoute", "matchLabels": ["app": "cart"], "sectionName": .string(section)]]])
        }
        for section in ["submit", "submits"] { index.put(choosing(section), .trafficPolicy) }
        index.put(GraphSample.row(.httpRoute, "shop/plain", ["rules": [[:]]], labels: ["app": "cart"]), .httpRoute)
        func texts(_ section: String) -> [String] { LinkTree(LinkQuery(GraphSample.id(.trafficPolicy, "shop/\(section)")), index).rows.map(\.text) }

        #expect(texts("submit")[1...2] == ["HTTPRoute{app=cart} #submit in shop", "HTTPRoute shop/cart"])
        #expect(texts("submits")[1] == "HTTPRoute{app=cart} #submits in shop  no rule submits; did you mean submit?")
        let users = LinkTree(LinkQuery(GraphSample.id(.httpRoute, "shop/plain")), index).rows.map(\.text)
        #expect(users.suffix(2) == ["used by", "nothing that is known"])
    }

    @Test(arguments: [
        (["kind": "HTTPRoute", "group": "gateway.networking.k8s.io", "name": "*"], ["every HTTPRoute in shop", "HTTPRoute shop/mine", "HTTPRoute shop/open"]),
        (["kind": "HTTPRoute", "group": "gateway.networking.k8s.io"], ["every HTTPRoute in shop", "HTTPRoute shop/mine", "HTTPRoute shop/open"]),
        (
            ["kind": "label", "group": "delegation.kgateway.dev", "name": "team-a", "namespace": "all"],
            ["HTTPRoute{delegation.kgateway.dev/label=team-a}", "HTTPRoute far/away"]
        ),
    ] as [(JSONValue, [String])]) func aRouteDelegatesToAllThatTakePart(_ backend: JSONValue, _ found: [String]) {
        var index = ReferenceIndex()
        index.put(GraphSample.row(.httpRoute, "shop/front", ["rules": [["backendRefs": [backend]]]]), .httpRoute)
        index.put(GraphSample.row(.httpRoute, "shop/open"), .httpRoute)
        index.put(
            GraphSample.row(.httpRoute, "shop/mine", ["parentRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "front"]]]), .httpRoute)
        index.put(GraphSample.row(.httpRoute, "shop/another", ["parentRefs": [["name": "public"]]]), .httpRoute)
        index.put(GraphSample.row(.httpRoute, "far/away", labels: ["delegation.kgateway.dev/label": "team-a"]), .httpRoute)

        let rows = LinkTree(LinkQuery(GraphSample.id(.httpRoute, "shop/front")), index).rows

        #expect(rows.dropFirst().prefix(found.count).map(\.text) == found)
        #expect(rows.dropFirst(found.count + 1).allSatisfy { !$0.text.contains("shop/another") && !$0.text.contains("shop/front") || $0.object?.isCycle == true })
        let users = LinkTree(LinkQuery(GraphSample.id(.httpRoute, "shop/another")), index).rows
        #expect(users.last?.subject == .nothing)
    }

    @Test func aRouteWithHostnamesTakesNoPartBelowAnother() {
        var index = ReferenceIndex()
        let api: JSONValue = "gateway.networking.k8s.io"
        index.put(
            GraphSample.row(
                .httpRoute, "shop/front",
                ["rules": [["backendRefs": [["group": api, "kind": "HTTPRoute", "name": "host"], ["group": api, "kind": "HTTPRoute", "name": "*"]]]]]), .httpRoute)
        index.put(GraphSample.row(.httpRoute, "shop/host", ["hostnames": ["a.example"]]), .httpRoute)
        index.put(GraphSample.row(.httpRoute, "shop/open"), .httpRoute)

        let rows = LinkTree(LinkQuery(GraphSample.id(.httpRoute, "shop/front")), index).rows.map(\.text)

        #expect(Array(rows[1...3]) == ["HTTPRoute shop/host  takes no part: it has hostnames", "every HTTPRoute in shop", "HTTPRoute shop/open"])
    }

    /// A policy on a rule, and its route on a listener, both misspelt.
    private static func sections() -> ReferenceIndex {
        var index = ReferenceIndex()
        index.put(
            GraphSample.row(.trafficPolicy, "shop/auth", ["targetRefs": [["kind": "HTTPRoute", "name": "cart", "sectionName": "submitt"]]]), .trafficPolicy)
        index.put(
            GraphSample.row(
                .httpRoute, "shop/cart",
                ["parentRefs": [["name": "public", "namespace": "infra", "sectionName": "htps"]], "rules": [["name": "submit"], [:]]], labels: ["app": "cart"]),
            .httpRoute)
        index.put(GraphSample.row(.gateway, "infra/public", ["listeners": [["name": "http"], ["name": "https"]]]), .gateway)
        return index
    }
}
