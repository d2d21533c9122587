import KubeModel
import Testing

/// What a person types without quotes and would find on the server in another spelling is told, with its line.
@Suite struct YAMLReaderDoubtTests {
    private func doubts(_ text: String) throws -> [String] {
        try YAMLReader.document("a: x\nb: \(text)\n").doubts.map(\.description)
    }

    @Test func theOctalNumberThatNobodySeesIsDoubted() throws {
        #expect(
            try doubts("0404") == [
                "line 2: 0404 would be sent as the number 260: write 260, or \"0404\" in quotes for the text"
            ])
        #expect(
            try doubts("NO") == ["line 2: NO would be sent as false: write false, or \"NO\" in quotes for the text"])
    }

    @Test(arguments: [
        "0404", "-010", "08", "00", "0o17", "0x1F", "0b11", "1_000", ".5", "5.", "+5", "+0", "00.5", "1_0.5", "yes",
        "No", "on", "OFF", "y", "N", "!!int 0404", "!!bool yes",
    ])
    func whatIsSentInAnotherSpellingIsDoubted(text: String) throws {
        #expect(try doubts(text).count == 1)
        #expect(try doubts("[{k: \(text)}]").count == 1)
    }

    @Test(arguments: [
        "0", "-0", "404", "1.0", "1e3", "-1.5E-10", "12345678901234567890", "true", "False", "~", "null", "", "x", "yn",
        "12:30:45", "2024-01-01", "2024-01-01T00:00:00Z", "1.2.3", "10.0.0.1", "100m", "30s", "\"0404\"", "'NO'",
        "!!str 0404", "|\n  0404", ">-\n  yes",
    ])
    func whatArrivesAsItStandsIsNot(text: String) throws { #expect(try doubts(text) == []) }

    @Test(arguments: [("yes", 1), ("off", 1), ("N", 1), ("'yes'", 0), ("true", 0), ("yonder", 0)])
    func aKeyThatIsTrueToOthersIsDoubted(key: String, count: Int) throws {
        #expect(try YAMLReader.document("\(key): 1\n").doubts.count == count)
    }

    @Test(arguments: ["0x1", "1e3", "1.0", "1.10", "+1", "017", "0o17", "1_000", ".5", "1.", "08", "-0", "1E5", "1e-7", "123456.789", "12345678901234567890", "null", "~"])
    func aKeyThatKubectlSpellsAnewIsInDoubt(key: String) throws {
        let found = try YAMLReader.document("labels:\n  \(key): x\n")

        #expect(found.doubts.count == 1 && found.doubts.first?.line == 2)
        #expect(found.doubts.first?.problem.contains("write \"\(key)\" in quotes") == true)
        #expect(try YAMLReader.document("labels:\n  \"\(key)\": x\n").doubts == [])
    }

    @Test(arguments: ["1", "-1", "0", "8080", "1.5", "0.25", "999999999999999999", "2001-01-01", "1:30", ".inf", "a1", "1a", "1.2.3"])
    func aKeyThatKubectlReadsAlikeIsNot(key: String) throws {
        #expect(try YAMLReader.document("labels:\n  \(key): x\n").doubts == [])
    }

    @Test(arguments: ["!!binary aGk=", "!!set {a, b}", "!!omap [a: 1]", "!mine x", "!!timestamp 2024-01-01", "!!int x"])
    func aTagWithoutMeaningInJSONIsRefused(text: String) {
        #expect(throws: YAMLError.self) { try YAMLReader.parse("b: \(text)\n") }
    }

    @Test(arguments: [
        ("|\n  x\u{2028}  y\n", "U+2028"), ("x\u{85}  y\n", "U+0085"), ("'x\u{2029}  y'\n", "U+2029"),
        ("|\n  x\r  y\n", "carriage return"), ("|\n  \u{FEFF}y\n", "U+FEFF"),
    ])
    func aCharacterThatOnlySomeReadersTakeForALineEndIsDoubted(text: String, name: String) throws {
        #expect(try doubts(text).first?.contains(name) == true)
    }

    @Test func aTextWhoseLinesAllEndInOneWayIsNot() throws {
        #expect(try YAMLReader.document("a: |\r  x\r  y\rb: 1\r").value == ["a": "x\ny\n", "b": 1])
        #expect(try YAMLReader.document("a: |\r  x\r  y\rb: 1\r").doubts == [])
        #expect(try YAMLReader.document("\u{FEFF}a: |\r\n  x\r\n  y\r\nb: 1").doubts == [])
    }
}
