import Dashboard
import Foundation
import KubeModel
import TerminalUI

/// What a click on a place does.
public enum HitTarget: Hashable, Sendable {
    case kind(KindLine)
    case row(Int)
    /// The title of a column.
    case column(RowOrder.Field)
    /// A row of the YAML.
    case line(Int)
    case tab(DetailTab)
    case pane(Pane)
    case choice(Int)
    /// What lies over the panes.
    case overlay
}

/// One drawn frame, and what was learned while drawing it.
public struct Frame: Sendable {
    public var surface: Surface
    /// Later ones lie on top.
    public var hits: [(area: Rect, target: HitTarget)] = []
    public var viewport: Viewport
    /// The youngest age on screen, in seconds; nil where there is none. Decides when the next frame is due.
    public var youngest: Double?
}

/// A surface to draw on, with what every pane needs: the theme, the time, and notes for the frame.
struct Canvas {
    var frame: Frame
    let theme: Theme
    let now: Date
    /// Seconds east of UTC for clock times.
    let utcOffset: Int

    init(size: Size, theme: Theme, now: Date, utcOffset: Int, viewport: Viewport) {
        frame = Frame(surface: Surface(size: size, isASCII: theme.isASCII), viewport: viewport)
        self.theme = theme
        self.now = now
        self.utcOffset = utcOffset
    }

    /// The age of a moment, noted so that the next frame comes when the text changes.
    mutating func age(of date: Date?) -> String {
        guard let date else { return "" }
        let seconds = max(0, now.timeIntervalSince(date))
        frame.youngest = min(frame.youngest ?? seconds, seconds)
        return Age.short(seconds)
    }

    /// `12:04:31`, with milliseconds where asked for.
    func clock(_ date: Date, milliseconds: Bool = false) -> String {
        let local = date.timeIntervalSince1970 + Double(utcOffset)
        let total = Int((local * 1000).rounded(.down)), seconds = total / 1000 % 86_400
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let text = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        guard milliseconds else { return text }
        let fraction = String(total % 1000)
        return text + "." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    mutating func write(_ text: String, _ tone: Tone, at point: Point, columns: Int? = nil) {
        frame.surface.write(text, at: point, style: theme.style(tone), columns: columns)
    }

    mutating func write(_ line: StyledText, at point: Point, columns: Int) {
        _ = frame.surface.write(line, at: point, columns: columns)
    }

    func styled(_ text: String, _ tone: Tone) -> StyledText { StyledText(text, theme.style(tone)) }

    /// Text over as many lines as it needs, each indented.
    func wrapped(_ text: String, _ tone: Tone, indent: Int = 0, columns: Int) -> [StyledText] {
        guard !text.isEmpty else { return [] }
        let pad = String(repeating: " ", count: indent)
        return TextWidth.wrap(text, columns: max(8, columns - indent)).map { styled(pad + $0, tone) }
    }

    /// Between the parts of a title.
    var rule: String { theme.isASCII ? " -- " : " ── " }

    /// A box with a title in its upper border.
    ///
    /// - Returns: The area inside.
    mutating func box(_ area: Rect, title: StyledText, isFocused: Bool) -> Rect {
        let style = theme.border(isFocused: isFocused)
        frame.surface.fill(area, style: .plain)
        frame.surface.box(area, style: style, borders: theme.borders)
        if area.columns > 6, title.width > 0 {
            var line = StyledText(" ", style)
            line.append(title.fit(columns: area.columns - 6))
            line.append(" ", style)
            write(line, at: Point(column: area.column + 1, row: area.row), columns: area.columns - 2)
        }
        return area.inset(by: 1)
    }

    /// A thumb on the right border of a box, where its content is longer than the box.
    mutating func scrollbar(_ area: Rect, first: Int, visible: Int, total: Int, isFocused: Bool) {
        guard total > visible, visible > 0, area.rows > 2 else { return }
        let track = area.rows - 2
        let length = max(1, track * visible / total)
        let start = min(track - length, (track - length) * first / max(1, total - visible))
        for row in start..<(start + length) {
            let point = Point(column: area.column + area.columns - 1, row: area.row + 1 + row)
            frame.surface.write(
                theme.isASCII ? "#" : "┃", at: point, style: theme.border(isFocused: isFocused), columns: 1)
        }
    }

    mutating func hit(_ area: Rect, _ target: HitTarget) { frame.hits.append((area, target)) }
}
