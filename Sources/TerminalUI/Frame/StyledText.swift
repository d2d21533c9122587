/// A line of text whose parts look different.
public struct StyledText: Hashable, Sendable {
    /// A stretch of one style.
    public struct Run: Hashable, Sendable {
        public var text: String
        public var style: Style

        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    public var runs: [Run]

    public init(_ runs: [Run] = []) {
        self.runs = runs
    }

    public init(_ text: String, _ style: Style = .plain) {
        runs = [Run(text, style)]
    }

    /// Columns of the whole line.
    public var width: Int { runs.reduce(0) { $0 + TextWidth.of($1.text) } }

    /// The text without its styles.
    public var text: String { runs.map(\.text).joined() }

    public mutating func append(_ text: String, _ style: Style = .plain) {
        runs.append(Run(text, style))
    }

    public mutating func append(_ other: StyledText) {
        runs.append(contentsOf: other.runs)
    }

    /// The line cut with an ellipsis, in the style of what it replaces, where it is wider than `columns`.
    public func fit(columns: Int, ellipsis: String = "…") -> StyledText {
        guard width > columns else { return self }
        var fitted = StyledText()
        var room = columns
        for (index, run) in runs.enumerated() {
            let width = TextWidth.of(run.text)
            let hasMore = runs[(index + 1)...].contains { !$0.text.isEmpty }
            if width > room || (width == room && hasMore) {
                // One column too many forces the cut even where this run alone would just fit.
                let text = run.text + (hasMore ? "  " : "")
                fitted.append(TextWidth.fit(text, columns: room, ellipsis: ellipsis), run.style)
                return fitted
            }
            fitted.runs.append(run)
            room -= width
        }
        return fitted
    }

    /// The same line with every run restyled.
    public func styled(_ change: (Style) -> Style) -> StyledText {
        StyledText(runs.map { Run($0.text, change($0.style)) })
    }
}
