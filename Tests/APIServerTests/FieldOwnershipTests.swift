import KubeModel
import KubeRules
import Testing

@testable import APIServer

@Suite struct FieldOwnershipTests {
    private let server = ServerFixture()
    private let path = ServerFixture.collection

    private func apply(
        _ manager: String, _ spec: JSONValue, labels: JSONValue? = nil, force: Bool = false
    ) -> ServerFixture.Reply {
        var object = ServerFixture.object("a")
        object["spec"] = spec
        object["metadata"]?["labels"] = labels
        return server.call(
            "PATCH", "\(path)/a?fieldManager=\(manager)\(force ? "&force=true" : "")", object,
            type: "application/apply-patch+yaml")
    }

    private func owners(_ object: JSONValue) -> [String] {
        (object[path: ["metadata", "managedFields"]]?.array ?? []).map {
            "\($0["manager"]?.string ?? "") \($0["operation"]?.string ?? "") \(JSONWriter.text($0["fieldsV1"] ?? .null))"
        }
    }

    @Test func whoeverAppliesOwnsWhatTheyName() {
        let reply = apply("one", ["code": 200, "body": "a"])

        #expect(reply.status == 201)
        #expect(owners(reply.json) == [#"one Apply {"f:spec":{"f:body":{},"f:code":{}}}"#])
    }

    @Test func whatOthersOwnIsAConflictThatNamesThem() {
        _ = apply("one", ["code": 200, "body": "a"])

        let reply = apply("two", ["code": 201])

        #expect(reply.status == 409)
        #expect(reply.message == "Apply failed with 1 conflict: conflict with \"one\": .spec.code")
        #expect(reply.causes == [".spec.code: FieldManagerConflict"])
    }

    @Test func forcingTakesTheFieldsOver() {
        _ = apply("one", ["code": 200, "body": "a"])

        let reply = apply("two", ["code": 201], force: true)

        #expect(reply.json["spec"] == ["code": 201, "body": "a"])
        #expect(
            owners(reply.json) == [#"one Apply {"f:spec":{"f:body":{}}}"#, #"two Apply {"f:spec":{"f:code":{}}}"#])
    }

    @Test func whatIsNoLongerAppliedGoes() {
        _ = apply("one", ["code": 200, "body": "a"], labels: ["x": "1"])

        let reply = apply("one", ["code": 200])

        #expect(reply.json["spec"] == ["code": 200])
        #expect(reply.json[path: ["metadata", "labels"]] == nil)
    }

    @Test func whatTwoOwnStaysWhenOneLetsGo() {
        _ = apply("one", ["code": 200, "body": "a"])
        _ = apply("two", ["code": 200, "body": "a"])

        #expect(apply("one", ["code": 200]).json["spec"]?["body"] == "a")
    }

    @Test func aPatchTakesWhatItChanges() {
        _ = apply("one", ["code": 200, "body": "a"])

        let reply = server.call(
            "PATCH", "\(path)/a?fieldManager=patcher", ["spec": ["code": 201]], type: "application/merge-patch+json")

        #expect(
            owners(reply.json) == [
                #"one Apply {"f:spec":{"f:body":{}}}"#, #"patcher Update {"f:spec":{"f:code":{}}}"#,
            ])
    }

    @Test func anObjectWithoutOwnersIsOwnedBeforeItIsApplied() throws {
        try server.store.create(ServerFixture.object("a", code: 200), kind: ServerFixture.kind)

        let reply = apply("one", ["code": 201])

        #expect(reply.status == 409)
        #expect(reply.message.contains("before-first-apply"))
    }

    @Test func aFieldGoesWithTheLastThingInItThatWasOwned() {
        let spec = Schema.object("", ["a": .string(), "b": .string()])
        let shape = FieldShape(.object("", ["spec": spec]))
        var gone = FieldSet()
        gone.insert(["f:spec", "f:b"])

        let rest = FieldWalk.remove(
            gone, keeping: FieldSet(), from: ["x": 1, "spec": ["a": "default", "b": "1"]], shape)

        #expect(rest == ["x": 1])
    }

    @Test func aValueOfAnotherKindTakesEverythingBelowTheOldOne() {
        let change = FieldWalk.compare(["any": ["a": ["b": 1]]], ["any": ["a": [1]]], .untyped)

        #expect(change.modified.contains(["f:any", "f:a"]))
        #expect(change.removed.contains(["f:any", "f:a", "f:b"]))
    }

    @Test func anUnknownFieldIsNotDeclared() {
        let reply = apply("one", ["code": 200, "nothing": 1])

        #expect(reply.status == 500)
        #expect(reply.message.hasSuffix(".spec.nothing: field not declared in schema"))
    }

    @Test func elementsOfAListByKeyAreOwnedOneByOne() {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "ports": [
                    "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["port"],
                    "items": ["type": "object", "properties": ["port": ["type": "integer"]]],
                ]
            ],
        ]
        let shape = FieldShape(Schema(openAPI: schema))
        let live: JSONValue = ["ports": [["port": 1], ["port": 2]]]

        let merged = FieldWalk.merge(live, ["ports": [["port": 3], ["port": 2]]], shape)

        #expect(merged == ["ports": [["port": 1], ["port": 3], ["port": 2]]])
        #expect(
            FieldWalk.fields(of: live, shape).json["f:ports"]?[#"k:{"port":1}"#] == [".": [:], "f:port": [:]])
    }
}
