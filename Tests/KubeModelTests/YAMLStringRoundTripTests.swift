import KubeModel
import Testing

/// Every string comes back from our writer through our reader byte for byte, in every place a string can stand.
@Suite struct YAMLStringRoundTripTests {
    /// A small generator, so that each run tries the same texts.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let pieces = [
        " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\0", "\u{1B}[2J",
        "\u{A0}", "\u{7F}", "a", "line", "<p>", "#", "#!", "# x", ": ", ":", "- ", "-", "? ", "|", ">", "'", "\"", "\\",
        "\\n", "{", "}", "[", "]", ",", "&a", "*a", "!t", "%", "@", "`", "---", "...", "é", "e\u{301}", "\u{301}", "日本",
        "👩‍👩‍👧", "🏴", "\u{10FFFF}", "\u{FFFD}", "0404", "no", "~", "1e3", "=", "<<", "\u{200B}", "\u{202E}",
    ]

    private func texts(_ count: Int) -> [String] {
        var seeded = Seeded(state: 20_260_102)
        return (0..<count).map { _ in
            (0..<Int.random(in: 0...9, using: &seeded)).map { _ in Self.pieces.randomElement(using: &seeded) ?? "" }
                .joined()
        }
    }

    @Test func everyTextComesBackByteForByteFromEveryPlace() throws {
        for text in texts(1500) {
            let value: JSONValue = [
                "spec": [
                    "body": .string(text), "list": [.string(text), ["deep": .string(text)], [.string(text), "x"]],
                ],
                "last": .string(text),
            ]

            let written = YAMLWriter.text(value)
            let document = try YAMLReader.document(written)

            #expect(JSONWriter.bytes(document.value) == JSONWriter.bytes(value), "\(written)")
            #expect(document.doubts == [], "\(written)")
        }
    }

    /// Editors that strip blanks at line ends, end lines their own way or add a newline at the end are common.
    @Test func noEditorThatTidiesLineEndsChangesAText() throws {
        for text in texts(600) {
            let value: JSONValue = ["spec": ["body": .string(text), "after": "x"]]
            let written = YAMLWriter.text(value)

            let tidied = written.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            }

            #expect(try YAMLReader.parse(tidied.joined(separator: "\n")) == value, "\(written)")
            #expect(try YAMLReader.parse(tidied.joined(separator: "\r\n")) == value, "\(written)")
            #expect(try YAMLReader.parse(tidied.joined(separator: "\r")) == value, "\(written)")
        }
    }

    @Test func aTextWithABlankAtALinesEndKeepsItsLines() {
        let body = "<html>\n  <head></head> \n\n\tx\t\n \n  last"

        #expect(
            YAMLWriter.text(["spec": ["body": .string(body), "after": 1]]) == #"""
                spec:
                  body: "\
                    <html>\n\
                    \  <head></head> \n\
                    \n\
                    \tx\t\n\
                    \ \n\
                    \  last"
                  after: 1

                """#)
    }

    @Test func windowsAndOldMacintoshLinesAreLinesToo() {
        #expect(
            YAMLWriter.text(["a": ["one\r\ntwo\r\n", "x\ry"]]) == #"""
                a:
                - "\
                  one\r\n\
                  two\r\n"
                - "\
                  x\r\
                  y"

                """#)
    }

    @Test func aTextThatBeginsWithBlanksSaysHowFarItIsIndented() {
        #expect(
            YAMLWriter.text(["a": "  x\ny\n", "b": ["\n\tx\ny"]]) == "a: |2\n    x\n  y\nb:\n- |2-\n\n  \tx\n  y\n")
    }

    @Test func newlinesAtTheEndStandAsEmptyLines() {
        #expect(YAMLWriter.text(["a": "x\n\n\n", "b": "y\n"]) == "a: |+\n  x\n\n\nb: |\n  y\n")
    }

    @Test func aLineOfEscapesIsNoLongerThanAScreen() throws {
        let body = String(repeating: "\u{1B}[1m \u{10FFFF} ", count: 30) + "\nend\n"

        let line = String(repeating: "\u{1} ", count: 60)

        let written = YAMLWriter.text(["a": .string(body), "b": .string(line)])

        #expect(try YAMLReader.parse(written) == ["a": .string(body), "b": .string(line)])
        #expect(written.split(separator: "\n").map(\.count).max() ?? 0 < 160)
    }

    @Test func aByteOrderMarkThatIsTextIsKept() throws {
        let typed = """
            a: "\\uFEFFx"
            b: !!str &n "\\uFeFf\\uFEFFy"
            c: '\\uFEFFz'
            d: "\\
               \\U0000feffw"
            e: "z\\uFEFF"

            """

        let value = try YAMLReader.parse(typed)

        #expect(Array((value["a"]?.string ?? "").utf8) == Array("\u{FEFF}x".utf8))
        #expect(Array((value["b"]?.string ?? "").utf8) == Array("\u{FEFF}\u{FEFF}y".utf8))
        #expect(value["c"]?.string == "\\uFEFFz")
        #expect(Array((value["d"]?.string ?? "").utf8) == Array("\u{FEFF}w".utf8))
        #expect(Array((value["e"]?.string ?? "").utf8) == Array("z\u{FEFF}".utf8))
    }

    @Test func spellingsOfAnAccentAreDifferentTextsAndDifferentKeys() throws {
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        let value = try JSONParser.parse(#"{"\#u{E9}":1,"e\#u{301}":2}"#)
        #expect(JSONWriter.text(value) == "{\"\u{E9}\":1,\"e\u{301}\":2}")
    }
}
