import KubeModel
import Testing

@testable import APIServer

@Suite struct ResourceEndpointValidationTests {
    private let server = ServerFixture()
    private let path = ServerFixture.collection

    private func create(_ spec: JSONValue, query: String = "") -> ServerFixture.Reply {
        var object = ServerFixture.object("a")
        object["spec"] = spec
        return server.call("POST", path + query, object)
    }

    @Test(
        arguments: [
            (["code": 700], "spec.code: Invalid value: 700: spec.code in body should be less than or equal to 599"),
            (["code": 1], "spec.code: Invalid value: 1: spec.code in body should be greater than or equal to 200"),
            (
                ["code": "x"],
                "spec.code: Invalid value: \"string\": spec.code in body must be of type integer: \"string\""
            ),
            ([:], "spec.code: Required value"),
            (
                ["code": 200, "mode": "No"],
                "spec.mode: Unsupported value: \"No\": supported values: \"Plain\", \"Json\""
            ),
            (["code": 200, "body": "toolongtext"], "spec.body: Too long: may not be more than 8 bytes"),
            (["code": 200, "body": "A"], "spec.body: Invalid value: \"A\": spec.body in body should match '^[a-z]+$'"),
            (
                ["code": 200, "headers": []],
                "spec.headers: Invalid value: 0: spec.headers in body should have at least 1 items"
            ),
            (["code": 200, "headers": [["value": "v"]]], "spec.headers[0].name: Required value"),
            ("text", "spec: Invalid value: \"string\": spec in body must be of type object: \"string\""),
        ] as [(JSONValue, String)])
    func whatIsWrongIsSaidInKubernetesWords(spec: JSONValue, sentence: String) {
        let reply = create(spec)

        #expect(reply.status == 422)
        #expect(reply.message == "DirectResponse.gateway.kgateway.dev \"a\" is invalid: \(sentence)")
    }

    @Test func everythingThatIsWrongIsACause() {
        let reply = create(["code": 700, "mode": "No", "body": ""])

        #expect(
            Set(reply.causes) == [
                "spec.code: FieldValueInvalid", "spec.mode: FieldValueNotSupported", "spec.body: FieldValueInvalid",
            ])
        #expect(reply.message.contains("is invalid: ["))
    }

    @Test func unknownFieldsAreWarnedAboutAndDropped() {
        let reply = create(["code": 200, "foo": 1, "headers": [["name": "n", "bar": 1]]])

        #expect(reply.status == 201)
        #expect(reply.warnings == ["unknown field \"spec.foo\"", "unknown field \"spec.headers[0].bar\""])
        #expect(reply.json["spec"] == ["code": 200, "headers": [["name": "n"]]])
    }

    @Test func strictlyUnknownFieldsAreRefused() {
        let reply = create(["code": 200, "foo": 1], query: "?fieldValidation=Strict")

        #expect(reply.status == 400)
        #expect(
            reply.message == "DirectResponse in version \"v1alpha1\" cannot be handled as a DirectResponse: "
                + "strict decoding error: unknown field \"spec.foo\"")
    }

    @Test func fieldsWrittenTwiceAreFound() {
        let text =
            #"{"apiVersion":"gateway.kgateway.dev/v1alpha1","kind":"DirectResponse","metadata":{"name":"a"},"#
            + #""spec":{"code":200,"code":201}}"#

        let warned = server.call("POST", path, text: text)
        let refused = server.call("POST", "\(path)?fieldValidation=Strict", text: text)

        #expect(warned.warnings == ["duplicate field \"spec.code\""])
        #expect(refused.message.hasSuffix("strict decoding error: duplicate field \"spec.code\""))
    }

    @Test func ignoredFieldsGoQuietly() {
        #expect(create(["code": 200, "foo": 1], query: "?fieldValidation=Ignore").warnings.isEmpty)
    }

    @Test func nullsOfOptionalFieldsAreNoValues() {
        #expect(create(["code": 200, "mode": .null]).json["spec"] == ["code": 200])
    }

    @Test func optionsThatDoNotExistAreRefused() {
        #expect(
            create(["code": 200], query: "?fieldValidation=Maybe").causes == ["fieldValidation: FieldValueNotSupported"]
        )
        #expect(create(["code": 200], query: "?dryRun=Some").causes == ["dryRun: FieldValueNotSupported"])
    }

    @Test(
        arguments: [
            (["name": "X_y"], ["metadata.name: FieldValueInvalid"]),
            (["name": ""], ["metadata.name: FieldValueRequired"]),
            (
                ["name": "a", "labels": ["a b": "c d"]],
                ["metadata.labels: FieldValueInvalid", "metadata.labels: FieldValueInvalid"]
            ),
            (["name": "a", "annotations": ["-": ""]], ["metadata.annotations: FieldValueInvalid"]),
            (["name": "a", "finalizers": ["a b"]], ["metadata.finalizers: FieldValueInvalid"]),
        ] as [(JSONValue, [String])])
    func metadataIsHeldToItsRules(metadata: JSONValue, causes: [String]) {
        var object = ServerFixture.object("a")
        object["metadata"] = metadata

        let reply = server.call("POST", path, object)

        #expect(reply.status == 422)
        #expect(reply.causes == causes)
    }

    @Test(
        arguments: [
            (["name": 5], "ObjectMeta.name of type string"),
            (["name": "a", "labels": ["a": 1]], "ObjectMeta.labels of type string"),
            (["name": "a", "finalizers": "x"], "ObjectMeta.finalizers of type []string"), ("text", "v1.ObjectMeta"),
        ] as [(JSONValue, String)])
    func metadataOfTheWrongTypesCannotBeRead(metadata: JSONValue, ending: String) {
        var object = ServerFixture.object("a")
        object["metadata"] = metadata

        let reply = server.call("POST", path, object)

        #expect(reply.status == 400)
        #expect(reply.message.hasSuffix(ending))
    }

    @Test func aNamespaceIsALabel() {
        let reply = server.call(
            "POST", "\(ServerFixture.root)/namespaces/A_b/directresponses", ServerFixture.object("a"))

        #expect(reply.causes == ["metadata.namespace: FieldValueInvalid"])
    }
}
