import GatewayGraph
import KubeModel
import Testing

@testable import APIServer

@Suite struct ResourceEndpointListTests {
    private let server = ServerFixture()
    private let path = ServerFixture.collection

    private func fill() {
        for (name, app) in [("a", "x"), ("b", "y"), ("c", "x"), ("d", "y"), ("e", "x")] {
            server.create(name, labels: ["app": .string(app)])
        }
    }

    @Test func pagesShowOneMoment() throws {
        fill()

        let first = server.call("GET", "\(path)?limit=2")
        server.create("bb")
        _ = server.call("DELETE", "\(path)/d")
        server.merge("e", ["spec": ["code": 500]])
        let token = try #require(first.json["metadata"]?["continue"]?.string)
        let second = server.call("GET", "\(path)?limit=5&continue=\(token)")

        #expect(first.names == ["a", "b"])
        #expect(first.json["metadata"]?["remainingItemCount"] == 3)
        #expect(second.names == ["c", "d", "e"])
        #expect(second.json["items"]?[2]?["spec"]?["code"] == 200)
        #expect(second.version == first.version)
        #expect(second.json["metadata"]?["continue"] == "")
    }

    @Test func aForgottenPageIsGone() throws {
        fill()
        let token = try #require(server.call("GET", "\(path)?limit=2").json["metadata"]?["continue"]?.string)
        server.create("z")
        server.store.forgetHistory(of: .directResponse)

        let reply = server.call("GET", "\(path)?limit=2&continue=\(token)")

        #expect(reply.status == 410)
        #expect(reply.json["reason"] == "Expired")
    }

    @Test(arguments: ["abc", "e30", "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MH0", "%F4%83"])
    func anInventedTokenIsABadRequest(token: String) {
        #expect(server.call("GET", "\(path)?continue=\(token)").status == 400)
    }

    @Test func aTokenOfAnotherProcessIsGone() {
        let token = ContinueToken(version: 5, after: ObjectKey(namespace: "default", name: "a")).text

        #expect(server.call("GET", "\(path)?continue=\(token)").status == 410)
    }

    @Test func withSelectorsNobodyKnowsHowManyRemain() {
        fill()

        let reply = server.call("GET", "\(path)?limit=1&labelSelector=app%20in%20(x)")

        #expect(reply.names == ["a"])
        #expect(reply.json["metadata"]?["continue"]?.string != nil)
        #expect(reply.json["metadata"]?["remainingItemCount"] == nil)
    }

    @Test func fieldsSelectByNameAndNamespace() {
        fill()
        server.create("a", namespace: "other")

        #expect(
            server.call("GET", "\(ServerFixture.all)?fieldSelector=metadata.name%3Da,metadata.namespace!%3Ddefault")
                .json["items"]?.array?.count == 1)
        #expect(
            server.call("GET", "\(path)?fieldSelector=spec.code%3D1").message == "field label not supported: spec.code")
        #expect(
            server.call("GET", "\(path)?fieldSelector=abc").message == "invalid selector: 'abc'; can't understand 'abc'"
        )
    }

    @Test func limitsDoNotCountWhereAnyVersionWillDo() {
        fill()

        #expect(server.call("GET", "\(path)?limit=2&resourceVersion=0").names.count == 5)
    }

    @Test func aVersionOfTheFutureIsTooLarge() {
        let reply = server.call("GET", "\(path)?resourceVersion=99999999")

        #expect(reply.status == 504)
        #expect(reply.causes == [": ResourceVersionTooLarge"])
    }

    @Test func anExactVersionIsThePast() {
        let version = server.create("a")["metadata"]?["resourceVersion"]?.string ?? ""
        server.create("b")

        #expect(server.call("GET", "\(path)?resourceVersion=\(version)&resourceVersionMatch=Exact").names == ["a"])
    }

    @Test(arguments: [
        ("resourceVersionMatch=Exact", 422), ("resourceVersion=5&resourceVersionMatch=Foo", 422),
        ("resourceVersion=0&resourceVersionMatch=Exact", 422), ("resourceVersion=abc", 400), ("limit=x", 400),
        ("limit=", 400), ("sendInitialEvents=true", 422), ("watch=1&sendInitialEvents=true", 422),
        ("labelSelector=%3D%3D%3D", 400), ("watch=1&resourceVersionMatch=NotOlderThan", 422),
    ])
    func combinationsWithoutMeaningAreRefused(query: String, status: Int) {
        #expect(server.call("GET", "\(path)?\(query)").status == status)
    }

    @Test func namespacesComeFromTheirObjects() {
        server.create("a", namespace: "team-a")

        let reply = server.call("GET", "/api/v1/namespaces")

        #expect(reply.names == ["default", "team-a"])
        #expect(server.call("GET", "/api/v1/namespaces/team-a").json["status"]?["phase"] == "Active")
        #expect(server.call("POST", "/api/v1/namespaces", [:]).status == 405)
    }
}
