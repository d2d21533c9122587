/// What stands for the glyphs of the interface on a terminal that knows ASCII only.
enum ASCIIGlyphs {
    /// The ellipsis of a cut text.
    static let ellipsis = Glyph(ascii: UInt8(ascii: "~"))

    /// An ASCII glyph one column wide for any glyph; a wide one is drawn twice, so that columns keep their places.
    static func replacement(for glyph: Glyph) -> Glyph {
        let base = glyph.base
        if base.isASCII { return glyph.isContinuation ? glyph : Glyph(ascii: UInt8(base.value)) }
        return Glyph(ascii: byte(for: base))
    }

    private static func byte(for scalar: Unicode.Scalar) -> UInt8 {
        switch scalar {
        case "✓", "✔": UInt8(ascii: "+")
        case "✗", "✘", "×": UInt8(ascii: "x")
        case "◐", "…", "≈": UInt8(ascii: "~")
        case "○", "◌", "◦": UInt8(ascii: "o")
        case "⌫": UInt8(ascii: "d")
        case "·": UInt8(ascii: ".")
        case "●", "•", "★", "◆": UInt8(ascii: "*")
        case "↻": UInt8(ascii: "@")
        case "⚠": UInt8(ascii: "!")
        case "›", "→", "▶", "»", "⟩", "❯", "▸": UInt8(ascii: ">")
        case "‹", "←", "◀", "«", "⟨", "◂": UInt8(ascii: "<")
        case "▲", "↑", "▴": UInt8(ascii: "^")
        case "▼", "↓", "▾": UInt8(ascii: "v")
        case "│", "┃", "║", "▏", "▕", "▎": UInt8(ascii: "|")
        case "─", "—", "–", "━", "═", "−", "‐", "‑", "┄": UInt8(ascii: "-")
        case "╭", "╮", "╰", "╯", "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼": UInt8(ascii: "+")
        case "█", "▌", "▐", "■", "▮": UInt8(ascii: "#")
        case "░", "▒", "▓": UInt8(ascii: ":")
        case "‘", "’", "′": UInt8(ascii: "'")
        case "“", "”", "″": UInt8(ascii: "\"")
        case "\u{A0}", "\u{3000}": UInt8(ascii: " ")
        default: UInt8(ascii: "?")
        }
    }
}
