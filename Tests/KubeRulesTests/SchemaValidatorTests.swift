import KubeModel
import KubeRules
import Testing

/// What Kubernetes 1.36 takes for a whole number, by the format of the field.
@Suite struct SchemaValidatorTests {
    private static let book: SchemaBook = {
        var book = SchemaBook()
        let fields: JSONValue = [
            "plain": ["type": "integer"], "int64": ["type": "integer", "format": "int64"], "int32": ["type": "integer", "format": "int32"],
            "either": ["x-kubernetes-int-or-string": true], "number": ["type": "number"],
        ]
        let schema: JSONValue = ["type": "object", "properties": ["spec": ["type": "object", "properties": fields]]]
        book.add(definition: [
            "kind": "CustomResourceDefinition",
            "spec": ["group": "example.com", "names": ["kind": "Num"], "versions": [["name": "v1", "schema": ["openAPIV3Schema": schema]]]],
        ])
        return book
    }()

    /// The fields that refuse a number.
    private func refusing(_ number: String) throws -> [String] {
        try ["plain", "int64", "int32", "either", "number"].filter { field in
            let object: JSONValue = ["apiVersion": "example.com/v1", "kind": "Num", "metadata": ["name": "a"], "spec": [field: .number(number)]]
            return try #require(Self.book.problems(of: object)).isEmpty == false
        }
    }

    @Test(arguments: ["1.0", "1e3", "-0", "2147483647"]) func allTakeASmallWholeNumber(_ number: String) throws {
        #expect(try refusing(number) == [])
    }

    @Test(arguments: ["2147483648", "9007199254740993", "9223372036854775807", "-9223372036854775808"])
    func oneOf64BitsIsRefusedBy32Only(_ number: String) throws {
        #expect(try refusing(number) == ["int32"])
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "1e19", "9.1e18", "1.5"])
    func whatIsNoneOf64BitsIsRefusedByAllButNumbers(_ number: String) throws {
        #expect(try refusing(number) == ["plain", "int64", "int32", "either"])
    }

    @Test func theFormatIsNamed() throws {
        let object: JSONValue = ["apiVersion": "example.com/v1", "kind": "Num", "metadata": ["name": "a"], "spec": ["int64": 9_223_372_036_854_775_807]]
        var larger = object
        larger["spec"]?["int64"] = .number("9223372036854775808")

        #expect(try #require(Self.book.problems(of: larger, old: object)).map(\.message) == ["Invalid value: \"float64\": spec.int64 in body must be of type int64: \"float64\""])
    }
}
