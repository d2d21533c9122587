import KubeModel
import Testing

@testable import APIServer

@Suite struct DefinitionControllerTests {
    private let server = ServerFixture()
    private static let root = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    private static let things = "/apis/ex.io/v1/namespaces/default/things"

    static let definition: JSONValue = [
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": ["name": "things.ex.io"],
        "spec": [
            "group": "ex.io", "scope": "Namespaced",
            "names": ["plural": "things", "kind": "Thing", "shortNames": ["th"]],
            "versions": [
                [
                    "name": "v1", "served": true, "storage": true,
                    "schema": [
                        "openAPIV3Schema": [
                            "type": "object",
                            "properties": [
                                "spec": [
                                    "type": "object",
                                    "properties": ["size": ["type": "integer", "default": 3]],
                                ]
                            ],
                        ]
                    ],
                    "additionalPrinterColumns": [["name": "Size", "type": "integer", "jsonPath": ".spec.size"]],
                ]
            ],
        ],
    ]

    private func thing(_ name: String) -> JSONValue {
        ["apiVersion": "ex.io/v1", "kind": "Thing", "metadata": ["name": .string(name)], "spec": [:]]
    }

    @Test func everyKindThatIsServedHasADefinition() {
        let reply = server.call("GET", "\(Self.root)/directresponses.gateway.kgateway.dev").json

        #expect(reply["spec"]?["names"]?["kind"] == "DirectResponse")
        let version = reply[path: ["spec", "versions"]]?[0]
        #expect(version?[path: ["additionalPrinterColumns"]]?[0]?["jsonPath"] == ".spec.code")
        #expect(
            version?[path: ["schema", "openAPIV3Schema", "properties", "spec", "properties", "code", "maximum"]] == 599)
        let conditions = reply[path: ["status", "conditions"]]?.array ?? []
        #expect(conditions.compactMap { $0["type"]?.string } == ["NamesAccepted", "Established"])
    }

    @Test func aDefinitionIsServedAtOnce() {
        #expect(server.call("GET", Self.things).status == 404)

        #expect(server.call("POST", Self.root, Self.definition).status == 201)

        #expect(server.call("POST", Self.things, thing("a")).json["spec"]?["size"] == 3)
        #expect(server.call("GET", "/apis/ex.io/v1").json["resources"]?[0]?["shortNames"] == ["th"])
        #expect(server.call("GET", "/openapi/v3").json["paths"]?["apis/ex.io/v1"] != nil)
        let table = server.call("GET", Self.things, accept: "application/json;as=Table;v=v1;g=meta.k8s.io").json
        #expect(table["rows"]?[0]?["cells"] == ["a", 3])
    }

    @Test func aChangedDefinitionChangesWhatIsServed() {
        server.call("POST", Self.root, Self.definition)
        var changed = server.call("GET", "\(Self.root)/things.ex.io").json
        changed["spec"]?["names"]?["shortNames"] = ["tg"]

        #expect(server.call("PUT", "\(Self.root)/things.ex.io", changed).json["metadata"]?["generation"] == 2)

        #expect(server.call("GET", "/apis/ex.io/v1").json["resources"]?[0]?["shortNames"] == ["tg"])
    }

    @Test func deletingADefinitionDeletesItsObjectsAndEndsTheirWatches() async throws {
        server.call("POST", Self.root, Self.definition)
        server.call("POST", Self.things, thing("a"))
        let stream = try #require(server.call("GET", "\(Self.things)?watch=1").stream)
        var lines = WatchLines(stream)
        #expect(try await lines.next(1) == ["ADDED a"])

        #expect(server.call("DELETE", "\(Self.root)/things.ex.io").status == 200)

        #expect(try await lines.next(1) == ["DELETED a"])
        #expect(try await lines.next() == nil)
        #expect(server.call("GET", Self.things).status == 404)
        #expect(server.call("GET", "\(Self.root)/things.ex.io").status == 404)
    }

    @Test func anObjectThatWaitsForItsFinalizersKeepsItsDefinition() {
        server.call("POST", Self.root, Self.definition)
        var held = thing("a")
        held["metadata"]?["finalizers"] = ["ex.io/wait"]
        server.call("POST", Self.things, held)

        server.call("DELETE", "\(Self.root)/things.ex.io")
        let conditions = server.call("GET", "\(Self.root)/things.ex.io").json[path: ["status", "conditions"]]
        #expect(conditions?.array?.last?["type"] == "Terminating")

        server.call(
            "PATCH", "\(Self.things)/a", ["metadata": ["finalizers": .null]], type: "application/merge-patch+json")
        #expect(server.call("GET", "\(Self.root)/things.ex.io").status == 404)
    }

    @Test func definitionsAreWatchedAsMetadata() async throws {
        let accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
        let query = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
        let stream = try #require(server.call("GET", "\(Self.root)?\(query)", accept: accept).stream)
        var lines = WatchLines(stream)
        let first = try await lines.next()
        #expect(first?["object"]?["kind"] == "PartialObjectMetadata")
        #expect(first?["object"]?["spec"] == nil)
        #expect(try await lines.next()?["type"] == "BOOKMARK")

        server.call("POST", Self.root, Self.definition)
        server.call("DELETE", "\(Self.root)/things.ex.io")

        let seen = try await lines.next(4)
        #expect(seen == ["ADDED", "MODIFIED", "MODIFIED", "DELETED"].map { "\($0) things.ex.io" })
    }

    @Test func aDefinitionThatSaysNothingIsRefusedFieldByField() {
        var empty = Self.definition
        empty["spec"] = [:]

        let causes = server.call("POST", Self.root, empty).causes

        #expect(causes.contains("spec.group: FieldValueRequired"))
        #expect(causes.contains("spec.versions: FieldValueInvalid"))
    }

    @Test func aDefinitionEndsWhoeverRemovesItsLastObject() {
        server.call("POST", Self.root, Self.definition)
        var held = thing("a")
        held["metadata"]?["finalizers"] = ["ex.io/wait"]
        let stored = server.call("POST", Self.things, held).json
        server.call("DELETE", "\(Self.root)/things.ex.io")
        let type = ResourceType(group: "ex.io", version: "v1", plural: "things", kind: "Thing")
        var released = server.store.object(type, ObjectKey(namespace: "default", name: "a")) ?? stored
        released["metadata"]?["finalizers"] = nil
        _ = try? server.store.replace(released, kind: ServedKind(type: type))

        server.api.definitions.finishAll()

        #expect(server.call("GET", "\(Self.root)/things.ex.io").status == 404)
    }

    @Test func theServerInstallsAndUninstallsByItself() throws {
        try server.api.definitions.install(Self.definition)
        #expect(server.call("GET", Self.things).status == 200)
        var held = thing("a")
        held["metadata"]?["finalizers"] = ["ex.io/wait"]
        server.call("POST", Self.things, held)

        try server.api.definitions.uninstall("things.ex.io")
        #expect(server.call("GET", Self.things).status == 404)
    }
}
