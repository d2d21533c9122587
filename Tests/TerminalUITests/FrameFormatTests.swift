import TestSupport
import Testing

@testable import TerminalUI

@Suite struct FrameFormatTests {
    private var frame: Surface {
        var surface = Surface(size: Size(columns: 12, rows: 2))
        surface.write("✓ <ok> & 漢", at: Point(column: 0, row: 0), style: .plain.colored(.green))
        surface.write("bar", at: Point(column: 2, row: 1), style: .plain.bold().on(.indexed(196)))
        return surface
    }

    @Test func textHasNoStyles() {
        #expect(FrameFormat.text(frame) == "✓ <ok> & 漢\n  bar\n")
    }

    @Test func ansiHasColoursAndNoMovement() {
        #expect(FrameFormat.ansi(frame) == "\u{1B}[32m✓ <ok> & 漢\u{1B}[0m\n  \u{1B}[1;48;5;196mbar\u{1B}[0m\n")
    }

    @Test func goldenShowsTextThenStylesThenTheirMeaning() {
        #expect(
            FrameFormat.golden(frame) == """
                ✓ <ok> & 漢
                  bar
                --- styles
                aaaaaaaaaaa
                ..bbb
                --- legend
                a color 2
                b on 196 bold

                """)
    }

    @Test func svgIsWellFormedAndEscaped() {
        let svg = FrameFormat.svg(frame, title: "a < b & \"c\"")

        #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
        #expect(svg.contains("&lt;ok&gt; &amp;"))
        #expect(svg.contains("a &lt; b &amp; &quot;c&quot;"))
        #expect(svg.contains("fill=\"#ff0000\""))
        #expect(svg.split(separator: "<text ").count == svg.split(separator: "</text>").count)
        #expect(!svg.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func svgGivesAWideGlyphItsOwnPlace() {
        let svg = FrameFormat.svg(frame)

        // Column 9 of 8.4 units, behind a margin of 12, two columns wide.
        #expect(svg.contains("x=\"87.6\""))
        #expect(svg.contains("textLength=\"16.8\""))
    }
}
