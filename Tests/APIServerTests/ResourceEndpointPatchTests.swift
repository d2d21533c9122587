import KubeModel
import Testing

@testable import APIServer

@Suite struct ResourceEndpointPatchTests {
    private let server = ServerFixture()
    private let path = ServerFixture.collection

    private func patch(_ operations: JSONValue) -> ServerFixture.Reply {
        server.call("PATCH", "\(path)/a", operations, type: "application/json-patch+json")
    }

    @Test func nullsOfAMergePatchRemove() {
        server.create("a", labels: ["x": "1", "y": "2"])

        let reply = server.merge("a", ["metadata": ["labels": ["x": .null]]])

        #expect(reply.json["metadata"]?["labels"] == ["y": "2"])
    }

    @Test func aMergePatchMayCarryTheVersionItWasMadeFrom() {
        server.create("a")

        #expect(server.merge("a", ["metadata": ["resourceVersion": "1"]]).status == 409)
    }

    @Test func operationsAreAppliedInTheirOrder() {
        server.create("a")

        let reply = patch([
            ["op": "test", "path": "/spec/code", "value": 200],
            ["op": "add", "path": "/spec/headers", "value": [["name": "a"]]],
            ["op": "add", "path": "/spec/headers/-", "value": ["name": "b"]],
            ["op": "move", "from": "/spec/headers/0", "path": "/spec/headers/1"],
            ["op": "replace", "path": "/spec/code", "value": 204],
        ])

        #expect(reply.json["spec"] == ["code": 204, "headers": [["name": "b"], ["name": "a"]]])
    }

    @Test func aFailedTestLeavesEverything() {
        server.create("a")

        let reply = patch([
            ["op": "replace", "path": "/spec/code", "value": 204], ["op": "test", "path": "/spec/code", "value": 200],
        ])

        #expect(reply.status == 422)
        #expect(server.call("GET", "\(path)/a").json["spec"] == ["code": 200])
    }

    @Test func anUnknownOperationIsABadRequest() {
        server.create("a")

        #expect(patch([["op": "nop", "path": "/spec"]]).status == 400)
    }

    @Test func strategicMergeIsNotForCustomResources() {
        server.create("a")

        let reply = server.call("PATCH", "\(path)/a", [:], type: "application/strategic-merge-patch+json")

        #expect(reply.status == 415)
        #expect(reply.json["reason"] == "UnsupportedMediaType")
    }

    @Test func applyingCreatesWhatIsMissing() {
        let reply = server.call(
            "PATCH", "\(path)/a?fieldManager=test", ServerFixture.object("a"), type: "application/apply-patch+yaml")

        #expect(reply.status == 201)
        #expect(reply.json["metadata"]?["generation"] == 1)
    }

    @Test func applyingMergesIntoWhatIsThere() {
        server.create("a", labels: ["x": "1"])

        let reply = server.call(
            "PATCH", "\(path)/a?fieldManager=test&force=true", ServerFixture.object("a", code: 418, labels: ["y": "2"]),
            type: "application/apply-patch+yaml")

        #expect(reply.status == 200)
        #expect(reply.json["metadata"]?["labels"] == ["x": "1", "y": "2"])
        #expect(reply.json["spec"]?["code"] == 418)
    }

    @Test func aPatchIsHeldToTheSchema() {
        server.create("a")

        #expect(server.merge("a", ["spec": ["code": 700]]).status == 422)
    }

    @Test func aStrictPatchMayNotAddUnknownFields() {
        server.create("a")

        let reply = server.call(
            "PATCH", "\(path)/a?fieldValidation=Strict", ["spec": ["zz": 1]], type: "application/merge-patch+json")

        #expect(reply.status == 422)
        #expect(reply.message.hasSuffix("strict decoding error: unknown field \"spec.zz\""))
    }
}
