import TerminalUI
import Testing

@testable import NcursesTerminal

/// Sequences that come in pieces, with silences between them.
@Suite struct InputDecoderTimerTests {
    /// Bytes as they come, and silences.
    private enum Piece {
        case bytes([UInt8])
        case silence
        static func text(_ text: String) -> Piece { .bytes(Array(text.utf8)) }
    }

    private func decode(_ pieces: Piece...) -> [TerminalEvent] { decode(pieces) }

    /// A silence lasts until it changes nothing any more.
    private func decode(_ pieces: [Piece]) -> [TerminalEvent] {
        var decoder = InputDecoder(), events: [TerminalEvent] = []
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): events += decoder.feed(bytes)
            case .silence: events += decoder.timeOut()
            }
        }
        return events
    }

    static let sequences = [
        "\u{1B}[A", "\u{1B}OA", "\u{1B}[1;5C", "\u{1B}[1;2C", "\u{1B}[15~", "\u{1B}[3~", "\u{1B}[Z", "\u{1B}[[B",
        "\u{1B}[<0;30;5M", "\u{1B}[<0;30;5m", "\u{1B}[<64;3;5M", "\u{1B}[M !!", "\u{1B}[?62;22c", "\u{1B}[I",
        "\u{1B}[999z", "\u{1B}O5A", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]0;j q\u{7}",
        "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P>|term(3)\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^j\u{1B}\\",
        "\u{1B}Xj\u{1B}\\", "\u{1B}[200~q j\u{1B}[31mx\u{1B}[201~", "é", "漢", "👍", "\u{1B}[27;5;106~", "\u{1B}[106;5u",
    ]

    @Test(arguments: sequences) func aSequenceMayBeCutAnywhereAndItsRestComeLate(sequence: String) {
        let bytes = Array(sequence.utf8), end = Piece.text("k")
        let whole = decode(.bytes(bytes), end)

        for cut in 1..<bytes.count {
            let first = Piece.bytes(Array(bytes[..<cut])), second = Piece.bytes(Array(bytes[cut...]))
            #expect(decode(first, second, end) == whole, "cut at \(cut)")
            // Where nothing but the escape byte has come it is a key, and the rest does nothing.
            guard bytes[..<cut] != [0x1B] else { continue }
            let late = joined(decode(first, .silence, second, end))
            #expect(late == whole, "late at \(cut)")
        }
    }

    @Test(arguments: sequences.filter { $0.hasPrefix("\u{1B}") && !$0.contains("200~") })
    func afterALateRestOfALoneEscapeNothingIsTyped(sequence: String) {
        let rest = Piece.text(String(sequence.dropFirst())), end = Piece.text("k")

        #expect(decode(.text("\u{1B}"), .silence, rest, end) == [.key(.escape), .key(.character("k"))])
        #expect(decode(.text("\u{1B}"), .silence, .silence, rest, end) == [.key(.escape), .key(.character("k"))])
    }

    @Test(arguments: sequences) func everyByteMayComeByItself(sequence: String) {
        let pieces = Array(sequence.utf8).map { Piece.bytes([$0]) }

        #expect(decode(pieces + [.text("k")]) == decode(.text(sequence), .text("k")))
    }

    @Test func aPasteWhoseBeginningComesLateIsStillOne() {
        #expect(
            decode(.text("\u{1B}"), .silence, .text("[200~q\r"), .text("d\u{1B}[201~j")) == [
                .key(.escape), .paste("q\nd"), .key(.character("j")),
            ])
    }

    @Test func aBracketSoonAfterEscapeIsHeldAndThenAKey() {
        var decoder = InputDecoder()
        _ = decoder.feed([0x1B])
        _ = decoder.timeOut()

        #expect(decoder.feed(Array("[".utf8)) == [])
        #expect(decoder.pause(escapeDelay: .zero) == .milliseconds(500))
        #expect(decoder.timeOut() == [.key(.character("["))])
        #expect(decoder.feed(Array("A".utf8)) == [.key(.character("A"))])
    }

    @Test func aBracketSoonAfterEscapeMayGoOn() {
        #expect(
            decode(.text("\u{1B}"), .silence, .text("["), .text("A"), .text("j")) == [
                .key(.escape), .key(.character("j")),
            ])
    }

    @Test func keysAfterEscapeAreKeys() {
        #expect(
            decode(.text("\u{1B}"), .silence, .text("jjq")) == [
                .key(.escape), .key(.character("j")), .key(.character("j")), .key(.character("q")),
            ])
        // Long after it a bracket is nothing else.
        #expect(
            decode(.text("\u{1B}"), .silence, .silence, .text("[")) == [.key(.escape), .key(.character("["))])
        #expect(
            decode(.text("\u{1B}"), .silence, .silence, .silence, .text("[A")) == [
                .key(.escape), .key(.character("[")), .key(.character("A")),
            ])
        #expect(
            decode(.text("\u{1B}"), .silence, .text("Of")) == [
                .key(.escape), .key(.character("O")), .key(.character("f")),
            ])
    }

    @Test func controlCharactersEndWhatWasNoSequence() {
        #expect(decode(.text("\u{1B}["), .silence, .text("\u{3}")) == [.key(.control("c"))])
        #expect(decode(.text("\u{1B}[<0;1"), .silence, .text("\u{1B}"), .silence) == [.key(.escape)])
        #expect(decode(.text("\u{1B}]11;rgb"), .text("\r")) == [.key(.enter)])
        #expect(decode(.text("\u{1B}P1"), .silence, .silence, .text("\u{3}")) == [.key(.control("c"))])
        #expect(decode(.text("\u{1B}O"), .silence, .text("\r")) == [.key(.enter)])
    }

    @Test func keysThatBeginSequencesAreKeysWhereNoneFollows() {
        #expect(
            decode(.text("\u{1B}]"), .silence, .text("j")) == [
                .key(.escape), .key(.character("]")), .key(.character("j")),
            ])
        #expect(
            decode(.text("\u{1B}_"), .silence, .text("j")) == [
                .key(.escape), .key(.character("_")), .key(.character("j")),
            ])
    }

    @Test func aLongReplyIsSwallowedToItsEnd() {
        let text = Piece.text(String(repeating: "q", count: 50_000))

        #expect(decode(.text("\u{1B}]52;c;"), text, text, .text("qq\u{7}j")) == [.key(.character("j"))])
    }

    @Test func endlessParametersAreSwallowedAndNotKept() {
        #expect(
            decode(.text("\u{1B}[" + String(repeating: "1;", count: 50_000) + "A"), .text("j")) == [
                .key(.character("j"))
            ])
    }

    @Test func aPasteThatNeverEndsIsGivenUpForAKey() {
        #expect(
            decode(.text("\u{1B}[200~one two"), .silence, .text("q"), .text("j")) == [
                .paste("one two"), .key(.character("q")), .key(.character("j")),
            ])
        #expect(
            decode(.text("\u{1B}[200~one"), .silence, .text("\u{1B}[B"), .text("j")) == [
                .paste("one"), .key(.down), .key(.character("j")),
            ])
        #expect(decode(.text("\u{1B}[200~one"), .silence, .silence, .text("jq")).count == 3)
        #expect(decode(.text("\u{1B}P1"), .silence, .text("q")) == [.key(.character("q"))])
    }

    @Test func theRestOfAPasteThatStalledIsNoKeys() {
        #expect(
            decode(.text("\u{1B}[200~one"), .silence, .text("qd\u{4}y\u{1B}[201~j")) == [
                .paste("one"), .paste("qd\u{4}y"), .key(.character("j")),
            ])
        #expect(
            decode(.text("\u{1B}[200~one\u{1B}[2"), .silence, .text("01~j")) == [.paste("one"), .key(.character("j"))])
        #expect(
            decode(.text("\u{1B}[200~one\u{1B}[201"), .silence, .text("~"), .text("j")) == [
                .paste("one"), .key(.character("j")),
            ])
    }

    @Test func aPasteKeepsNoMoreThanItsLimit() {
        var buffer = PasteBuffer()
        for _ in 0..<1000 { #expect(buffer.take(Array(repeating: 0x61, count: 4096)[...]) == nil) }

        #expect(buffer.takeText()?.utf8.count == 65_536)
    }

    @Test func theEscapeDelayIsThatOfTheEnvironment() {
        #expect(TerminalInput.escapeDelay(nil) == .milliseconds(25))
        #expect(TerminalInput.escapeDelay("300") == .milliseconds(300))
        #expect(TerminalInput.escapeDelay("0") == .milliseconds(0))
        #expect(TerminalInput.escapeDelay("-4") == .milliseconds(25))
        #expect(TerminalInput.escapeDelay("soon") == .milliseconds(25))
    }

    /// Keys and pieces of sequences in any order: none of it traps, and ctrl-c always comes through in the end.
    @Test(arguments: 0..<40) func noNoiseLocksTheKeysOut(seed: Int) {
        var random = Numbers(state: UInt64(seed) &* 7919 &+ 1)
        var decoder = InputDecoder()
        for _ in 0..<500 {
            switch random.next(3) {
            case 0: _ = decoder.feed((0..<random.next(6)).map { _ in UInt8(random.next(256)) })
            case 1:
                let bytes = Array(Self.sequences[random.next(Self.sequences.count)].utf8)
                _ = decoder.feed(bytes.prefix(random.next(bytes.count + 1)))
            default: _ = decoder.timeOut()
            }
        }
        for _ in 0..<3 { _ = decoder.timeOut() }

        let events = decoder.feed([0x03]) + decoder.timeOut() + decoder.feed([0x03])

        #expect(events.last == .key(.control("c")))
    }

    /// Two pastes that a silence has parted count as the one they were.
    private func joined(_ events: [TerminalEvent]) -> [TerminalEvent] {
        events.reduce(into: []) { all, event in
            if case .paste(let next) = event, case .paste(let former)? = all.last {
                all[all.count - 1] = .paste(former + next)
            } else {
                all.append(event)
            }
        }
    }

    /// The same numbers for the same seed (Vigna's splitmix64).
    private struct Numbers {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
        }
    }
}
