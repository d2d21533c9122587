import KubeModel
import Testing

@Suite struct IdentifiedObjectTests {
    private static let service = ResourceType(group: "", version: "v1", plural: "services", kind: "Service")

    private func object(_ value: JSONValue) throws -> IdentifiedObject { try #require(IdentifiedObject(JSONWriter.bytes(value))) }

    private func tree(_ bytes: [UInt8]) throws -> JSONValue { try JSONParser.parse(bytes) }

    @Test func whatAServerGaveStays() throws {
        let value: JSONValue = [
            "apiVersion": "v1", "kind": "Service",
            "metadata": ["name": "a", "namespace": "shop", "uid": "u-1", "resourceVersion": "42", "managedFields": [["manager": "x"]]],
            "status": ["loadBalancer": [:]],
        ]
        let found = try object(value)

        #expect(found.key(as: Self.service) == ObjectKey(namespace: "shop", name: "a"))
        #expect(try tree(found.completed(as: Self.service)) == value)
        #expect(try tree(found.completed(as: Self.service, version: 77))["metadata"]?["resourceVersion"] == "77")
    }

    @Test func whatIsMissingIsMadeAndIsTheSameEachTime() throws {
        let found = try object(["apiVersion": "v1", "kind": "Service", "metadata": ["name": "a"]])

        let first = try tree(found.completed(as: Self.service)), second = try tree(found.completed(as: Self.service))

        #expect(first == second)
        #expect(first["metadata"]?["namespace"] == "default")
        #expect(first["metadata"]?["uid"]?.string?.count == 36)
        #expect(first["metadata"]?["resourceVersion"] == "1")
        #expect(first["metadata"]?["creationTimestamp"] == nil && first["metadata"]?["generation"] == nil)
    }

    @Test func theVersionIsThatOfTheKind() throws {
        let found = try object(["apiVersion": "example.com/v1beta1", "kind": "Widget", "metadata": ["name": "a", "namespace": "b"]])
        let type = ResourceType(group: "example.com", version: "v1", plural: "widgets", kind: "Widget", isNamespaced: false)

        let placed = try tree(found.completed(as: type))

        #expect(found.group == "example.com")
        #expect(placed["apiVersion"] == "example.com/v1")
        #expect(placed["metadata"]?["namespace"] == nil)
    }

    @Test func itemsOfATypedListAreNamedByIt() throws {
        let item = try #require(IdentifiedObject(Array("{\"metadata\":{\"name\":\"a\"}}".utf8), in: ("v1", "Service")))

        #expect(item.kind == "Service" && item.apiVersion == "v1" && item.group.isEmpty)
    }

    @Test(arguments: ["{}", "{\"kind\":\"A\",\"apiVersion\":\"v1\"}", "{\"kind\":\"A\",\"metadata\":{\"name\":\"a\"}}", "{\"kind\":\"A\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"\"}}", "[]"])
    func whatNamesNoObjectIsNone(text: String) { #expect(IdentifiedObject(Array(text.utf8)) == nil) }
}
