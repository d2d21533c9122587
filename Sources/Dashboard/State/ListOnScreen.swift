import KubeModel

/// The list on screen, whatever it shows: moving about, selecting, marking.
extension DashboardState {
    /// How many rows it has.
    public var listCount: Int {
        switch place {
        case .kind: current.table.visibleCount
        case .overall: overallRows.visibleCount
        case .changes: cluster.changeLog.visibleCount
        case .findings: cluster.findings.visibleCount
        case .absent: 0
        }
    }

    /// Index of the selected row.
    public var listIndex: Int {
        switch place {
        case .kind, .absent: currentList.selectedIndex
        case .overall: screen.overall.selectedIndex
        case .changes: screen.changes.selectedIndex
        case .findings: screen.findings.selectedIndex
        }
    }

    /// How many of its rows are marked.
    public var markedCount: Int {
        switch place {
        case .kind: currentList.marked.count
        case .overall: screen.overall.marked.count
        case .changes, .findings, .absent: 0
        }
    }

    /// The objects that are marked; where none is, the selected one.
    var markedOrSelected: [ResourceID] {
        let marked: [ResourceID] =
            switch place {
            case .kind: currentList.marked.sorted().map { ResourceID(current.kind.type, $0) }
            case .overall: screen.overall.marked.sorted { ($0.kind.plural, $0.key) < ($1.kind.plural, $1.key) }
            case .changes, .findings, .absent: []
            }
        return marked.isEmpty ? [subject].compactMap { $0 } : marked
    }

    func row(of id: ResourceID) -> ResourceRow? { cluster.index(of: id.kind).flatMap { kinds[$0].table[id.key] } }

    /// Selects the row at an index, held within the list.
    mutating func select(at index: Int) {
        let rows = viewport.listRows
        switch place {
        case .kind: currentList.select(index: index, in: current.table, rows: rows)
        case .overall: screen.overall.select(index: index, in: overallRows, rows: rows)
        case .changes: screen.changes.select(index: index, in: cluster.changeLog, rows: rows)
        case .findings: screen.findings.select(index: index, in: cluster.findings, rows: rows)
        case .absent: break
        }
    }

    /// Holds on to the selection: the person has begun to do something with it.
    mutating func keepSelection() {
        switch place {
        case .kind: currentList.keepSelection()
        case .overall: screen.overall.keepSelection()
        case .changes: screen.changes.keepSelection()
        case .findings: screen.findings.keepSelection()
        case .absent: break
        }
    }

    mutating func toggleMark() {
        switch place {
        case .kind: if let key = currentList.selected { currentList.toggleMark(of: key) }
        case .overall: if let id = screen.overall.selected { screen.overall.toggleMark(of: id) }
        case .changes, .findings, .absent: break
        }
    }

    mutating func markRangeOnScreen() {
        switch place {
        case .kind: currentList.markRange(in: current.table)
        case .overall: screen.overall.markRange(in: overallRows)
        case .changes, .findings, .absent: break
        }
    }

    mutating func removeMarks(of done: Set<ResourceID>) {
        switch place {
        case .kind: currentList.removeMarks(of: Set(done.filter { $0.kind == KindID(current.kind.type) }.map(\.key)))
        case .overall: screen.overall.removeMarks(of: done)
        case .changes, .findings, .absent: break
        }
    }

    mutating func removeMarks() {
        switch place {
        case .kind: currentList.removeMarks()
        case .overall: screen.overall.removeMarks()
        case .changes, .findings, .absent: break
        }
    }

    /// Scrolls what is cut, to no further than the longest text of a list.
    mutating func scrollList(by columns: Int) {
        func moved(_ column: Int) -> Int { max(0, min(column + columns, 4096)) }
        switch place {
        case .kind: currentList.column = moved(currentList.column)
        case .overall: screen.overall.column = moved(screen.overall.column)
        case .changes: screen.changes.column = moved(screen.changes.column)
        case .findings: screen.findings.column = moved(screen.findings.column)
        case .absent: break
        }
    }

    // MARK: Keeping the place

    /// Keeps the selected row at its place on the screen, now that the table of a kind has changed.
    ///
    /// - Parameter anew: Whether other rows are looked at than before, so that the worst is looked for again.
    mutating func keepPlace(in index: Int, anew: Bool = false) {
        let kind = cluster.kinds[index]
        screen[listOf: kind.kind.type].keepPlace(in: kind.table, isListed: kind.isListed, anew: anew)
    }

    /// The same for the list of everything, where that is shown.
    mutating func keepPlaceOverall(anew: Bool = false) {
        guard place == .overall else { return }
        let isListed = kinds.allSatisfy { $0.isListed || !$0.isWatched }
        screen.overall.keepPlace(in: overallRows, isListed: isListed, anew: anew)
        screen.overall.scrollToSelection(of: overallRows.visibleCount, rows: viewport.listRows)
    }

    /// The same for the changes, where those are shown: until one was chosen the newest is selected.
    mutating func keepPlaceInChanges() {
        guard place == .changes else { return }
        screen.changes.keepPlace(in: cluster.changeLog, isListed: false, anew: false)
        screen.changes.scrollToSelection(of: cluster.changeLog.visibleCount, rows: viewport.listRows)
    }

    /// The same for the findings: until one was chosen the worst is selected.
    mutating func keepPlaceInFindings(anew: Bool = false) {
        guard place == .findings else { return }
        screen.findings.keepPlace(in: cluster.findings, isListed: false, anew: anew)
        screen.findings.scrollToSelection(of: cluster.findings.visibleCount, rows: viewport.listRows)
    }

    /// Moves the window over the list on screen as little as shows the selection.
    mutating func scrollToSelection() {
        switch place {
        case .kind: currentList.scrollToSelection(of: current.table.visibleCount, rows: viewport.listRows)
        case .overall: screen.overall.scrollToSelection(of: overallRows.visibleCount, rows: viewport.listRows)
        case .changes: screen.changes.scrollToSelection(of: cluster.changeLog.visibleCount, rows: viewport.listRows)
        case .findings: screen.findings.scrollToSelection(of: cluster.findings.visibleCount, rows: viewport.listRows)
        case .absent: break
        }
    }
}
