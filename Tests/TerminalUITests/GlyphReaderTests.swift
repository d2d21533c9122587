import Testing

@testable import TerminalUI

/// Text of a cluster must not steer a terminal, hide, or reorder what is around it.
@Suite struct GlyphReaderTests {
    private func drawn(_ text: String, isASCII: Bool = false) -> String {
        var surface = Surface(size: Size(columns: 60, rows: 1), isASCII: isASCII)
        surface.write(text, at: Point(column: 0, row: 0))
        return surface.row(0)
    }

    @Test func controlCharactersBecomeTheirPictures() {
        #expect(drawn("a\u{1B}[31mb\u{7}c\u{0}d\u{7F}e") == "a␛[31mb␇c␀d␡e")
        #expect(drawn("one\r\ntwo\tthree") == "one␍␊two␉three")
    }

    @Test func c1ControlsAreReplaced() {
        #expect(drawn("a\u{9B}31mb\u{85}c\u{80}\u{9F}") == "a�31mb�c��")
    }

    @Test func bidiAndInvisibleCharactersAreSeen() {
        #expect(drawn("a\u{202E}b\u{2066}c\u{200F}d") == "a�b�c�d")
        #expect(drawn("a\u{200B}b\u{FEFF}c\u{2060}d\u{AD}e\u{200D}f") == "a�b�c�d�e�f")
        #expect(drawn("a\u{2028}b\u{2029}c\u{FFFE}d\u{E0041}e") == "a�b�c�d�e")
    }

    @Test func aMarkWithoutALetterIsReplacedAndTooManyAreDropped() {
        #expect(drawn("\u{301}x") == "�x")
        #expect(drawn("z\u{300}\u{301}\u{302}\u{303}\u{304}y") == "z\u{300}\u{301}y")
    }

    @Test func noScalarReachesACellAsAControl() {
        var bad: [UInt32] = []

        for value in Array(0...UInt32(0x2FFF)) + Array(0xFE00...0xFFFF) + Array(0xE0000...0xE0FFF) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for glyph in GlyphReader("a\(Character(scalar))b") {
                for shown in [glyph.base] + glyph.marks {
                    switch shown.properties.generalCategory {
                    case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
                        bad.append(value)
                    default: break
                    }
                }
            }
        }

        #expect(bad.isEmpty)
    }

    @Test func anASCIISurfaceHoldsNothingElse() {
        let text = "✓✗◐○⌫·…●◌↻⚠›▲▼│─╭╮╰╯→—é漢\u{1B}\u{301}👩‍👧"

        let drawn = drawn(text, isASCII: true)

        #expect(drawn == "+x~od.~*o@!>^v|-++++>-??????")
        #expect(drawn.utf8.count == TextWidth.of(text))
    }

    @Test func aVeryLongValueCostsNoMoreThanItsColumns() {
        let long = String(repeating: "x", count: 10_000)

        #expect(drawn(long) == String(repeating: "x", count: 59) + "…")
    }
}
