import KubeModel
import Testing

@Suite struct YAMLFaultTests {
    private func place(_ text: String) throws -> String {
        let fault = try #require(throws: YAMLFault.self) { try YAMLReader.values(text) }
        return "\(fault.place.line):\(fault.place.column)"
    }

    @Test func whatIsReadIsWhatTheReaderReads() throws {
        let text = "a: {b: [1, yes]}\n---\n# nothing\n---\nc: x\n"

        #expect(try YAMLReader.values(text) == YAMLReader.documents(text).map(\.value))
    }

    @Test func aTabIsFoundWhereItStands() throws {
        #expect(try place("a:\n  b: 1\n\tc: 2\n") == "3:1")
    }

    @Test func aKeyThatStandsTwiceIsFoundTheSecondTime() throws {
        #expect(try place("a: 1\nb:\n  name: x\n  name: y\n") == "4:3")
    }

    @Test func aQuoteThatNeverEndsIsFoundWhereItBegins() throws {
        #expect(try place("a: 1\nb: \"x\nc: 2\n") == "2:4")
    }

    @Test func aQuoteThatEndsInAnotherLineIsFoundWhereItBegins() throws {
        #expect(try place("metadata:\n  name: \"x\n  namespace: \"y\"\n") == "2:9")
    }

    @Test func aListOfUnequalIndentationIsFound() throws {
        #expect(try place("a:\n  - x\n - y\n") == "3:2")
    }
}
