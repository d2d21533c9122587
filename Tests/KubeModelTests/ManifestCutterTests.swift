import KubeModel
import Testing

@Suite struct ManifestCutterTests {
    private func cut(_ text: String) -> [(text: String, line: Int, items: [String], envelope: String)] {
        let bytes = Array(text.utf8)
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        return ManifestCutter.documents(in: bytes).map {
            (part($0.range), $0.line, $0.items.map(part), String(decoding: $0.envelope, as: UTF8.self))
        }
    }

    @Test func documentsOfYAMLBeginAtTheirMarkers() {
        let found = cut("# only a comment\n---\na: 1\n---\n# nothing\n--- # text\nb: |\n  x\n  --- y\n")

        #expect(found.map(\.text) == ["---\na: 1\n", "--- # text\nb: |\n  x\n  --- y\n"])
        #expect(found.map(\.line) == [2, 6])
        #expect(found.allSatisfy { $0.items.isEmpty })
    }

    @Test func aListOfYAMLIsCutIntoItsItems() throws {
        let found = cut("apiVersion: v1\nitems:\n- a: 1\n  b:\n  - c\n# between\n\n- d: |\n    - e\nkind: List\nmetadata:\n  x: y\n")

        let list = try #require(found.first)
        #expect(list.items == ["- a: 1\n  b:\n  - c\n# between\n\n", "- d: |\n    - e\n"])
        #expect(list.envelope == "apiVersion: v1\nitems:\nkind: List\nmetadata:\n  x: y\n")
    }

    @Test func itemsMayBeIndented() throws {
        let found = cut("kind: List\nitems:\n  - a: 1\n    b: 2\n  - c: 3\n")

        #expect(try #require(found.first).items == ["  - a: 1\n    b: 2\n", "  - c: 3\n"])
    }

    @Test func listsOfJSONAreCutAndTheirBlanksStay() throws {
        let found = cut("{\"kind\": \"List\", \"items\": [{\"a\": [1, 2]}, {\"b\": \"]\"}], \"apiVersion\": \"v1\"}\n\n{\"kind\": \"X\"}\n")

        #expect(found.map(\.line) == [1, 3])
        #expect(found.first?.items == ["{\"a\": [1, 2]}", "{\"b\": \"]\"}"])
        #expect(found.first?.envelope == "{\"kind\": \"List\",\"apiVersion\": \"v1\"}")
        #expect(found.last?.items == [])
    }

    @Test func whatIsNoWholeJSONIsOneDocumentOfYAML() {
        let bytes = Array("{\"a\": [1,\n".utf8)

        #expect(ManifestCutter.documents(in: bytes).map(\.isJSON) == [false])
        #expect(ManifestCutter.documents(in: Array(" \n".utf8)).isEmpty)
    }
}
