import Dashboard
import TerminalUI

/// Where the panes stand for a size: three beside each other, list above detail, or one at a time.
public struct Layout: Equatable, Sendable {
    public enum Form: Equatable, Sendable { case wide, medium, narrow, tooSmall }

    public static let smallest = Size(columns: 40, rows: 10)

    public var form: Form
    public var header = Rect(column: 0, row: 0, columns: 0, rows: 0)
    public var footer = Rect(column: 0, row: 0, columns: 0, rows: 0)
    /// nil: not on screen.
    public var kinds: Rect?
    public var list: Rect?
    public var detail: Rect?
    /// Between header and footer.
    public var body = Rect(column: 0, row: 0, columns: 0, rows: 0)

    public init(size: Size, state: DashboardState) {
        guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
            form = .tooSmall
            return
        }
        let (top, rest) = Rect(size).splitTop(1)
        let (middle, bottom) = rest.splitBottom(1)
        header = top
        footer = bottom
        body = middle
        switch size.columns {
        case 110...: form = .wide
        case 70...: form = .medium
        default: form = .narrow
        }
        switch form {
        case .wide: placeWide(growth: state.detailGrowth)
        case .medium: placeMedium(growth: state.detailGrowth)
        case .narrow: placeNarrow(state)
        case .tooSmall: break
        }
    }

    private mutating func placeWide(growth: Int) {
        let (left, rest) = body.splitLeft(body.columns >= 150 ? 33 : 27)
        let wanted = rest.columns * 43 / 100 + growth * 6
        let (middle, right) = rest.splitRight(max(30, min(wanted, rest.columns - 30)))
        kinds = left
        list = middle
        detail = right
    }

    private mutating func placeMedium(growth: Int) {
        let (left, rest) = body.splitLeft(12)
        let wanted = rest.rows * 48 / 100 + growth
        let (middle, bottom) = rest.splitBottom(max(5, min(wanted, rest.rows - 5)))
        kinds = left
        list = middle
        detail = bottom
    }

    private mutating func placeNarrow(_ state: DashboardState) {
        switch state.focus {
        case .kinds: kinds = body
        case .list: list = body
        case .detail: detail = body
        }
    }
}
