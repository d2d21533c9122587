import KubeModel
import Testing

@Suite struct YAMLWriterTests {
    private func check(_ value: JSONValue, at place: SourceLocation = #_sourceLocation) throws {
        let text = YAMLWriter.text(value)
        let back = try YAMLReader.parse(text)
        #expect(JSONWriter.text(back) == JSONWriter.text(value), "\(text)", sourceLocation: place)
    }

    private func one(_ key: String, _ value: JSONValue) -> JSONObject {
        var object = JSONObject()
        object[key] = value
        return object
    }

    @Test(arguments: [
        "", "yes", "no", "On", "off", "y", "N", "true", "null", "Null", "~", "1", "-1", "+1", "1e3", "1.5", ".5", "1.",
        "0123", "0o17",
        "0x1F", "0b1", "08", "1_000", "2024-01-01", "2024-01-01T00:00:00Z", "12:30:45", "1:20", ".inf", "-.Inf", ".nan",
        "<<", "=", "-", "?",
        ":", "--", "---", "...", "--- a", " x", "x ", "  ", "#x", "a #b", "a# b", "a: b", "a:b", "a:", "- a", "-a",
        "? a", "[a]", "{a}", "a, b",
        "*a", "&a", "!a", "|", ">", "%a", "@a", "`a", "'", "\"", "it's", "say \"hi\"", "a\\b", "http://x:80/y?z=1#f",
        "10.0.0.1", "1.2.3",
        "v1", "100m", "1Gi", "30s", "a\tb", "\t", "\ta", "a\t", "\u{0}", "\u{1}\u{1B}[31m", "\u{7F}", "\u{85}",
        "\u{A0}x", "\u{2028}", "\u{2029}",
        "\u{202E}evil", "x\u{FEFF}x", "\u{FFFE}", "\u{FFFF}", "\u{1FFFF}", "é", "e\u{301}", ": \u{301}x", "a: \u{301}x",
        "a #\u{301}", "'\u{301}",
        "日本語", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "العربية",
    ])
    func everyStringComesBackAsTheStringItWas(text: String) throws {
        try check(.string(text))
        try check(["key": .string(text), "list": [.string(text)], "nested": [["deep": .string(text)]]])
        try check([text: "value", "other": .object(one(text, .array([])))])
    }

    @Test(arguments: [
        "a\n", "a\nb", "a\nb\n", "a\n\n", "a\n\n\nb\n\n", "\n", "\n\n", "\na", " a\nb", "a\n b\n", "a \nb", "a\n\tb",
        "a\tb\nc", "a\r\nb", "a\rb\n",
        "# no comment\n#! neither\n", "key: value\n- x\n", "---\nnot a document\n...\n", "a\n\u{1B}b", "a\n\u{2028}b",
        "a\n  \nb", "\ta\nb", "日本\n語\n",
    ])
    func everyTextOfSeveralLinesComesBack(text: String) throws {
        try check(.string(text))
        try check([
            "key": .string(text), "after": 1, "list": [.string(text), "x"],
            "nested": [["deep": .string(text), "b": 2]],
        ])
        try check(.object(one(text, "value")))
        try check([[.string(text)], .string(text)])
    }

    @Test(arguments: [
        "0", "-0", "1", "1.0", "1.50", "1e3", "1E+3", "-1.5e-10", "12345678901234567890",
        "0.1000000000000000055511151231257827",
    ])
    func numbersAreWrittenAsTheyWere(digits: String) throws {
        try check(.number(digits))
        try check(["a": [.number(digits)]])
    }

    @Test func aNumberOfAThousandDigitsStaysANumber() throws {
        try check(.number(String(repeating: "7", count: 1000)))
    }

    @Test func emptyListsAndMappingsStayWhatTheyAre() throws {
        let value: JSONValue = [
            "a": [], "b": [:], "c": [[], [:]], "d": [["e": []], [[[:]]]], "f": .null, "g": true, "h": false,
        ]

        try check(value)
        try check([])
        try check([:])
        try check(.bool(true))
    }

    @Test func keysStayInTheirOrder() throws {
        try check(["z": 1, "a": 2, "m": ["y": 1, "b": 2]])
    }

    @Test func longLinesAreNeverFolded() {
        let words = Array(repeating: "word", count: 2000).joined(separator: " ")

        let text = YAMLWriter.text([
            "plain": .string(words), "quoted": .string("- " + words), "escaped": .string("\u{1B}" + words),
        ])

        #expect(text.split(separator: "\n").count == 3)
    }

    @Test func aKeyOfTwoThousandCharactersComesBack() throws {
        let key = String(repeating: "k", count: 2000)

        try check([key: ["a": [.object(one(key, "v"))]], "b": 1])
    }

    @Test func textOfSeveralLinesIsWrittenAsABlock() {
        let text = YAMLWriter.text(["script": "one\ntwo\n", "end": "x\ny"])

        #expect(text == "script: |\n  one\n  two\nend: |-\n  x\n  y\n")
    }

    @Test func listsStandInTheColumnOfTheirKey() {
        let text = YAMLWriter.text(["spec": ["refs": [["kind": "A", "names": ["x"]], ["kind": "B"]], "on": "on"]])

        #expect(text == "spec:\n  refs:\n  - kind: A\n    names:\n    - x\n  - kind: B\n  \"on\": \"on\"\n")
    }

    @Test func whatCannotBeSeenIsSpelledOut() {
        let text = YAMLWriter.text(["a": "\u{202E}x\u{1B}[0m\u{200B}"])

        #expect(text == "a: \"\\u202Ex\\x1B[0m\\u200B\"\n")
    }
}
