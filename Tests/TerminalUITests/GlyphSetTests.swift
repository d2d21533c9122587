import Testing

@testable import TerminalUI

@Suite struct GlyphSetTests {
    private func drawn(_ text: String, _ set: GlyphSet) -> String {
        GlyphReader(text).map { glyph in
            String(repeating: set.drawn(glyph).text, count: glyph.width / set.drawn(glyph).width)
        }.joined()
    }

    @Test func aTerminalWithFontsDrawsEverythingAsItIs() {
        let text = "╭─ ✓ ✗ ◐ ○ ● ⌫ ↻ ⚠ ┃ … › 漢字 e\u{301} 🚀"

        #expect(drawn(text, .full) == text)
    }

    @Test func aConsoleDrawsWhatItsFontsLackByWhatTheyHave() {
        #expect(drawn("╭─┬─╮ ╰│╯ ┃", .console) == "┌─┬─┐ └│┘ █")
        #expect(drawn("✓ ✗ ! ◐ ○ · ⌫ ● ◌ ↻ ⚠", .console) == "√ x ! ~ o · d • o @ !")
        #expect(drawn("‹kind-prod› … ▲ ▼ ← → ↑ ↓", .console) == "<kind-prod> ~ ↑ ↓ ← → ↑ ↓")
        #expect(drawn("“a” ‘b’ c—d–e", .console) == "\"a\" 'b' c-d-e")
    }

    @Test func aConsoleKeepsLettersOfOneColumnAndNothingElse() {
        #expect(drawn("é ß Ж ω 漢字 한 🚀 e\u{301}", .console) == "é ß Ж ω ???? ?? ?? e")
        #expect(drawn("a\u{A0}b\u{1B}c\u{202E}", .console) == "a b?c?")
    }

    @Test func aDeviceDrawsASCII() {
        #expect(drawn("╭─┬─╮ ╰│╯ ┃", .ascii) == "+-+-+ +|+ #")
        #expect(drawn("✓ ✗ ! ◐ ○ · ⌫ ● ◌ ↻ ⚠ … ›", .ascii) == "+ x ! ~ o . d * o @ ! ~ >")
        #expect(drawn("é 漢字 e\u{301}", .ascii) == "? ???? e")
    }

    @Test func everythingKeepsItsWidth() {
        for value in (0x20...0x2FFF as ClosedRange<UInt32>) {
            guard let scalar = Unicode.Scalar(value), let glyph = GlyphReader.first(in: Character(scalar)) else {
                continue
            }
            for set in [GlyphSet.console, .ascii] {
                let width = set.drawn(glyph).width
                #expect(width == 1, "U+\(String(value, radix: 16))")
            }
        }
    }
}
