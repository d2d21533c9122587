/// Ways to write a frame down: for a pipe, a terminal or a picture.
public enum FrameFormat {
    /// Characters only, one line a row, without spaces at the ends of lines.
    public static func text(_ surface: Surface) -> String {
        surface.text + "\n"
    }

    /// Characters and colours (SGR), without a movement of the cursor: for `cat` and `less -R`.
    public static func ansi(_ surface: Surface) -> String {
        (0..<surface.size.rows).map { ansiRow(surface, $0) + "\n" }.joined()
    }

    /// A text in a style, for a line that is printed. Nothing in it may be unsafe.
    public static func inked(_ text: String, _ style: Style) -> String { "\u{1B}[\(sgr(style))m\(text)\u{1B}[0m" }

    private static func ansiRow(_ surface: Surface, _ row: Int) -> String {
        var line = ""
        for run in StyleRun.runs(of: surface, row: row) {
            if run.style == .plain {
                line += run.text
            } else {
                line += inked(run.text, run.style)
            }
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func sgr(_ style: Style) -> String {
        var codes: [String] = []
        if style.isBold { codes.append("1") }
        if style.isDim { codes.append("2") }
        if style.isItalic { codes.append("3") }
        if style.isUnderline { codes.append("4") }
        if style.isReverse { codes.append("7") }
        codes += colorCodes(style.foreground, base: 30) + colorCodes(style.background, base: 40)
        return codes.joined(separator: ";")
    }

    private static func colorCodes(_ color: Color, base: Int) -> [String] {
        switch color {
        case .standard: []
        case .indexed(let index) where index < 8: ["\(base + Int(index))"]
        case .indexed(let index) where index < 16: ["\(base + 60 + Int(index) - 8)"]
        case .indexed(let index): ["\(base + 8)", "5", "\(index)"]
        }
    }
}
