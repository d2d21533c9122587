import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// Looking for a text in long documents and long lines.
@Suite struct YAMLDocumentLengthTests {
    private func document(_ values: [String]) -> YAMLDocument {
        let object: JSONValue = ["spec": ["values": .array(values.map { .string($0) })]]
        let identity = YAMLDocument.Identity(
            id: ResourceID(.trafficPolicy, Sample.key("a/x")), resourceVersion: "1", showsManagedFields: false, revealsSecrets: false)
        return YAMLDocument(object, identity: identity)
    }

    @Test func everyLetterOfAMegabyteIsFoundByItsLine() {
        var document = document((0..<20_000).map { "value \($0) of the long list, to make it a megabyte long" })

        for text in ["v", "va", "val", "valu", "value 1", "value 19", "value 199", "value 1999", "value 19999"] {
            document.find(text)
        }

        #expect(document.matches == [20_001])
        #expect(document.isMatch(20_001) && !document.isMatch(20_000))
        document.find("value 7 ")
        #expect(document.matches == [9])
        document.find("nowhere")
        #expect(document.matches == [])
        document.find("value")
        #expect(document.matches.count == 20_001)
        document.find("")
        #expect(document.matches == [])
    }

    @Test(.timeLimit(.minutes(10))) func aLineOfAMegabyteIsSearchedInOnePass() {
        // Every beginning of the text fits everywhere, and the whole nowhere: the worst there is. A comparison at every
        // place would take four thousand million steps.
        var document = document([String(repeating: "a", count: 1 << 20), "b"])

        document.find(String(repeating: "a", count: 4000) + "b")
        #expect(document.matches == [])
        document.find(String(repeating: "a", count: 4000))
        #expect(document.matches == [2])
    }

    @Test func aTextIsNotFoundOverTheEndOfALine() {
        var document = document(["one", "two"])
        document.find("one- two")

        #expect(document.matches == [])
    }

    @Test func casesAndSpellingsOfLettersAreOne() {
        var document = document(["Caf\u{E9} Z\u{DC}RICH", "cafe\u{301}"])
        document.find("café")

        #expect(document.matches == [2, 3])
        document.find("zürich")
        #expect(document.matches == [2])
    }

    @Test func aSearchThatIsShortenedFindsMoreAgain() {
        var document = document(["alpha", "alpine", "beta"])
        document.find("alpi")
        #expect(document.matches == [3])
        document.find("alp")
        #expect(document.matches == [2, 3])
        document.find("bet")
        #expect(document.matches == [4])
    }

    @Test(
        arguments: [
            ("abc", "zabcz", 1), ("aab", "aaab", 1), ("abab", "abaabab", 3), ("x", "", nil), ("abc", "ab", nil),
            ("aa", "baab", 1), ("ABC", "xxabc", 2),
        ] as [(String, String, Int?)])
    func aTextIsFoundWhereItFirstIs(wanted: String, text: String, place: Int?) {
        #expect(ByteSearch(wanted).first(in: ByteSearch.lowered(text)) == place)
    }
}
