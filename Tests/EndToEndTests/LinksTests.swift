import APIServer
import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

/// `gatehouse links`, of a cluster and of files.
@Suite(.serialized) struct LinksTests {
    private static let manifest = """
        apiVersion: gateway.kgateway.dev/v1alpha1
        kind: TrafficPolicy
        metadata: {name: auth, namespace: shop}
        spec:
          targetRefs:
          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart, sectionName: pay}
          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: crat}
          extAuth: {extensionRef: {name: login}}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: cart, namespace: shop}
        spec:
          rules:
          - {name: pays, backendRefs: [{name: cart, port: 80}]}
        """

    private static let text = """
        ○ TrafficPolicy shop/auth
        uses
        ├ targets ✗ HTTPRoute shop/cart #pay  no rule pay; did you mean pays?
        │ └ backends ? Service shop/cart  not known: Service is not listed
        ├ ✗ HTTPRoute shop/crat  no such HTTPRoute; did you mean cart?
        └ extensions ✗ GatewayExtension shop/login  no such GatewayExtension
        used by
        └ nothing that is known

        """

    @Test func theLinksOfAFile() async throws {
        try await Program.run { gatehouse in
            let file = try gatehouse.write(Self.manifest, to: "shop.yaml")
            let text = try await gatehouse("links", "tp/auth", "-n", "shop", "--manifests", file)
            #expect(text.status == 0 && text.err.isEmpty)
            #expect(text.out == Self.text)

            let service = try await gatehouse("links", "service", "cart", "-n", "shop", "--manifests", file)
            #expect(service.out.contains("└ backend of ○ HTTPRoute shop/cart"))

            let json = try JSONParser.parse(Array(await gatehouse("links", "tp/auth", "-n", "shop", "--manifests", file, "-o", "json").out.utf8))
            #expect(json["objects"]?.array?.compactMap { $0["name"]?.string } == ["auth", "cart", "crat", "login", "cart"])
            #expect(json["links"]?[0] == ["from": 0, "to": 1, "role": "target", "path": "spec.targetRefs[0]", "sectionName": "pay", "remark": "no rule pay; did you mean pays?"])

            let dot = try await gatehouse("links", "tp/auth", "-n", "shop", "--manifests", file, "-o", "dot")
            #expect(dot.out.hasPrefix("digraph links {\n") && dot.out.contains("n0 -> n2 [label=\"target\"];"))
        }
    }

    @Test func whatIsNotThereFailsInASentence() async throws {
        try await Program.run { gatehouse in
            let file = try gatehouse.write(Self.manifest, to: "shop.yaml")
            let missing = try await gatehouse("links", "hr/carp", "-n", "shop", "--manifests", file)
            #expect(missing.status == 1 && missing.out.isEmpty)
            #expect(missing.err == "There is no HTTPRoute shop/carp, and nothing refers to it. Did you mean shop/cart?\n")
            #expect(try await gatehouse("links", "tp/auth", "--manifests", "\(gatehouse.folder)/none").status == 3)
            #expect(try await gatehouse("links", "nonsense/auth", "--manifests", file).status == 2)
            #expect(try await gatehouse("links", "tp/auth").status == 3)
        }
    }

    @Test func theLinksOfACluster() async throws {
        let spec: JSONValue = ["targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"]]]
        let server = Scene.server([Sample.object("shop/auth", spec: spec)])
        let port = try await server.start()
        do {
            try await Program.run { gatehouse in
                let config = try gatehouse.kubeconfig(server: "http://127.0.0.1:\(port)", token: Scene.token)
                let links = try await gatehouse("links", "tp", "auth", "-n", "shop", with: ["KUBECONFIG": config])
                #expect(links.status == 0 && links.err.isEmpty)
                #expect(links.out.contains("└ targets ✗ HTTPRoute shop/cart  no such HTTPRoute"))
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}
