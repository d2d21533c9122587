import KubeModel
import TestSupport
import Testing

@testable import Sandbox

@Suite struct FileContentTests {
    private func names(_ text: String) async -> [String] {
        await FileContent.content(of: Array(text.utf8)).objects.map { "\($0.kind)/\($0.name)" }
    }

    private static func service(_ name: String) -> String { "apiVersion: v1\nkind: Service\nmetadata:\n  name: \(name)\n" }

    @Test func documentsListsAndListsInListsAreUnrolled() async {
        let inner = #"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Service","metadata":{"name":"c"}}]}"#
        let text = Self.service("a") + "---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: b}\n- \(inner)\n---\nvalues: [1]\n"

        #expect(await names(text) == ["Service/a", "Service/b", "Service/c"])
    }

    @Test func itemsOfATypedListGetTheirKindFromIt() async {
        #expect(await names(#"{"apiVersion":"v1","kind":"SecretList","items":[{"metadata":{"name":"a"}}]}"#) == ["Secret/a"])
        #expect(await names("apiVersion: v1\nkind: PodList\nitems:\n- metadata:\n    name: b\n") == ["Pod/b"])
    }

    @Test func longListsAreReadInTheirOrder() async {
        let items = (0..<1_000).map { "- apiVersion: v1\n  kind: Service\n  metadata:\n    name: s\($0)\n" }

        let found = await names("apiVersion: v1\nitems:\n" + items.joined() + "kind: List\n")

        #expect(found == (0..<1_000).map { "Service/s\($0)" })
    }

    @Test func oneBadDocumentSpoilsNoOther() async {
        let content = await FileContent.content(of: Array((Self.service("a") + "---\na: [1\n---\n" + Self.service("b")).utf8))

        #expect(content.objects.map(\.name) == ["a", "b"])
        #expect(content.problems.count == 1)
        #expect(content.problems.first?.hasPrefix("7:") == true || content.problems.first?.hasPrefix("6:") == true, "\(content.problems)")
    }

    @Test func anchorsReachAcrossItems() async {
        let text = "kind: List\napiVersion: v1\nitems:\n- &a\n  apiVersion: v1\n  kind: Service\n  metadata: {name: x}\n- <<: *a\n  metadata: {name: y}\n"

        #expect(await names(text) == ["Service/x", "Service/y"])
    }

    @Test func aTextThatLooksLikeAnItemIsReadAsWhatItIs() async {
        let text = "kind: List\napiVersion: v1\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: x}\n  data: {a: \"b\n- c\"}\n"

        let content = await FileContent.content(of: Array(text.utf8))

        #expect(content.problems.isEmpty)
        #expect(content.objects.first.flatMap { RawJSON($0.bytes)[path: "data", "a"]?.string } == "b - c")
    }

    @Test func whatIsCutOffSaysWhere() async {
        let json = await FileContent.content(of: Array("{\n\"a\": [1,\n".utf8))
        let items = String(repeating: #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}},"# + "\n", count: 6_000)
        let long = await FileContent.content(of: Array(("{\"items\":[\n" + items).utf8))

        #expect(json.problems.count == 1 && json.objects.isEmpty)
        #expect(long.problems == ["6002: unexpected end of JSON input"])
    }

    @Test func filesThatAreNoTextsAreNamed() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.yaml", "\u{FEFF}" + Self.service("a"))

        #expect(await FileContent.read(path).objects.map(\.name) == ["a"])
        #expect(await FileContent.read(path + "x").problems == ["1: cannot be read"])
    }
}
