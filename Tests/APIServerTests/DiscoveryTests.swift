import KubeModel
import Testing

@testable import APIServer

@Suite struct DiscoveryTests {
    private let server = ServerFixture()

    @Test func groupsAndVersionsAreListed() {
        #expect(server.call("GET", "/api").json["versions"] == ["v1"])
        #expect(server.call("GET", "/apis").json["groups"]?[0]?["name"] == "gateway.kgateway.dev")
        #expect(
            server.call("GET", "/apis/gateway.kgateway.dev").json["preferredVersion"]?["groupVersion"]
                == "gateway.kgateway.dev/v1alpha1")
    }

    @Test func resourcesNameTheirVerbsAndSubresources() {
        let resources = server.call("GET", ServerFixture.root).json["resources"]

        #expect(resources?[0]?["name"] == "directresponses")
        #expect(resources?[0]?["shortNames"] == ["dr"])
        #expect(resources?[0]?["verbs"]?.array?.contains("watch") == true)
        #expect(resources?[1]?["name"] == "directresponses/status")
    }

    @Test func everythingIsInOneDocumentForThoseWhoAskForIt() {
        let accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"

        let named = server.call("GET", "/apis", accept: accept)
        let core = server.call("GET", "/api", accept: accept)

        #expect(named.contentType == "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
        let group = named.json["items"]?.array?.first { $0["metadata"]?["name"] == "gateway.kgateway.dev" }
        let resource = group?["versions"]?[0]?["resources"]?[0]
        #expect(resource?["resource"] == "directresponses")
        #expect(resource?["scope"] == "Namespaced")
        #expect(resource?["subresources"]?[0]?["subresource"] == "status")
        #expect(core.json["items"]?[0]?["versions"]?[0]?["resources"]?[0]?["resource"] == "namespaces")
        #expect(server.call("GET", ServerFixture.root, accept: accept).json["kind"] == "APIResourceList")
    }

    @Test func theSchemaDocumentHasWhatKubectlLooksFor() {
        let index = server.call("GET", "/openapi/v3").json
        let document = server.call("GET", "/openapi/v3/apis/gateway.kgateway.dev/v1alpha1").json
        let patch = document["paths"]?["\(ServerFixture.root)/namespaces/{namespace}/directresponses/{name}"]?["patch"]
        let schema = document["components"]?["schemas"]?["dev.kgateway.gateway.v1alpha1.DirectResponse"]

        #expect(index["paths"]?["apis/gateway.kgateway.dev/v1alpha1"] != nil)
        #expect(patch?["x-kubernetes-group-version-kind"]?["kind"] == "DirectResponse")
        #expect(patch?["parameters"]?.array?.contains { $0["name"] == "fieldValidation" } == true)
        #expect(schema?["x-kubernetes-group-version-kind"]?[0]?["group"] == "gateway.kgateway.dev")
        #expect(schema?["properties"]?["spec"]?["properties"]?["code"]?["maximum"] == 599)
        #expect(schema?["properties"]?["spec"]?["description"] == "What to answer.")
    }

    @Test func theServerSaysThatItIsWell() {
        #expect(server.call("GET", "/readyz").text == "ok")
        #expect(server.call("GET", "/version").json["major"] == "1")
    }
}
