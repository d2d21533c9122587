/// A number of columns and rows, never negative.
public struct Size: Hashable, Sendable {
    public var columns: Int
    public var rows: Int

    public init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }
}

/// A place on the screen, counted from 0 at the top left.
public struct Point: Hashable, Sendable {
    public var column: Int
    public var row: Int

    public init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}

/// A rectangle of cells. Every way to make one keeps its size at zero or more.
public struct Rect: Hashable, Sendable {
    public var column: Int
    public var row: Int
    public var columns: Int
    public var rows: Int

    public init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// The whole of a screen.
    public init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// No cell lies in it.
    public var isEmpty: Bool { columns <= 0 || rows <= 0 }

    /// The top left cell.
    public var origin: Point { Point(column: column, row: row) }

    public var size: Size { Size(columns: columns, rows: rows) }

    public func contains(_ point: Point) -> Bool {
        point.column >= column && point.column < column + columns && point.row >= row && point.row < row + rows
    }

    /// Smaller by `cells` on every side, or empty in the middle where there is no room.
    public func inset(by cells: Int) -> Rect {
        inset(columns: cells, rows: cells)
    }

    /// Smaller by `columns` at the left and right and by `rows` at the top and bottom.
    public func inset(columns inColumns: Int, rows inRows: Int) -> Rect {
        let sideways = min(inColumns, columns / 2)
        let down = min(inRows, rows / 2)
        return Rect(
            column: column + sideways, row: row + down, columns: columns - 2 * inColumns, rows: rows - 2 * inRows)
    }

    /// A strip of at most `wanted` columns at the left, and what remains.
    public func splitLeft(_ wanted: Int) -> (left: Rect, rest: Rect) {
        let cut = min(max(0, wanted), columns)
        return (
            Rect(column: column, row: row, columns: cut, rows: rows),
            Rect(column: column + cut, row: row, columns: columns - cut, rows: rows)
        )
    }

    /// A strip of at most `wanted` columns at the right, and what remains.
    public func splitRight(_ wanted: Int) -> (rest: Rect, right: Rect) {
        let (left, rest) = splitLeft(columns - min(max(0, wanted), columns))
        return (left, rest)
    }

    /// A strip of at most `wanted` rows at the top, and what remains.
    public func splitTop(_ wanted: Int) -> (top: Rect, rest: Rect) {
        let cut = min(max(0, wanted), rows)
        return (
            Rect(column: column, row: row, columns: columns, rows: cut),
            Rect(column: column, row: row + cut, columns: columns, rows: rows - cut)
        )
    }

    /// A strip of at most `wanted` rows at the bottom, and what remains.
    public func splitBottom(_ wanted: Int) -> (rest: Rect, bottom: Rect) {
        let (top, rest) = splitTop(rows - min(max(0, wanted), rows))
        return (top, rest)
    }
}
