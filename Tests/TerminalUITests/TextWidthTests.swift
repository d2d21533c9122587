import Glibc
import Testing

@testable import TerminalUI

@Suite struct TextWidthTests {
    private typealias WidthFunction = @convention(c) (wchar_t) -> Int32

    /// The C library's `wcwidth`, under C.UTF-8 for this thread only. Its header hides it from Swift.
    private func withWcwidth(_ body: (WidthFunction) -> Void) throws {
        let locale = try #require(newlocale(Int32(LC_CTYPE_MASK), "C.UTF-8", nil))
        let before = uselocale(locale)
        defer {
            uselocale(before)
            freelocale(locale)
        }
        let symbol = try #require(dlsym(nil, "wcwidth"))
        body(unsafeBitCast(symbol, to: WidthFunction.self))
    }

    /// The one exception is NUL: `wcwidth` says 0, and it takes a column because it is made visible.
    @Test func everyScalarIsAsWideAsTheCLibrarySays() throws {
        var different: [UInt32] = []

        try withWcwidth { wcwidth in
            for value in 1...UInt32(0x10FFFF) {
                let expected = Int(wcwidth(wchar_t(value)))
                guard expected >= 0, let scalar = Unicode.Scalar(value) else { continue }
                if TextWidth.of(scalar) != expected { different.append(value) }
            }
        }

        #expect(different.isEmpty)
    }

    /// -1 is a scalar that this C library is too old for; the screen's second check replaces it.
    @Test func whatIsDrawnForAnyScalarHasTheWidthTheTerminalGivesIt() throws {
        var different: [UInt32] = []

        try withWcwidth { wcwidth in
            for value in Array(0...UInt32(0xFFFF)) + Array(0x1F000...0x1FFFF) + Array(0xE0000...0xE01FF) {
                guard let scalar = Unicode.Scalar(value) else { continue }
                for glyph in GlyphReader(String(Character(scalar))) {
                    let expected = wcwidth(wchar_t(glyph.base.value))
                    if expected >= 0, Int(expected) != glyph.width { different.append(value) }
                }
            }
        }

        #expect(different.isEmpty)
    }

    @Test func sequencesCountAsWhatIsDrawnForThem() {
        #expect(TextWidth.of("👩‍👩‍👧" as Character) == 2)
        #expect(TextWidth.of("👍🏽" as Character) == 2)
        #expect(TextWidth.of("⚠️" as Character) == 1)
        #expect(TextWidth.of("🇩🇪" as Character) == 2)
        #expect(TextWidth.of("e\u{301}" as Character) == 1)
        #expect(TextWidth.of("漢字 and ASCII") == 14)
        #expect(TextWidth.of("\u{1112}\u{1161}\u{11AB}") == 2)
        #expect(TextWidth.of("") == 0)
    }

    @Test func sequencesAreReducedToWhatHasOneWidth() {
        #expect(TextWidth.fit("👩‍👩‍👧👍🏽⚠️🇩🇪1️⃣🏴\u{E0067}\u{E007F}", columns: 40) == "👩👍⚠DE1🏴")
    }

    @Test func textIsCutWithAnEllipsisAndNeverInsideAWideCharacter() {
        #expect(TextWidth.fit("gateway", columns: 7) == "gateway")
        #expect(TextWidth.fit("gateway", columns: 6) == "gatew…")
        #expect(TextWidth.fit("gateway", columns: 1) == "…")
        #expect(TextWidth.fit("gateway", columns: 0) == "")
        #expect(TextWidth.fit("gateway", columns: -3) == "")
        #expect(TextWidth.fit("日本語", columns: 6) == "日本語")
        #expect(TextWidth.fit("日本語", columns: 5) == "日本…")
        #expect(TextWidth.fit("日本語", columns: 4) == "日…")
        #expect(TextWidth.fit("gateway", columns: 5, ellipsis: "...") == "ga...")
        #expect(TextWidth.fit("gateway", columns: 2, ellipsis: "...") == "..")
    }

    @Test func theEndIsKeptWhereTheBeginningIsCut() {
        #expect(TextWidth.fitStart("infra/public", columns: 12) == "infra/public")
        #expect(TextWidth.fitStart("infra/public", columns: 7) == "…public")
        #expect(TextWidth.fitStart("日本語", columns: 4) == "…語")
        #expect(TextWidth.fitStart("x", columns: 0) == "")
        #expect(TextWidth.fitMiddle("infra/public", columns: 12) == "infra/public")
        #expect(TextWidth.fitMiddle("infra/public", columns: 11) == "infr…public")
        #expect(TextWidth.fitMiddle("日本語日本語", columns: 7) == "日…本語")
        #expect(TextWidth.fitMiddle("infra/public", columns: 3) == "in…")
    }

    @Test func paddedTextIsExactlyAsWideAsAsked() {
        #expect(TextWidth.pad("ab", columns: 4) == "ab  ")
        #expect(TextWidth.pad("日本語", columns: 4) == "日… ")
        #expect(TextWidth.padLeft("214", columns: 5) == "  214")
        #expect(TextWidth.padLeft("12345678", columns: 5) == "1234…")
    }

    @Test func linesBreakBetweenWordsAndLongWordsInside() {
        #expect(TextWidth.wrap("one two three", columns: 7) == ["one two", "three"])
        #expect(TextWidth.wrap("a verylongword b", columns: 5) == ["a", "veryl", "ongwo", "rd b"])
        #expect(TextWidth.wrap("first\n\nsecond", columns: 20) == ["first", "", "second"])
        #expect(TextWidth.wrap("日本語テキスト", columns: 5) == ["日本", "語テ", "キス", "ト"])
        #expect(TextWidth.wrap("", columns: 5) == [""])
        #expect(TextWidth.wrap("text", columns: 0) == [])
    }

    @Test func everyWrappedLineFits() {
        let text = "  The target HTTPRoute/checkout of gateway.kgateway.dev was not found in 漢字漢字 namespace"

        let lines = TextWidth.wrap(text, columns: 11)

        #expect(lines.allSatisfy { TextWidth.of($0) <= 11 })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
}
