import APIServer
import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

/// `gatehouse policies`, `route` and `tree`, of a cluster and of files.
@Suite(.serialized) struct PoliciesCommandTests {
    private static let manifest = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: public, namespace: infra}
        spec:
          gatewayClassName: kgateway
          listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: cart, namespace: shop}
        spec:
          parentRefs: [{name: public, namespace: infra}]
          hostnames: [shop.example.com]
          rules:
          - {name: pay, matches: [{path: {value: /pay}}], backendRefs: [{name: cart, port: 80}]}
        ---
        apiVersion: gateway.kgateway.dev/v1alpha1
        kind: TrafficPolicy
        metadata: {name: near, namespace: shop}
        spec: {targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart, sectionName: pay}], cors: {}}
        ---
        apiVersion: gateway.kgateway.dev/v1alpha1
        kind: TrafficPolicy
        metadata: {name: far, namespace: shop}
        spec: {targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}], cors: {}}
        """

    private static let open = manifest.replacing("sectionName: pay}], cors: {}", with: "sectionName: pya}], rbac: {policy: {}}")

    @Test func theTableSaysWhoWinsAndOverWhom() async throws {
        try await Program.run { gatehouse in
            let file = try gatehouse.write(Self.manifest, to: "shop.yaml")
            let table = try await gatehouse("policies", "--manifests", file)
            #expect(table.status == 0 && table.err.isEmpty)
            let words = table.out.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(
                words == [
                    "ROUTE MATCH FIELD WINNER FROM OVER",
                    "shop/cart rule 0 pay /pay shop.example.com cors shop/near rule (targetRef) shop/far (shop/near is attached closer to the rule)",
                    "! policyNeverWins TrafficPolicy/shop/far TrafficPolicy shop/far is attached, and none of its fields takes effect anywhere: cors: shop/near is attached closer to the rule",
                ])
        }
    }

    @Test func theDocumentNamesWhatEnvoyNames() async throws {
        try await Program.run { gatehouse in
            let file = try gatehouse.write(Self.manifest, to: "shop.yaml")
            let json = try JSONParser.parse(Array(await gatehouse("policies", "--manifests", file, "-o", "json").out.utf8))
            let route = json["gateways"]?[0]?["routeConfigurations"]?[0]?["virtualHosts"]?[0]?["routes"]?[0]
            #expect(route?["name"]?.string == "listener~80~shop_example_com-route-0-httproute-cart-shop-0-0-pay-matcher-0")
            #expect(route?[path: ["fields", "cors", "losers"]]?[0]?["reason"]?.string == "moreSpecificAttachment")
            let yaml = try await gatehouse("policies", "TrafficPolicy/far", "-n", "shop", "--manifests", file, "-o", "yaml")
            #expect(yaml.out.contains("policy: gateway.kgateway.dev/TrafficPolicy/shop/far"))
            #expect(!yaml.out.contains("\n  - policy: gateway.kgateway.dev/TrafficPolicy/shop/near"))
        }
    }

    @Test func theCheckFailsWhereAPathIsOpen() async throws {
        try await Program.run { gatehouse in
            let good = try gatehouse.write(Self.manifest, to: "good.yaml"), bad = try gatehouse.write(Self.open, to: "bad.yaml")
            #expect(try await gatehouse("policies", "--manifests", good, "--check").status == 0)
            let open = try await gatehouse("policies", "--manifests", bad, "--check")
            #expect(open.status == 1)
            #expect(open.out.contains("HTTPRoute shop/cart has no rule pya: requests pass without it; did you mean pay?"))
        }
    }

    @Test func wrongUsageAndWhatCannotBeReadHaveTheirStatus() async throws {
        try await Program.run { gatehouse in
            let file = try gatehouse.write(Self.manifest, to: "shop.yaml")
            #expect(try await gatehouse("policies", "--manifests", file, "--rules", "1.9").status == 2)
            #expect(try await gatehouse("policies", "--manifests", file, "--controller-env", "KGW").status == 2)
            #expect(try await gatehouse("policies", "Secret/x", "--manifests", file).status == 2)
            #expect(try await gatehouse("policies", "HTTPRoute/none", "-n", "shop", "--manifests", file).status == 1)
            #expect(try await gatehouse("policies", "--manifests", "\(gatehouse.folder)/none").status == 3)
            #expect(try await gatehouse("route", "ftp://x", "--manifests", file).status == 2)
            #expect(try await gatehouse("tree", "nobody", "--manifests", file).status == 1)
        }
    }

    @Test func aRequestIsAnsweredAlsoWhereNobodyServesIt() async throws {
        try await Program.run { gatehouse in
            let file = try gatehouse.write(Self.manifest, to: "shop.yaml")
            let served = try await gatehouse("route", "http://shop.example.com/pay/now", "--manifests", file)
            #expect(served.status == 0 && served.out.contains("HTTPRoute shop/cart rule 0 pay"))
            #expect(served.out.contains("shop/far on route shop/cart: shop/near is attached closer to the rule"))
            let lost = try await gatehouse("route", "http://shop.example.com/", "--manifests", file)
            #expect(lost.status == 0 && lost.out.contains("no rule of shop.example.com takes GET /"))
        }
    }

    @Test func theTreeShowsWhatAGatewayServes() async throws {
        try await Program.run { gatehouse in
            let file = try gatehouse.write(Self.manifest, to: "shop.yaml")
            let tree = try await gatehouse("tree", "infra/public", "--manifests", file)
            #expect(
                tree.out == """
                    Gateway infra/public
                    └─ listener http HTTP 80 *
                       └─ shop.example.com
                          └─ /pay  HTTPRoute shop/cart rule 0 pay  [shop/near; shop/far]
                             └─ Service shop/cart:80  [not there]

                    """)
        }
    }

    @Test func whoMayListOnlyPoliciesIsToldWhatIsNotKnown() async throws {
        let spec: JSONValue = ["targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "crat"]], "extAuth": ["extensionRef": ["name": "no"]]]
        let server = Scene.server([Sample.object("shop/auth", spec: spec)], grants: ["poor": .oneKind(.trafficPolicy, user: "poor")])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: "poor")
                let policies = try await gatehouse("policies", "-n", "shop", with: ["KUBECONFIG": config])
                #expect(policies.status == 0)
                #expect(policies.out.contains("unreadableKind"))
                #expect(!policies.out.contains("Missing") && !policies.out.contains("no HTTPRoute"))
                let route = try await gatehouse("route", "http://shop.example.com/", with: ["KUBECONFIG": config])
                #expect(route.out.contains("not known: Gateways and HTTPRoutes could not be read"))
                #expect(try await gatehouse("tree", with: ["KUBECONFIG": config]).err.hasSuffix("Cannot say: not known: Gateways and HTTPRoutes could not be read.\n"))
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}
