import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI

/// Everything that is wrong, errors first.
struct FindingsPane: PaneView {
    let pane = Pane.list
    let help = "What is wrong, computed from the resources: errors first. Enter goes to the field, C copies what to write, / narrows."
    private let findings: FindingList
    private let list: ListState<String>
    private let filter: RowFilter
    private let namespace: String?
    private let isFocused: Bool

    init(_ state: DashboardState) {
        findings = state.cluster.findings
        list = state.screen.findings
        filter = state.filter
        namespace = state.namespace
        isFocused = state.focus == .list
    }

    private static let wishes: [ListColumns.Wish] = [
        .init(content: .kind, title: "CODE", needs: 24, least: 12), .init(content: .name, title: "OBJECT", needs: 36, least: 14),
        // What is wrong is why one looks.
        .init(content: .words, title: "WHAT", needs: 70, least: 18, rank: 1),
    ]

    var wantedColumns: Int? { ListColumns.wanted(Self.wishes) + 2 }

    func draw(in area: Rect, on canvas: inout Canvas) {
        let count = findings.visibleCount
        var title = ListTitle("Findings", isFocused: isFocused, canvas)
        title.add(shown: count, of: findings.progress == .ready ? max(count, findings.count) : nil)
        title.add(filter: filter)
        let inside = canvas.box(area, title: title.text, isFocused: isFocused)
        canvas.hit(area, .pane(.list))
        let rows = max(0, inside.rows - 1 - drawCoverage(in: inside, on: &canvas))
        canvas.frame.viewport.listRows = rows
        guard count > 0 else { return ListWords.draw(emptyWords, .dim, in: inside, on: &canvas) }
        let grid = ListGrid(columns: ListColumns(Self.wishes, width: inside.columns), order: nil, isFocused: isFocused, offset: list.column)
        grid.drawTitles(at: inside.origin, on: &canvas) { _ in nil }
        let first = min(list.top, max(0, count - 1))
        for (line, index) in (first..<min(count, first + rows)).enumerated() {
            let place = Rect(column: inside.column, row: inside.row + 1 + line, columns: inside.columns, rows: 1)
            grid.draw(cells(findings.entries[index], grid.columns), in: place, on: &canvas)
            canvas.hit(place, .row(index))
        }
        canvas.scrollbar(area, first: first, visible: rows, total: count, isFocused: isFocused)
    }

    func actions(for target: HitTarget, isDouble: Bool) -> [Action] { ListClicks.actions(for: target, isDouble: isDouble) }

    /// By which rules it was looked and what is not known, below the rows.
    ///
    /// - Returns: How many lines it took.
    private func drawCoverage(in inside: Rect, on canvas: inout Canvas) -> Int {
        guard findings.visibleCount > 0, !findings.coverage.isEmpty, inside.rows >= 6 else { return 0 }
        let lines = TextWidth.wrap(findings.coverage, columns: max(1, inside.columns - 2)).prefix(inside.rows >= 12 ? 3 : 1)
        for (index, line) in lines.enumerated() {
            let row = inside.row + inside.rows - lines.count + index
            canvas.write(line, .dim, at: Point(column: inside.column + 1, row: row), columns: inside.columns - 1)
        }
        return lines.count
    }

    private var emptyWords: [String] {
        switch findings.progress {
        case .reading: return ["Looking through everything…"]
        case .waiting(let objects): return ["\(Count.text(objects)) objects are looked through once somebody asks, as now: a moment."]
        case .ready: break
        }
        let place = namespace.map { " in \($0)" } ?? ""
        guard filter.isEmpty else {
            return [filter.remark?.sentence, "No finding\(place) matches /\(TextWidth.fit(filter.text, columns: 60)). Esc clears the filter."].compactMap { $0 }
        }
        let more = namespace == nil ? "" : " 0 shows all namespaces."
        return ["Nothing is wrong\(place), as far as the resources say.\(more)", findings.coverage].filter { !$0.isEmpty }
    }

    private func cells(_ found: FoundFinding, _ columns: ListColumns) -> ListCells {
        let finding = found.finding, look = Self.look(found)
        var cells = ListCells(glyph: look.glyph, tone: look.tone, isSelected: found.id == list.selected, cells: [])
        let tone = found.isSettling ? Tone.dim : .plain
        cells.cells = columns.columns.map { column in
            switch column.content {
            case .kind: .init(finding.code.rawValue, look.tone)
            case .name: .init(Self.name(found), tone)
            case .words: .init(finding.message, tone)
            case .namespace, .own, .age, .time: .init("")
            }
        }
        return cells
    }

    /// `TrafficPolicy shop/limits`.
    static func name(_ found: FoundFinding) -> String {
        found.object.map { "\($0)" } ?? found.finding.object.split(separator: "/").joined(separator: " ")
    }

    static func look(_ found: FoundFinding) -> (glyph: String, tone: Tone) {
        found.isSettling ? (Glyphs.of(.progressing), .dim) : look(found.finding.severity)
    }

    static func look(_ severity: FindingSeverity) -> (glyph: String, tone: Tone) {
        switch severity {
        case .error: (Glyphs.of(.failing), .failing)
        case .warning: (Glyphs.of(.warning), .warning)
        case .note: (Glyphs.of(.none), .dim)
        }
    }
}

extension ListCells {
    /// Marks the row of an object about which something is found that matters.
    mutating func mark(_ severity: FindingSeverity?) {
        guard let severity, severity > .note else { return }
        findingTone = severity == .error ? .failing : .warning
    }
}
