extension FrameFormat {
    private static let cellWidth = 8.4
    private static let cellHeight = 18.0
    private static let margin = 12.0
    private static let titleHeight = 28.0
    private static let ink = "#d8dee9"
    private static let paper = "#12151c"

    /// A picture of the frame: one self-contained SVG, dark, in columns that align whatever the font.
    ///
    /// Lines and corners of boxes are drawn as strokes, so that they meet.
    public static func svg(_ surface: Surface, title: String = "") -> String {
        let width = Double(surface.size.columns) * cellWidth + 2 * margin
        let height = Double(surface.size.rows) * cellHeight + titleHeight + margin
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(number(width))" height="\(number(height))" \
            viewBox="0 0 \(number(width)) \(number(height))" font-size="14" \
            font-family="ui-monospace, 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace">
            <title>\(escaped(title))</title>
            <rect width="100%" height="100%" rx="8" fill="\(paper)"/>
            <text x="\(number(width / 2))" y="19" fill="#7b8494" font-size="12" \
            text-anchor="middle">\(escaped(title))</text>
            """
        ]
        for row in 0..<surface.size.rows {
            let top = titleHeight + Double(row) * cellHeight
            let runs = StyleRun.runs(of: surface, row: row) { $0.width == 2 || BoxStroke.isStroke($0.base) }
            parts += runs.compactMap { background($0, top: top) }
            parts += runs.compactMap { foreground($0, top: top) }
        }
        if let cursor = surface.cursor { parts.append(cursorMark(cursor)) }
        return parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private static func background(_ run: StyleRun, top: Double) -> String? {
        let color = run.style.isReverse ? run.style.foreground : run.style.background
        guard color != .standard || run.style.isReverse else { return nil }
        let fill = Palette.hex(color) ?? ink
        return """
            <rect x="\(number(left(run.column)))" y="\(number(top))" width="\(number(Double(run.columns) * cellWidth))" \
            height="\(number(cellHeight))" fill="\(fill)"/>
            """
    }

    private static func foreground(_ run: StyleRun, top: Double) -> String? {
        let color = run.style.isReverse ? run.style.background : run.style.foreground
        let fill = Palette.hex(color) ?? (run.style.isReverse ? paper : ink)
        let dim = run.style.isDim ? " opacity=\"0.6\"" : ""
        if let base = run.glyphs.first?.base,
            let path = BoxStroke.path(of: base, width: cellWidth, height: cellHeight)
        {
            return """
                <path transform="translate(\(number(left(run.column))) \(number(top)))" d="\(path)" \
                fill="none" stroke="\(fill)" stroke-width="1.2"\(dim)/>
                """
        }
        return text(run, top: top, fill: fill, extra: dim)
    }

    /// The text without its outer spaces, stretched over exactly its columns. Nil where nothing would be seen.
    private static func text(_ run: StyleRun, top: Double, fill: String, extra: String) -> String? {
        let leading = run.style.isUnderline ? 0 : run.glyphs.prefix { $0 == .space }.count
        let trailing = run.style.isUnderline ? 0 : run.glyphs.reversed().prefix { $0 == .space }.count
        guard leading + trailing < run.glyphs.count else { return nil }
        var text = String.UnicodeScalarView()
        for glyph in run.glyphs[leading..<run.glyphs.count - trailing] { glyph.append(to: &text) }
        var attributes = extra
        if run.style.isBold { attributes += " font-weight=\"bold\"" }
        if run.style.isItalic { attributes += " font-style=\"italic\"" }
        if run.style.isUnderline { attributes += " text-decoration=\"underline\"" }
        let columns = run.columns - leading - trailing
        return """
            <text x="\(number(left(run.column + leading)))" y="\(number(top + 13.5))" \
            textLength="\(number(Double(columns) * cellWidth))" lengthAdjust="spacingAndGlyphs" xml:space="preserve" \
            fill="\(fill)"\(attributes)>\(escaped(String(text)))</text>
            """
    }

    private static func cursorMark(_ cursor: Point) -> String {
        """
        <rect x="\(number(left(cursor.column)))" y="\(number(titleHeight + Double(cursor.row) * cellHeight))" \
        width="\(number(cellWidth))" height="\(number(cellHeight))" fill="\(ink)" opacity="0.5"/>
        """
    }

    private static func left(_ column: Int) -> Double { margin + Double(column) * cellWidth }

    /// At most two decimals, and none where it is whole.
    private static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, part) = (hundredths / 100, hundredths % 100)
        if part == 0 { return "\(whole)" }
        return part % 10 == 0 ? "\(whole).\(part / 10)" : "\(whole).\(part < 10 ? "0" : "")\(part)"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for glyph in GlyphReader(text) {
            switch glyph.base {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            default: glyph.append(to: &escaped)
            }
        }
        return String(escaped)
    }
}
