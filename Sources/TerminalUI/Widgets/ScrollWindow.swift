/// Which part of a long list is seen.
public struct ScrollWindow: Equatable, Sendable {
    /// Index of the first row shown.
    public var first: Int

    public init(first: Int = 0) {
        self.first = first
    }

    /// Moves as little as possible so that `selected` is seen and no row at the end stays empty.
    public mutating func reveal(_ selected: Int, count: Int, rows: Int) {
        guard rows > 0, count > 0 else {
            first = 0
            return
        }
        let selected = min(max(0, selected), count - 1)
        if selected < first { first = selected }
        if selected >= first + rows { first = selected - rows + 1 }
        clamp(count: count, rows: rows)
    }

    /// Moves by `rows` (negative is up) without a selection, as in a text.
    public mutating func scroll(by offset: Int, count: Int, rows: Int) {
        first += offset
        clamp(count: count, rows: rows)
    }

    /// The indices shown.
    public func visible(count: Int, rows: Int) -> Range<Int> {
        let start = min(max(0, first), max(0, count))
        return start..<max(start, min(count, start + max(0, rows)))
    }

    /// How far a page goes: one row less than is seen, so that one stays for orientation.
    public static func page(rows: Int) -> Int { max(1, rows - 1) }

    /// The rows of a scrollbar's thumb in a track of `rows`; nil where all is seen and no bar is needed.
    ///
    /// It touches the top only at the very beginning, and the bottom only at the very end.
    public func thumb(count: Int, rows: Int) -> Range<Int>? {
        guard rows > 0, count > rows else { return nil }
        let length = max(1, rows * rows / count)
        let travel = rows - length
        let farthest = count - rows
        var start = min(travel, first * travel / farthest)
        if first > 0, start == 0, travel > 1 { start = 1 }
        if first < farthest, start == travel, travel > 1 { start = travel - 1 }
        return start..<start + length
    }

    private mutating func clamp(count: Int, rows: Int) {
        first = max(0, min(first, count - rows))
    }
}
