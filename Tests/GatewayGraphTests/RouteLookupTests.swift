import KubeModel
import Testing

@testable import GatewayGraph

/// Which rule serves a request (R17a).
@Suite struct RouteLookupTests {
    private static let routes = """
        kind: Gateway
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: gw, namespace: a}
        spec:
          gatewayClassName: kgateway
          listeners:
          - {name: http, port: 80, protocol: HTTP}
          - {name: any, port: 443, protocol: HTTPS}
          - {name: shop, port: 443, protocol: HTTPS, hostname: "*.shop.example"}
        ---
        kind: HTTPRoute
        apiVersion: gateway.networking.k8s.io/v1
        metadata: {name: r, namespace: a}
        spec:
          parentRefs: [{name: gw}]
          hostnames: [www.shop.example, "*.example"]
          rules:
          - {name: prefix, matches: [{path: {value: /x}}], backendRefs: [{name: s, port: 80}]}
          - {name: slash, matches: [{path: {value: /y/}}], backendRefs: [{name: s, port: 80}]}
          - {name: exact, matches: [{path: {type: Exact, value: /x/one}}], backendRefs: [{name: s, port: 80}]}
          - {name: regex, matches: [{path: {type: RegularExpression, value: "/r/[0-9]+"}}], backendRefs: [{name: s, port: 80}]}
          - name: post
            matches: [{path: {value: /m}, method: POST, headers: [{name: X-Kind, value: big}], queryParams: [{name: v, type: RegularExpression, value: "[12]"}]}]
            backendRefs: [{name: s, port: 80}]
          - {name: other, matches: [{path: {value: /m}}], backendRefs: [{name: s, port: 80}]}
        """

    private func answer(_ method: String, _ url: String, _ headers: String..., rules: GatewayRules = .v21) throws -> RouteAnswer {
        let plan = PolicySample.plan(Self.routes, rules: rules)
        return try #require(plan.answers(to: RouteRequest(method, url, headers: headers)).first)
    }

    private func rule(_ method: String, _ url: String, _ headers: [String] = [], rules: GatewayRules = .v21) throws -> String? {
        let plan = PolicySample.plan(Self.routes, rules: rules)
        return try plan.answers(to: RouteRequest(method, url, headers: headers)).first?.route.map { plan.step($0).entry.spec.name ?? "" }
    }

    @Test(arguments: [
        ("/x", "prefix"), ("/x/", "prefix"), ("/x/y", "prefix"), ("/x/one", "exact"), ("/y/", "slash"), ("/y/z", "slash"), ("/r/12", "regex"), ("/m", "other"),
    ] as [(String, String)])
    func aPathIsTakenBy(_ path: String, _ name: String) throws {
        let found = try rule("GET", "http://www.shop.example\(path)")
        #expect(found == name)
    }

    @Test(arguments: ["/xy", "/y", "/r/12a", "/", "/X"])
    func noRuleTakes(_ path: String) throws {
        let found = try rule("GET", "http://www.shop.example\(path)")
        #expect(found == nil)
    }

    @Test func newerVersionsDropTheSlashOfAPrefix() throws {
        #expect(try rule("GET", "http://www.shop.example/y", rules: .v24) == "slash")
    }

    @Test func methodHeadersAndParametersMustAllBeThere() throws {
        let url = "http://www.shop.example/m?v=2"
        #expect(try rule("POST", url, ["x-kind: big"]) == "post")
        #expect(try rule("GET", url, ["x-kind: big "]) == "other")
        #expect(try rule("POST", url, ["x-kind: small"]) == "other")
        #expect(try rule("POST", "http://www.shop.example/m?v=3", ["x-kind: big"]) == "other")
    }

    @Test func whatAlmostServedItSaysWhatWasMissing() throws {
        let answer = try answer("POST", "http://www.shop.example/m?v=2")
        #expect(answer.near.first?.entry.spec.name == "post")
        #expect(answer.near.first?.because == "the header X-Kind is missing")
    }

    @Test func theListenerOfHTTPSIsChosenByName() throws {
        #expect(try answer("GET", "https://www.shop.example/x").listener?.spec.name == "shop")
        #expect(try answer("GET", "https://other.example/x").listener?.spec.name == "any")
    }

    @Test func aHostThatNobodyServesIsSaidToBeSo() throws {
        let answer = try answer("GET", "http://www.shop.exmaple/x")
        #expect(!answer.isServed)
        #expect(answer.reason?.hasPrefix("no route has the host www.shop.exmaple") == true)
    }

    @Test func aPortThatNobodyListensOnIsSaidToBeSo() throws {
        #expect(try answer("GET", "http://www.shop.example:8081/x").reason == "nothing listens for HTTP on that port; there is 80")
    }

    @Test func aHostWithoutRoutesServesNothingAndEnvoyLooksNoFurther() throws {
        let texts = """
            kind: Gateway
            apiVersion: gateway.networking.k8s.io/v1
            metadata: {name: gw, namespace: a}
            spec: {gatewayClassName: kgateway, listeners: [{name: http, port: 80, protocol: HTTP}]}
            ---
            kind: HTTPRoute
            apiVersion: gateway.networking.k8s.io/v1
            metadata: {name: wide, namespace: a}
            spec: {parentRefs: [{name: gw}], hostnames: ["*.example"], rules: [{backendRefs: [{name: s, port: 80}]}]}
            ---
            kind: HTTPRoute
            apiVersion: gateway.networking.k8s.io/v1
            metadata: {name: narrow, namespace: a}
            spec:
              parentRefs: [{name: gw}]
              hostnames: [shop.example]
              rules: [{matches: [{path: {value: /a}}], backendRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: child}]}]
            ---
            kind: HTTPRoute
            apiVersion: gateway.networking.k8s.io/v1
            metadata: {name: child, namespace: a}
            spec: {rules: [{matches: [{path: {value: /b}}], backendRefs: [{name: s, port: 80}]}]}
            """
        let plan = PolicySample.plan(texts)
        #expect(try plan.answers(to: RouteRequest("GET", "http://shop.example/a")).first?.isServed == false)
        #expect(try plan.answers(to: RouteRequest("GET", "http://other.example/a")).first?.isServed == true)
    }

    @Test func nobodyIsToldWhoAsks() throws {
        let request = try RouteRequest("GET", "https://me:secret@shop.example:/x")
        #expect(request.host == "shop.example" && request.port == nil)
        #expect(request.url == "https://shop.example:/x")
    }

    @Test func theDocumentHasNoRouteWhereNoneServes() throws {
        let plan = PolicySample.plan(Self.routes), request = try RouteRequest("GET", "http://www.shop.example/nowhere")
        let document = plan.document(request, plan.answers(to: request))
        #expect(document["route"] == .null)
        #expect(document["format"]?.string == "gatehouse.route/1")
    }

    @Test func theDocumentNamesRuleBackendAndEffect() throws {
        let plan = PolicySample.plan(Self.routes, PolicySample.policy("p", "kind: HTTPRoute, name: r, sectionName: exact", "cors: {}"))
        let request = try RouteRequest("GET", "http://www.shop.example/x/one")
        let document = plan.document(request, plan.answers(to: request))
        #expect(document[path: ["rule", "name"]]?.string == "exact")
        #expect(document["backends"]?[0]?["known"]?.bool == false)
        #expect(document[path: ["effective", "cors"]]?["winners"]?[0]?["policy"]?.string == "gateway.kgateway.dev/TrafficPolicy/a/p")
    }
}
