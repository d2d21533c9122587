/// Where the person is in a list: of one kind, or of everything.
///
/// `ID` is what a row of that list is known by.
public struct ListState<ID: Hashable & Sendable>: Sendable {
    public private(set) var selected: ID?
    /// What the person chose last: it is selected again when a filter that hid it goes. nil: nothing yet.
    private var chosen: ID?
    /// First column of what is cut.
    public internal(set) var column = 0
    /// Whether the worst row of the list has been found.
    private var hasSettled = false
    /// An object that was just made: selected as soon as it is in the list.
    var awaited: ID?
    /// Where the selection was last seen, for when it vanishes.
    public private(set) var selectedIndex = 0
    /// Index of the first row on screen.
    public private(set) var top = 0
    public private(set) var marked: Set<ID> = []
    /// Where a range of marks begins.
    private var markAnchor: ID?

    /// The table has changed: the selected row keeps its place on the screen; when it is gone, its neighbour is selected.
    /// Until the person has chosen a row, the first one is selected while the list comes in, then the worst of all, which
    /// stays selected.
    ///
    /// - Parameters:
    ///   - isListed: Whether the list has been seen to its end.
    ///   - anew: Whether other rows are looked at than before, so that the worst is looked for again. Cost: linear in the
    ///     rows shown, as the change itself is then.
    mutating func keepPlace(in table: some RowList<ID>, isListed: Bool, anew: Bool) {
        if anew { hasSettled = false }
        let count = table.visibleCount
        if let awaited, let index = table.index(of: awaited) {
            self.awaited = nil
            chosen = awaited
            selected = awaited
            selectedIndex = index
            return
        }
        guard count > 0 else {
            // What was chosen is remembered, and selected again when it is back; nothing may be done to it unseen.
            selected = nil
            selectedIndex = 0
            top = 0
            hasSettled = false
            return
        }
        guard let chosen else { return settle(in: table, isListed: isListed) }
        if let index = table.index(of: chosen) {
            if selected == chosen { top = max(0, top + index - selectedIndex) }
            selected = chosen
            selectedIndex = index
        } else if !table.contains(chosen) {
            // It is gone: its neighbour takes its place.
            place(at: min(selectedIndex, count - 1), in: table)
            self.chosen = selected
        } else if let selected, let index = table.index(of: selected) {
            selectedIndex = index
        } else {
            place(at: 0, in: table)
        }
    }

    /// Selects for somebody who has chosen nothing yet.
    private mutating func settle(in table: some RowList<ID>, isListed: Bool) {
        guard isListed else { return place(at: 0, in: table) }
        guard hasSettled else {
            hasSettled = true
            return place(at: table.worstIndex, in: table)
        }
        guard let selected, let index = table.index(of: selected) else {
            // It is gone: its neighbour takes its place.
            return place(at: min(selectedIndex, table.visibleCount - 1), in: table)
        }
        top = max(0, top + index - selectedIndex)
        selectedIndex = index
    }

    private mutating func place(at index: Int, in table: some RowList<ID>) {
        selectedIndex = index
        selected = table.id(at: index)
        if index == 0 { top = 0 }
    }

    /// Selects the row at an index, held within the list.
    ///
    /// - Parameter rows: How many the screen has room for.
    mutating func select(index: Int, in table: some RowList<ID>, rows: Int) {
        guard table.visibleCount > 0 else { return }
        selectedIndex = max(0, min(index, table.visibleCount - 1))
        selected = table.id(at: selectedIndex)
        chosen = selected
        scrollToSelection(of: table.visibleCount, rows: rows)
    }

    /// Holds on to the selection: the person has begun to do something with it.
    mutating func keepSelection() { if let selected { chosen = selected } }

    /// Moves the window as little as shows the selection.
    ///
    /// - Parameters:
    ///   - count: How many rows there are.
    ///   - rows: How many the screen has room for.
    mutating func scrollToSelection(of count: Int, rows: Int) {
        let rows = max(1, rows)
        if selectedIndex < top { top = selectedIndex }
        if selectedIndex >= top + rows { top = selectedIndex - rows + 1 }
        top = max(0, min(top, count - rows))
    }

    /// Another list is asked for: marks mean nothing in it, and its worst row is looked for again.
    mutating func restart() {
        marked = []
        hasSettled = false
    }

    mutating func toggleMark(of id: ID) {
        if marked.remove(id) == nil { marked.insert(id) }
        markAnchor = id
    }

    /// Marks from where the last mark was set to the selected row.
    mutating func markRange(in table: some RowList<ID>) {
        guard let selected, let here = table.index(of: selected) else { return }
        let start = markAnchor.flatMap { table.index(of: $0) } ?? here
        for index in min(start, here)...max(start, here) { marked.insert(table.id(at: index)) }
        markAnchor = selected
    }

    mutating func removeMarks() { marked = [] }

    mutating func removeMarks(of done: Set<ID>) { marked.subtract(done) }

    /// Costs as much as is marked, not as there are rows.
    mutating func dropMarks(ofThoseNotIn table: some RowList<ID>) {
        guard !marked.isEmpty else { return }
        marked = marked.filter { table.contains($0) }
    }
}
