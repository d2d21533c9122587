/// The glyphs that a terminal has, and what it draws for those that it lacks. Everything keeps its width.
public enum GlyphSet: Hashable, Sendable {
    /// Whatever Unicode has.
    case full
    /// A text console, whose font has 256 or 512 glyphs: lines with square corners, arrows, and the letters of its person.
    case console
    /// Nothing but ASCII.
    case ascii

    /// What is drawn for a glyph. For a wide one it is one column wide, and is drawn twice, so that columns keep their places.
    public func drawn(_ glyph: Glyph) -> Glyph {
        let base = glyph.base
        if self == .full || glyph.isContinuation { return glyph }
        if base.isASCII { return Glyph(ascii: UInt8(base.value)) }
        if self == .console, glyph.width == 1, let found = Self.console(base) { return Glyph(printable: found) }
        return Glyph(ascii: Self.ascii(base))
    }

    /// What every font of a console has that anybody is likely to have loaded: that of the kernel, which is code page 437,
    /// and those of the distributions, which have Latin 1 and a handful of signs. nil: none of them can be relied upon.
    ///
    /// `…` and `›` are missing in the one, `●`, `○` and `▲` in the others. Letters beyond Latin 1 are left to the font that
    /// the person has chosen for a language; without it the console draws a sign of its own, one column wide as well.
    private static func console(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "─", "│", "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "█", "▒", "←", "↑", "→", "↓", "•", "√", "≈": scalar
        case "╭": "┌"
        case "╮": "┐"
        case "╰": "└"
        case "╯": "┘"
        case "━", "═", "┄": "─"
        case "║", "▏", "▕", "▎": "│"
        case "┃", "■", "▌", "▐", "▮": "█"
        case "░", "▓": "▒"
        case "✓", "✔": "√"
        case "●", "★", "◆": "•"
        case "▲", "▴": "↑"
        case "▼", "▾": "↓"
        case "\u{A1}"..."\u{52F}": isLetter(scalar) ? scalar : nil
        default: nil
        }
    }

    /// Of what fits in two bytes of UTF-8: no mark that combines with what is before it, and no sign without a shape.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x300 || (0x370...0x482).contains(scalar.value) || scalar.value > 0x489
    }

    /// The ellipsis of a cut text, `…` or what stands for it.
    var ellipsis: Glyph { drawn(Glyph(printable: "…")) }

    private static func ascii(_ scalar: Unicode.Scalar) -> UInt8 {
        switch scalar {
        case "✓", "✔", "√": UInt8(ascii: "+")
        case "✗", "✘", "×": UInt8(ascii: "x")
        case "◐", "…", "≈": UInt8(ascii: "~")
        case "○", "◌", "◦": UInt8(ascii: "o")
        case "⌫": UInt8(ascii: "d")
        case "⚑": UInt8(ascii: "#")
        case "·": UInt8(ascii: ".")
        case "●", "•", "★", "◆": UInt8(ascii: "*")
        case "↻": UInt8(ascii: "@")
        case "⚠": UInt8(ascii: "!")
        case "›", "→", "▶", "»", "⟩", "❯", "▸": UInt8(ascii: ">")
        case "‹", "←", "◀", "«", "⟨", "◂": UInt8(ascii: "<")
        case "▲", "↑", "▴": UInt8(ascii: "^")
        case "▼", "↓", "▾": UInt8(ascii: "v")
        case "│", "║", "▏", "▕", "▎": UInt8(ascii: "|")
        case "─", "—", "–", "━", "═", "−", "‐", "‑", "┄": UInt8(ascii: "-")
        case "╭", "╮", "╰", "╯", "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼": UInt8(ascii: "+")
        // The heavy line is the handle of a scroll bar, within a light one.
        case "┃", "█", "▌", "▐", "■", "▮": UInt8(ascii: "#")
        case "░", "▒", "▓": UInt8(ascii: ":")
        case "‘", "’", "′": UInt8(ascii: "'")
        case "“", "”", "″": UInt8(ascii: "\"")
        case "\u{A0}", "\u{3000}": UInt8(ascii: " ")
        default: UInt8(ascii: "?")
        }
    }
}
