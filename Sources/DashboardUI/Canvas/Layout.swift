import Dashboard
import TerminalUI

/// Where the panes stand for a size.
///
/// One rule decides: the list has all it needs, or the whole width of the terminal. So a wider terminal never shows less of
/// it than a narrower one: a pane takes its place beside the list only where nothing of the list is lost by that.
public struct Layout: Equatable, Sendable {
    public enum Form: Equatable, Sendable {
        /// Beside each other.
        case wide
        /// The detail below the list.
        case stacked
        /// One at a time.
        case single
        case tooSmall
    }

    /// What decides beside the size.
    public struct Wishes: Equatable, Sendable {
        public var focus = Pane.list
        /// Whether the detail has the whole screen.
        public var isZoomed = false
        /// Steps by which the person made the detail larger, or smaller.
        public var growth = 0
        /// The columns at which nothing of the list is cut, its border included.
        public var list = 40
        /// The columns at which no name of a kind is cut, border included.
        public var kinds = Layout.kindsColumns
        /// The rows at which all of the list is seen, its border included.
        public var listRows = Int.max

        public init() {}
    }

    public static let smallest = Size(columns: 40, rows: 10)
    static let kindsColumns = 27, leastDetail = 60

    public var form: Form
    public var header = Rect(column: 0, row: 0, columns: 0, rows: 0)
    public var footer = Rect(column: 0, row: 0, columns: 0, rows: 0)
    /// The kinds in one line; nil: not on screen, as the others.
    public var strip: Rect?
    public var kinds: Rect?
    public var list: Rect?
    public var detail: Rect?
    /// Between header and footer.
    public var body = Rect(column: 0, row: 0, columns: 0, rows: 0)

    public init(size: Size, _ wishes: Wishes) {
        guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
            form = .tooSmall
            return
        }
        form = size.columns < 70 ? .single : .stacked
        let (top, rest) = Rect(size).splitTop(1)
        (body, footer) = rest.splitBottom(1)
        header = top
        if wishes.isZoomed {
            detail = body
        } else if form == .single {
            placeOne(wishes.focus)
        } else {
            placeAll(wishes)
        }
    }

    private mutating func placeOne(_ focus: Pane) {
        switch focus {
        case .kinds: kinds = body
        case .list: list = body
        case .detail: detail = body
        }
    }

    private mutating func placeAll(_ wishes: Wishes) {
        // Names of kinds are whole where nothing else is lost by that.
        let widths = body.columns < 150 ? [] : [max(Self.kindsColumns, wishes.kinds), Self.kindsColumns]
        let beside = widths.first { wishes.list <= body.columns - $0 - Self.leastDetail }
        let besideList = beside ?? widths.first { wishes.list <= body.columns - $0 }
        // While the person is among the kinds they are seen as a pane, whatever the list loses by it.
        let width = besideList ?? (wishes.focus == .kinds ? Self.kindsColumns : nil)
        var rest = body
        if let width { (kinds, rest) = Self.optional(body.splitLeft(width)) } else { (strip, rest) = Self.optional(body.splitTop(1)) }
        if beside != nil {
            let room = rest.columns
            form = .wide
            let wanted = max(Self.leastDetail, min(room - wishes.list, room * 43 / 100)) + wishes.growth * 6
            (list, detail) = Self.optional(rest.splitRight(max(30, min(wanted, room - 30))))
        } else {
            // What a short list has no use for is the detail's.
            let wanted = max(rest.rows * 48 / 100, rest.rows - max(wishes.listRows, 8)) + wishes.growth
            (list, detail) = Self.optional(rest.splitBottom(max(4, min(wanted, rest.rows - 4))))
        }
    }

    private static func optional(_ parts: (Rect, Rect)) -> (Rect?, Rect) { (parts.0, parts.1) }
    private static func optional(_ parts: (Rect, Rect)) -> (Rect?, Rect?) { (parts.0, parts.1) }
}
