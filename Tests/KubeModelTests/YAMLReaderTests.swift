import KubeModel
import Testing

@Suite struct YAMLReaderTests {
    private func error(_ text: String) -> YAMLError? {
        do throws(YAMLError) { _ = try YAMLReader.document(text) } catch { return error }
        return nil
    }

    @Test func unquotedWordsMeanWhatKubectlTakesThemFor() throws {
        let value = try YAMLReader.parse(
            "[yes, No, ON, off, y, null, ~, 0123, 0x1F, 1_000, 1e3, .5, 08, 12:30:45, 2024-01-01, 0-0, 0x+5, 1.2.3, +7, -0x10]"
        )

        #expect(
            JSONWriter.text(value)
                == #"[true,false,true,false,"y",null,null,83,31,1000,1e3,0.5,8,"12:30:45","2024-01-01","0-0","0x+5","1.2.3",7,-16]"#
        )
    }

    @Test func tagsDecideWhereTheyStand() throws {
        let value = try YAMLReader.parse("a: !!str 5\nb: !!str 1.5\nc: !!str yes\nd: !!str\ne: !!int \"7\"\nf: '8'\n")

        #expect(JSONWriter.text(value) == #"{"a":"5","b":"1.5","c":"yes","d":"","e":7,"f":"8"}"#)
    }

    @Test func infinityCannotBeSent() {
        #expect(error("a: 1\nb: .inf\n") == YAMLError(line: 2, problem: ".inf cannot be sent: JSON has no such number"))
    }

    @Test func aByteOrderMarkAndWindowsLineEndsAreRead() throws {
        let document = try YAMLReader.document("\u{FEFF}a: 1\r\nb:\r\n  c: x\r\n")

        #expect(document.value == ["a": 1, "b": ["c": "x"]])
        #expect(document.lines["b.c"] == 3)
    }

    @Test func linesOfFieldsAreThoseOfTheirKeys() throws {
        let document = try YAMLReader.document(
            """
            # comment
            metadata:
              annotations:
                example.com/a: |
                  spec: no
                  #! text
            spec:
              targetRefs:
              - group: g
                kind: K
              -
                kind: L
              - {kind: M, name: n}
              timeout: {request: 1s,
                idle: 2s}
            """)

        #expect(document.lines["metadata"] == 2)
        #expect(document.lines["metadata.annotations.example.com/a"] == 4)
        #expect(document.lines["spec"] == 7)
        #expect(document.lines["spec.targetRefs"] == 8)
        #expect(document.lines["spec.targetRefs[0]"] == 9)
        #expect(document.lines["spec.targetRefs[0].kind"] == 10)
        #expect(document.lines["spec.targetRefs[1].kind"] == 12)
        #expect(document.lines["spec.targetRefs[2].name"] == 13)
        #expect(document.lines["spec.timeout.idle"] == 15)
    }

    @Test func aKeyWrittenTwiceIsNamedWithTheSecondLine() {
        let nested = error("a: 1\nspec:\n  x:\n    kind: A\n    other: 1\n\n    # again\n    \"kind\": B\n")
        let top = error("kind: A\nspec:\n  kind: C\nkind: B\n")
        let flow = error("a: 1\nb: {c: 1, c: 2}\n")

        #expect(nested == YAMLError(line: 8, problem: "duplicate key kind"))
        #expect(top == YAMLError(line: 4, problem: "duplicate key kind"))
        #expect(flow == YAMLError(line: 2, problem: "duplicate key c"))
    }

    @Test func severalDocumentsAreRefusedWithALine() {
        #expect(error("a: 1\n---\nb: 2\n") == YAMLError(line: 3, problem: "more than one document; keep one"))
    }

    @Test func emptyDocumentsAroundOneAreIgnored() throws {
        #expect(try YAMLReader.parse("---\n# nothing\n---\na: 1\n---\n") == ["a": 1])
        #expect(try YAMLReader.parse("# only this\n") == .null)
        #expect(try YAMLReader.parse("") == .null)
    }

    @Test func tabsAreRefusedWithTheirLine() {
        #expect(error("a:\n\tb: 1\n")?.line == 2)
    }

    @Test func controlCharactersAreRefusedWithTheirLine() {
        #expect(error("a: 1\nb: \u{1B}[31m\n")?.line == 2)
    }

    @Test func aTypingErrorIsNamedWithItsLine() {
        #expect(error("spec:\n  a: 1\n b: 2\n")?.line == 3)
        #expect(error("spec:\n  a: \"open\n")?.problem.isEmpty == false)
        #expect(error("a: b: c\n")?.line == 1)
    }

    @Test func aliasesAndMergesAreFollowed() throws {
        let document = try YAMLReader.document("base: &b {x: 1, y: 2}\nuse:\n  y: 3\n  <<: *b\nagain: *b\n")

        #expect(document.value == ["base": ["x": 1, "y": 2], "use": ["y": 3, "x": 1], "again": ["x": 1, "y": 2]])
        #expect(document.lines["use.y"] == 3)
    }

    @Test func anAliasBombIsRefused() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }

        #expect(error(text)?.problem == "too large once its aliases are followed")
    }

    @Test(arguments: ["? *a9\n: x\n", "*a9 : x\n", "{[*a9]: x}\n"])
    func anAliasBombInAKeyIsRefusedBeforeItGoesOff(key: String) {
        var text = "b:\n- &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            text += "- &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }

        #expect(error(text + "c:\n  " + key)?.problem == "aliases inside a key")
    }

    @Test func aChainOfThousandsOfAnchorsIsRefused() {
        let text = "a0: &a0 [x]\n" + (1...50_000).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()

        #expect(error(text)?.problem == "more than 200 anchors")
    }

    @Test func scriptsAndMarkupAreNoAliases() throws {
        let text = "a: |\n" + String(repeating: "  run &x *y ? z [b]: c &nbsp; *d*\n", count: 40)

        #expect(try YAMLReader.parse(text)["a"]?.string != nil)
    }

    @Test(arguments: ["|\n", ">-\n", "\"\n", "'\n", "|2-\n "])
    func aProgramInAValueIsNoBomb(style: String) throws {
        let line = "x = c ? &aa *bb : &bb *aa &cc *cc {d}\n"
        let quote = style.hasPrefix("\"") ? "\"" : style.hasPrefix("'") ? "'" : ""
        let body = (0..<300).map { "    \($0 % 2 == 0 ? line : "y &n\($0) *n\($0) [e]\n")" }.joined()
            .replacing("c ? ", with: "c ?? ").replacing(" : ", with: " :: ")

        let text = "m:\n- a: \(style)\(body)\(quote.isEmpty ? "" : "    " + quote + "\n")  b: &k [1] # it's\nz: *k\n"

        #expect(try YAMLReader.parse(text)["z"] == [1])
        #expect(try YAMLReader.parse(text)["m"]?[0]?["a"]?.string?.contains("&n299 *n299") == true)
    }

    @Test(arguments: [
        "a: it's \"x\n", "a: foo\n  - \"x\n", "# \"\n", "'a\"': |\n\n", "a: [b, \"c\", 'd']\n", "- a: x |\n",
    ])
    func nothingBeforeABombHidesIt(beginning: String) {
        let isList = beginning.hasPrefix("-")
        var text = beginning + (isList ? "- b:\n" : "b:\n")
        let indentation = isList ? "  " : ""
        text += indentation + "- &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += indentation + "- &a\(level) [\(aliases)]\n"
        }

        #expect(error(text + indentation + "- {[*a9]: x}\n")?.problem == "aliases inside a key")
    }

    @Test func aLongTextRepeatedByAliasesIsRefused() {
        let text =
            "a: &a \(String(repeating: "x", count: 1 << 20))\nb: [\(Array(repeating: "*a", count: 100).joined(separator: ", "))]\n"

        #expect(error(text)?.problem == "too large once its aliases are followed")
    }

    /// Each reading of a bomb ends after so many nodes as the text has bytes, and some thousand more.
    @Test func aliasesMayMakeATextSomeThousandNodesLarger() {
        func document(_ count: Int) -> String { "a: &a [\(Array(repeating: "x", count: 100).joined(separator: ","))]\nb: [\(Array(repeating: "*a", count: count).joined(separator: ","))]\n" }

        #expect(error(document(50)) == nil)
        #expect(error(document(60))?.problem == "too large once its aliases are followed")
    }

    @Test(arguments: ["[", "{a: "]) func whatNestsTooDeeplyIsSaidInOurOwnWords(_ opening: String) {
        #expect(error("a: " + String(repeating: opening, count: 20_000))?.problem == "nested deeper than 200 levels")
        #expect(error("a:\n" + (1...20_000).map { String(repeating: " ", count: min($0, 300)) + "- " }.joined())?.problem.contains("yaml_") == false)
    }

    @Test func whatNestsWithoutEndIsRefused() {
        #expect(error(String(repeating: "[", count: 100_000)) != nil)
        #expect(error(String(repeating: "{a: ", count: 300) + "1" + String(repeating: "}", count: 300)) != nil)
        #expect(error("a: &a [*a]\n") != nil)
    }
}
