import Foundation
import KubeModel
import Testing

@testable import APIServer

@Suite struct APIRequestTests {
    private let server = ServerFixture()
    private let path = ServerFixture.collection

    @Test(arguments: ["", "Bearer", "Bearer wrong", "Bearer secretsecret", "Basic x", "Basic YTpi", "Digest secret"])
    func onlyTheTokenOpens(authorization: String) {
        let reply = server.call("GET", path, authorization: authorization)

        #expect(reply.status == 401)
        #expect(reply.json["reason"] == "Unauthorized")
    }

    @Test func theTokenIsAlsoAPassword() {
        let basic = Data("gatehouse:secret".utf8).base64EncodedString()

        #expect(server.call("GET", path, authorization: "Basic \(basic)").status == 200)
    }

    @Test func aTokenIsNotDescribed() {
        #expect(!"\(Token("secret")) \(String(reflecting: Token("secret")))".contains("secret"))
        #expect(Mirror(reflecting: Token("secret")).children.isEmpty)
    }

    @Test(arguments: [
        #"{"a""#, "", "[]", "5", "null", "{}", #"{"kind":"DirectResponse"}"#, #"{"kind":5,"apiVersion":5}"#,
    ])
    func whatIsNoObjectIsABadRequest(text: String) {
        let reply = server.call("POST", path, text: text)

        #expect(reply.status == 400)
        #expect(reply.json["kind"] == "Status")
    }

    @Test func yamlIsReadToo() {
        let text =
            "apiVersion: gateway.kgateway.dev/v1alpha1\nkind: DirectResponse\nmetadata: {name: a}\nspec: {code: 200}\n"

        #expect(server.call("POST", path, text: text, type: "application/yaml").status == 201)
        #expect(server.call("POST", path, text: "a: b: c", type: "application/yaml").status == 400)
    }

    @Test func otherMediaTypesAreNotRead() {
        #expect(server.call("POST", path, text: "x", type: "text/plain").status == 415)
    }

    @Test func anotherKindIsRefused() {
        var object = ServerFixture.object("a")
        object["kind"] = "TrafficPolicy"
        #expect(server.call("POST", path, object).causes == ["kind: FieldValueInvalid"])

        object["apiVersion"] = "v1"
        #expect(server.call("POST", path, object).status == 400)
    }

    @Test(arguments: [("PUT", ""), ("PATCH", ""), ("POST", "/a")])
    func aPathWithoutWhatAMethodNeedsIsABadRequest(method: String, suffix: String) {
        let reply = server.call(method, path + suffix, [:])

        #expect(reply.status == 400)
        #expect(reply.json["reason"] == "BadRequest")
    }

    @Test(arguments: [
        ("OPTIONS", "/a"), ("TRACE", ""), ("DELETE", "/a/status"), ("POST", "/a/status"),
    ])
    func aMethodThatAPathDoesNotKnowIsNotAllowed(method: String, suffix: String) {
        let reply = server.call(method, path + suffix, [:])

        #expect(reply.status == 405)
        #expect(reply.json["reason"] == "MethodNotAllowed")
    }

    @Test(arguments: [
        "/abc", "/apis/foo", "/apis/foo/v1", "/api/v1/pods", "/openapi/v2", "/apis/gateway.kgateway.dev/v1alpha1/foos",
    ])
    func otherPathsAreNotFound(target: String) {
        let reply = server.call("GET", target)

        #expect(reply.status == 404)
        #expect(reply.text == "404 page not found\n")
    }

    @Test(arguments: ["text/html", "application/vnd.kubernetes.protobuf", "application/json;as=Foo;v=v1;g=meta.k8s.io"])
    func anAnswerNobodyCanReadIsNotGiven(accept: String) {
        #expect(server.call("GET", path, accept: accept).status == 406)
    }

    @Test func yamlIsWrittenToo() {
        server.create("a")

        let reply = server.call("GET", "\(path)/a", accept: "application/yaml")

        #expect(reply.contentType == "application/yaml")
        #expect(reply.text.contains("\nspec:\n  code: 200\n"))
    }

    @Test func aTableHasTheColumnsOfItsKind() {
        server.create("a", code: 404)
        let accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

        let table = server.call("GET", "\(path)?includeObject=None", accept: accept).json

        #expect(table["kind"] == "Table")
        #expect(
            table["columnDefinitions"]?.array?.compactMap { $0["name"]?.string } == ["Name", "Code", "Mode", "Age"])
        #expect(table["rows"]?[0]?["cells"]?.array?.prefix(3) == ["a", 404, .null])
        #expect(table["rows"]?[0]?["object"] == .null)
    }

    @Test func metadataAloneCanBeAskedFor() {
        server.create("a")

        let reply = server.call(
            "GET", path, accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")

        #expect(reply.json["kind"] == "PartialObjectMetadataList")
        #expect(reply.json["items"]?[0]?["spec"] == nil)
    }

    @Test func namesArePercentDecoded() {
        server.create("a.b")

        #expect(server.call("GET", "\(path)/a%2Eb").status == 200)
        #expect(server.call("GET", "\(path)/a%2Fb").status == 404)
    }
}
