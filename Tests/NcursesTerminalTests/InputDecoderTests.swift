import TerminalUI
import Testing

@testable import NcursesTerminal

@Suite struct InputDecoderTests {
    private func decode(_ pieces: String...) -> [TerminalEvent] {
        var decoder = InputDecoder()
        return pieces.flatMap { decoder.feed(Array($0.utf8)) } + decoder.timeOut()
    }

    private func keys(_ pieces: String...) -> [Key] {
        var decoder = InputDecoder()
        return (pieces.flatMap { decoder.feed(Array($0.utf8)) } + decoder.timeOut()).compactMap {
            if case .key(let key) = $0 { key } else { nil }
        }
    }

    @Test func plainAndControlKeys() {
        #expect(keys("jG ") == [.character("j"), .character("G"), .character(" ")])
        #expect(
            keys("\u{4}\u{0}\u{1A}\u{1C}\u{3}") == [
                .control("d"), .control(" "), .control("z"), .control("\\"), .control("c"),
            ])
        #expect(keys("\t\r\n\u{7F}\u{8}") == [.tab, .enter, .enter, .backspace, .backspace])
    }

    @Test func arrowsInBothModesAndWithShift() {
        #expect(
            keys("\u{1B}[A\u{1B}OB\u{1B}[1;2C\u{1B}[1;2D\u{1B}[a") == [
                .up, .down, .shiftRight, .shiftLeft, .shiftUp,
            ])
    }

    @Test func theOtherNamedKeys() {
        #expect(
            keys("\u{1B}[H\u{1B}[4~\u{1B}[5~\u{1B}[6~\u{1B}[3~\u{1B}[2~\u{1B}[Z\u{1B}OP\u{1B}[15~\u{1B}[24~\u{1B}[[B")
                == [
                    .home, .end, .pageUp, .pageDown, .delete, .insert, .backTab, .function(1), .function(5),
                    .function(12),
                    .function(2),
                ])
    }

    @Test func aLoneEscapeIsAKeyOnlyAfterAPause() {
        var decoder = InputDecoder()

        let atOnce = decoder.feed([0x1B])
        let pause = decoder.pause(escapeDelay: .milliseconds(40))
        let afterwards = decoder.timeOut()

        #expect(atOnce == [])
        #expect(pause == .milliseconds(40))
        #expect(afterwards == [.key(.escape)])
        #expect(decoder.timeOut() == [])
    }

    @Test func escapeAndAKeyAtOnceAreBoth() {
        #expect(keys("\u{1B}q") == [.escape, .character("q")])
        #expect(keys("\u{1B}éx") == [.escape, .character("é"), .character("x")])
        #expect(
            keys("\u{1B}\r\u{1B}\u{4}\u{1B}\u{7F}") == [.escape, .enter, .escape, .control("d"), .escape, .backspace])
        #expect(keys("\u{1B}:q\r") == [.escape, .character(":"), .character("q"), .enter])
        #expect(keys("\u{1B}\u{1B}[A") == [.escape, .up])
    }

    @Test func keysWithAltOrControlThatAreSequencesAreNone() {
        #expect(keys("\u{1B}[1;3Aj\u{1B}[1;5D") == [.character("j")])
    }

    @Test func twoEscapesAreTwoKeys() {
        #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    }

    @Test func aSequenceMayComeInPieces() {
        #expect(keys("\u{1B}", "[", "1;", "2A", "j") == [.shiftUp, .character("j")])
    }

    @Test func whatIsNotKnownIsSwallowedWhole() {
        #expect(keys("\u{1B}[?62;c\u{1B}[I\u{1B}[999zj") == [.character("j")])
        #expect(
            keys("\u{1B}]11;rgb:0000/0000\u{1B}\\j\u{1B}]0;x\u{7}k\u{1B}P1$r\u{1B}\\l") == [
                .character("j"), .character("k"), .character("l"),
            ])
    }

    @Test func lettersBeyondASCIIMayBeCutAnywhere() {
        let bytes = Array("é漢👍🏽".utf8)
        var decoder = InputDecoder()

        let events = bytes.prefix(4).flatMap { decoder.feed([$0]) } + decoder.feed(bytes.dropFirst(4))

        #expect(events == [.key(.character("é")), .key(.character("漢")), .key(.character("👍🏽"))])
    }

    @Test func brokenBytesAreDropped() {
        var decoder = InputDecoder()

        let events = decoder.feed([0xFF, 0xC3, 0x28, 0x80, 0x6A, 0xC2, 0x9B])

        #expect(events == [.key(.character("(")), .key(.character("j"))])
    }

    @Test func aPasteIsOneEventAndNeverKeys() {
        #expect(
            decode("a\u{1B}[200~q\rtwo\r\nthree\u{1B}[201~b") == [
                .key(.character("a")), .paste("q\ntwo\nthree"), .key(.character("b")),
            ])
    }

    @Test func aPasteMayHoldEscapesAndComeInPieces() {
        #expect(
            decode("\u{1B}[20", "0~one\u{1B}", "[31m two\u{1B}[20", "1~j") == [
                .paste("one\u{1B}[31m two"), .key(.character("j")),
            ])
        #expect(decode("\u{1B}[200~x\u{1B}", "\u{1B}[201~") == [.paste("x\u{1B}")])
    }

    @Test func ofAHugePasteTheBeginningArrives() {
        let text = String(repeating: "0123456789abcdef", count: 65_536)
        let bytes = Array("\u{1B}[200~\(text)\u{1B}[201~j".utf8)
        var decoder = InputDecoder()

        var events: [TerminalEvent] = []
        for start in stride(from: 0, to: bytes.count, by: 4096) {
            events += decoder.feed(bytes[start..<min(start + 4096, bytes.count)])
        }

        #expect(events == [.paste(String(text.prefix(PasteBuffer.limit))), .key(.character("j"))])
    }

    @Test func theMouseSelectsAndScrolls() {
        let place = Point(column: 299, row: 4)

        #expect(decode("\u{1B}[<0;300;5M\u{1B}[<0;300;5m") == [.mouse(MouseEvent(.press, at: place))])
        #expect(
            decode("\u{1B}[<64;300;5M\u{1B}[<65;300;5M") == [
                .mouse(MouseEvent(.wheelUp, at: place)), .mouse(MouseEvent(.wheelDown, at: place)),
            ])
        #expect(decode("\u{1B}[<2;1;1M\u{1B}[<32;1;1M\u{1B}[<0;0;0M") == [])
    }

    @Test func twoQuickPressesOnOneCellAreADoubleOne() {
        var clicks = ClickTimer()
        let start = ContinuousClock.now
        let presses = [(3, 0), (3, 200), (3, 300), (3, 900), (4, 1000)]

        let kinds = presses.map { column, milliseconds in
            let press = MouseEvent(.press, at: Point(column: column, row: 3))
            return clicks.refine(press, now: start + .milliseconds(milliseconds)).kind
        }

        #expect(kinds == [.press, .doublePress, .press, .press, .press])
    }
}
