import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// What a text means decides whether it was changed, and nothing of a value is ever taken for ours.
@Suite struct EditCheckTests {
    private func policy(_ body: String) -> JSONValue {
        var object = Sample.policyToEdit
        object["spec"] = ["body": .string(body)]
        return object
    }

    private func shown(_ step: EditSession.Step) throws -> String {
        guard case .openEditor(let text) = step else { throw EditSessionTests.Unexpected(step: "\(step)") }
        return text
    }

    /// The body that is sent after an edit of the text that the editor opens.
    private func sentBody(_ body: String, _ edit: (String) -> String) throws -> String? {
        var session = EditSession(editing: policy(body), type: .trafficPolicy)
        let text = try shown(session.start())
        let step = session.handle(.editorClosed(Array(edit(text).utf8)))
        guard case .send(let request) = step else { throw EditSessionTests.Unexpected(step: "\(step)") }
        return request.body[path: ["spec", "body"]]?.string
    }

    @Test func aShebangInABlockIsAChange() throws {
        let sent = try sentBody("one\ntwo\n") { $0.replacing("    one\n", with: "    #!/bin/sh\n    one\n") }

        #expect(sent == "#!/bin/sh\none\ntwo\n")
        #expect(try sentBody("#!/bin/sh\none\n") { $0.replacing("    #!/bin/sh\n", with: "") } == "one\n")
        #expect(try sentBody("#! a\nb\n") { $0.replacing("#! a", with: "#! c") } == "#! c\nb\n")
    }

    @Test func anEmptyLineAtTheEndOfABlockThatKeepsThemIsAChange() throws {
        #expect(try sentBody("one\n\n") { $0 + "\n" } == "one\n\n\n")
        #expect(try sentBody("one\n\n\n") { String($0.dropLast()) } == "one\n\n")
    }

    @Test func ourHeaderMovedIntoABlockIsText() throws {
        let sent = try sentBody("one\ntwo\n") { text in
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let header = lines.filter { $0.hasPrefix("# ") }.map { "    " + $0 }
            return (lines.filter { !$0.hasPrefix("# ") }.dropLast() + header).joined(separator: "\n")
        }

        #expect(sent?.contains("two\n# TrafficPolicy team-a/x\n# Save and close to replace it.") == true)
    }

    @Test func anotherSpellingOfAnAccentIsAChange() throws {
        let sent = try sentBody("caf\u{E9}") { $0.replacing("caf\u{E9}", with: "cafe\u{301}") }

        #expect(Array((sent ?? "").utf8) == Array("cafe\u{301}".utf8))
    }

    @Test func aTextWithTheLineEndsOfOldMacintoshesIsRead() throws {
        let sent = try sentBody("one\ntwo\n") {
            $0.replacing("one", with: "1st").replacing("\n", with: "\r")
        }

        #expect(sent == "1st\ntwo\n")
        #expect(!EditBuffer.isEmpty("# a\rb: 1\r"))
        #expect(EditBuffer.isEmpty("# a\r# b\r\r"))
    }

    @Test func remarksComeBackOutOfATextOfAnyLineEnds() {
        var buffer = EditBuffer(text: "a: 1\r", header: ["# header"])
        buffer.show("a: 1\rb: |\r  x\rc: 2\r", notice: EditNotice(["no"], remarks: [.init(.field("c"), "bad")]))

        #expect(buffer.shown == "#! no\r# header\ra: 1\rb: |\r  x\r#! bad\rc: 2\r")
        #expect(buffer.stripped(buffer.shown) == "a: 1\rb: |\r  x\rc: 2\r")
    }

    @Test func aRemarkNeverStandsInsideATextThatCannotBeReadYet() throws {
        var session = EditSession(editing: policy("one\ntwo\n"), type: .trafficPolicy)
        let first = try shown(session.start()).replacing("    two", with: "    t\u{1B}wo")

        let again = try shown(session.handle(.editorClosed(Array(first.utf8))))

        #expect(again.contains("  #! control characters are not allowed\n  body: |\n    one\n"))
        let mended = session.handle(.editorClosed(Array(again.replacing("t\u{1B}wo", with: "2").utf8)))
        guard case .send(let request) = mended else { throw EditSessionTests.Unexpected(step: "\(mended)") }
        #expect(request.body[path: ["spec", "body"]] == "one\n2\n")
    }

    @Test func aRemarkAboutAQuotedTextStandsBeforeIt() throws {
        var session = EditSession(editing: policy("x"), type: .trafficPolicy)
        let first = try shown(session.start()).replacing("body: x", with: "body: \"one\n    t\\qo\n    three\"")

        let again = try shown(session.handle(.editorClosed(Array(first.utf8))))
        let mended = session.handle(.editorClosed(Array(again.replacing("t\\qo", with: "two").utf8)))

        guard case .send(let request) = mended else { throw EditSessionTests.Unexpected(step: "\(mended)") }
        #expect(request.body[path: ["spec", "body"]] == "one two three")
    }

    @Test func aWordThatIsSentInAnotherSpellingIsAskedAbout() throws {
        var session = EditSession(editing: policy("x"), type: .trafficPolicy)
        let first = try shown(session.start()).replacing("body: x", with: "body: 0404")

        let again = try shown(session.handle(.editorClosed(Array(first.utf8))))

        #expect(again.hasPrefix("#! The text can be read in two ways. Nothing was sent.\n"))
        #expect(
            again.contains(
                "  #! 0404 would be sent as the number 260: write 260, or \"0404\" in quotes for the text\n  body: 0404\n"
            ))
    }

    @Test(arguments: ["    one\r\n", "    one\r", "    one\u{2028}", "    one\u{85}"])
    func aCharacterThatYAMLTakesForALineEndIsNotPassedOver(line: String) throws {
        var session = EditSession(editing: policy("one\ntwo\n"), type: .trafficPolicy)
        let text = try shown(session.start()).replacing("    one\n", with: line)

        let again = try shown(session.handle(.editorClosed(Array(text.utf8))))

        #expect(again.hasPrefix("#! The text can be read in two ways. Nothing was sent.\n"))
    }

    @Test func aTextThatOnlyLooksOtherwiseIsSaidToMeanTheSame() throws {
        var session = EditSession(editing: policy("x"), type: .trafficPolicy)
        let text = try shown(session.start()).replacing("body: x", with: "body: 'x' # why")

        guard case .finish(let outcome) = session.handle(.editorClosed(Array(text.utf8))) else {
            throw EditSessionTests.Unexpected(step: "it goes on")
        }

        #expect(
            outcome.message == "Nothing was changed in TrafficPolicy team-a/x. The text means what it meant before.")
    }

    @Test(arguments: [
        #"{"a":"\ud800"}"#, #"{"a":"x\udc00"}"#, #"{"a":"\ud83dx\ude00"}"#, #"{"a":"\\\ud83d\ud83d"}"#,
        #"{"\ud800":1}"#,
    ])
    func anObjectWithHalfACharacterIsNotOpened(json: String) {
        #expect(throws: EditObstacle.notUnicode) { try EditSession.object(in: Array(json.utf8)) }
    }

    @Test func anObjectOfUnicodeIsOpened() throws {
        let json = #"{"a":"\ud83d\ude00","b":"\\ud800","c":"\u00e9","d":"\\\\ud800"}"#

        #expect(try EditSession.object(in: Array(json.utf8))["a"] == "\u{1F600}")
        #expect(throws: EditObstacle.notUnicode) {
            try EditSession.object(in: Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8))
        }
        #expect(throws: EditObstacle.notAnObject) { try EditSession.object(in: Array("[1]".utf8)) }
    }
}
