import KubeModel
import Testing

/// Strings on their way to a terminal, a sentence or an editor.
@Suite struct SafeTextTests {
    private static let everyScalar = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)

    @Test func noFormGivesBackAnythingUnsafe() {
        let text = String(String.UnicodeScalarView(Self.everyScalar.filter { SafeText.isUnsafe($0) }))
        let lines = SafeText.spelledLines(text).joined()
        for safe in [SafeText.line(text), SafeText.spelled(text), SafeText.short(text, 1_000_000), lines] {
            #expect(!safe.unicodeScalars.contains { SafeText.isUnsafe($0) })
        }
        let several = SafeText.text(text)
        #expect(!several.unicodeScalars.contains { $0 != "\n" && SafeText.isUnsafe($0) })
    }

    @Test func everyControlAndEveryMarkOfDirectionIsUnsafe() {
        for scalar in Self.everyScalar {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: #expect(SafeText.isUnsafe(scalar))
            case .format: #expect(SafeText.isUnsafe(scalar) || scalar.value == 0x200C || scalar.value == 0x200D)
            default: break
            }
        }
    }

    @Test func whatPeopleWriteStaysAsItIs() {
        for text in ["naïve café", "日本語", "👩‍👩‍👧 🏳️‍🌈", "می‌خواهم", "e\u{301}", "\u{A0}", "Ω≈ç√∫"] {
            #expect(SafeText.line(text) == text)
            #expect(SafeText.spelled(text) == text)
            #expect(SafeText.text(text) == text)
        }
    }

    @Test func aLineHasNoBreaksAndSeveralKeepTheirs() {
        #expect(SafeText.line("a\r\nb\nc\td\u{2028}e\u{1B}[2J") == "a b c d e\u{FFFD}[2J")
        #expect(SafeText.text("a\nb\u{1B}]0;x\u{7}") == "a\nb\u{FFFD}]0;x\u{FFFD}")
        #expect(SafeText.spelled("a\u{202E}b\tc\u{9B}1m") == "a\\u{202e}b c\\u{9b}1m")
    }

    @Test func aShortMessageSaysThatItWasCut() {
        #expect(SafeText.short("one\n\n  \ntwo", 20) == "one two")
        let cut = SafeText.short(String(repeating: "long ", count: 1000), 12)
        #expect(cut.count == 12)
        #expect(cut.hasSuffix("…"))
    }
}
