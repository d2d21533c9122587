import TerminalUI
import Testing

@testable import NcursesTerminal

/// What a terminal answers is told from what a person types, whenever and in whatever pieces it comes.
@Suite struct InputDecoderReplyTests {
    private static let answers = "\u{1B}]11;rgb:ffff/ffff/dddd\u{1B}\\\u{1B}[?62;22c"

    @Test func anAnswerIsNoKey() {
        var decoder = InputDecoder()

        let events = decoder.feed(Array("j\(Self.answers)k".utf8))

        #expect(events == [.key(.character("j")), .key(.character("k"))])
        #expect(decoder.takeReplies() == [.background(isLight: true), .attributes])
        #expect(decoder.takeReplies().isEmpty)
    }

    @Test(arguments: [
        ("rgb:ffff/ffff/ffff", true), ("rgb:0000/0000/0000", false), ("rgb:fd/f6/e3", true), ("rgb:00/2b/36", false),
        ("rgb:f/f/f", true), ("rgba:fafa/fafa/fafa/ffff", true), ("rgb:0000/ffff/0000", true),
        ("rgb:0000/0000/ffff", false),
    ])
    func aBackgroundIsLightWhereItIsBright(color: String, isLight: Bool) {
        for end in ["\u{7}", "\u{1B}\\"] {
            var decoder = InputDecoder()
            #expect(decoder.feed(Array("\u{1B}]11;\(color)\(end)".utf8)).isEmpty)
            #expect(decoder.takeReplies() == [.background(isLight: isLight)])
        }
    }

    @Test(arguments: [
        "]11;?", "]11;rgb:ff/ff", "]11;rgb:zz/ff/ff", "]11;rgb:fffff/ff/ff", "]10;rgb:ff/ff/ff", "]52;c;", "P1$r0m",
    ])
    func whatTellsNoBackgroundIsSwallowed(string: String) {
        var decoder = InputDecoder()

        #expect(decoder.feed(Array("\u{1B}\(string)\u{1B}\\".utf8)).isEmpty)
        #expect(decoder.takeReplies().isEmpty)
    }

    @Test func anAnswerMayComeInAnyTwoPiecesAndLate() {
        let bytes = Array(Self.answers.utf8)
        for cut in 1..<bytes.count {
            var decoder = InputDecoder()
            decoder.isAwaitingReply = true
            var events = decoder.feed(bytes[..<cut])
            // As long as it may take over a slow line.
            if let pause = decoder.pause(escapeDelay: .milliseconds(25)), pause < .milliseconds(200) {
                events += decoder.timeOut()
            }
            events += decoder.feed(bytes[cut...])
            #expect(events.isEmpty, "cut at \(cut): \(events)")
            #expect(decoder.takeReplies() == [.background(isLight: true), .attributes], "cut at \(cut)")
        }
    }

    @Test func anAnswerMayComeByteByByte() {
        var decoder = InputDecoder()
        decoder.isAwaitingReply = true

        let events = Self.answers.utf8.flatMap { decoder.feed([$0]) }

        #expect(events.isEmpty)
        #expect(decoder.takeReplies() == [.background(isLight: true), .attributes])
    }

    @Test func theStatusIsAnAnswerAndFunctionKeysAreKeys() {
        var decoder = InputDecoder()

        let events = decoder.feed(Array("\u{1B}[0n\u{1B}[3n\u{1B}[n\u{1B}[3~\u{1B}[c".utf8))

        #expect(events == [.key(.delete), .key(.shiftRight)])
        #expect(decoder.takeReplies() == [.status, .status])
    }

    @Test func aKeyBetweenTwoAnswersIsAKey() {
        var decoder = InputDecoder()

        let events = decoder.feed(Array("\u{1B}]11;rgb:00/00/00\u{7}q\u{1B}[?6c\u{1B}[A".utf8))

        #expect(events == [.key(.character("q")), .key(.up)])
        #expect(decoder.takeReplies() == [.background(isLight: false), .attributes])
    }

    @Test func whileNoAnswerIsAwaitedEscapeIsAsFastAsEver() {
        var decoder = InputDecoder()
        _ = decoder.feed([0x1B])

        #expect(decoder.pause(escapeDelay: .milliseconds(25)) == .milliseconds(25))
        decoder.isAwaitingReply = true
        #expect(decoder.pause(escapeDelay: .milliseconds(25)) == .milliseconds(200))
    }

    /// The first half came before somebody else had the terminal, and the second one after.
    @Test func theRestOfAnAnswerIsNoKeyAfterAnEditor() {
        var decoder = InputDecoder()
        _ = decoder.feed(Array("\u{1B}]11;rgb:ff".utf8))

        decoder.forget()
        let rest = decoder.feed(Array("ff/ffff/ffff\u{7}".utf8))
        let next = decoder.feed(Array("j".utf8))

        #expect(rest.isEmpty)
        #expect(next == [.key(.character("j"))])
    }

    @Test func whatWasHalfTypedIsForgotten() {
        var decoder = InputDecoder()
        _ = decoder.feed(Array("\u{1B}[".utf8))

        decoder.forget()

        #expect(decoder.feed(Array("A".utf8)) == [.key(.character("A"))])
    }
}
