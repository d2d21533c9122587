import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI

/// One object, or one change: a tab for each way to look at it.
struct DetailPane: PaneView {
    let pane = Pane.detail
    let help =
        "The selected object. [ and ] change the tab, Enter enlarges it to the whole screen; in Links and Policies it goes to what is under the cursor, and = enlarges. Esc comes back."
    private let state: DashboardState
    private let isFocused: Bool

    init(_ state: DashboardState) {
        self.state = state
        isFocused = state.focus == .detail
    }

    func draw(in area: Rect, on canvas: inout Canvas) {
        let inside = canvas.box(area, title: title(canvas), isFocused: isFocused)
        canvas.hit(area, .pane(.detail))
        guard state.subject != nil || state.selectedFinding != nil else {
            return canvas.write("Nothing is selected.", .dim, at: inside.origin, columns: inside.columns)
        }
        drawTabs(in: inside, on: &canvas)
        let content = Rect(
            column: inside.column, row: inside.row + 1, columns: inside.columns, rows: max(0, inside.rows - 1))
        canvas.frame.viewport.detailRows = content.rows
        canvas.frame.viewport.detailColumns = content.columns
        drawTab(in: content, on: &canvas)
        canvas.scrollbar(
            area, first: state.detail.top, visible: content.rows, total: canvas.frame.viewport.detailContent,
            isFocused: isFocused)
    }

    func actions(for target: HitTarget, isDouble: Bool) -> [Action] {
        switch target {
        case .tab(let tab): [.focus(.detail), .tab(tab)]
        case .line(let row): [.focus(.detail), .putCursor(row)] + (isDouble && state.shownTab.isTree ? [.jump] : [])
        default: [.focus(.detail)]
        }
    }

    private func title(_ canvas: Canvas) -> StyledText {
        guard let subject = state.subject else {
            return state.selectedFinding.map { canvas.styled(FindingsPane.name($0), isFocused ? .accent : .strong) } ?? canvas.styled("Detail", .dim)
        }
        var title = canvas.styled(subject.key.name, isFocused ? .accent : .strong)
        if let row = state.selectedRow, row.isDeleting { title.append(canvas.styled("  deleting", .warning)) }
        guard state.place != .kind else { return title }
        // Where the list shows many kinds, the detail says which this is.
        title.append(canvas.styled(canvas.rule + state.subjectKind.kind.type.kind, .dim))
        if let namespace = subject.key.namespace { title.append(canvas.styled(canvas.rule + namespace, .dim)) }
        return title
    }

    private func drawTab(in content: Rect, on canvas: inout Canvas) {
        let columns = content.columns - 1, tab = state.shownTab
        if tab == .change, let entry = state.selectedChange {
            return show(ChangeTab(entry: entry).lines(columns: columns, &canvas), in: content, on: &canvas)
        }
        if tab == .findings {
            let own = FindingsTab(findings: state.findingsOnScreen, progress: state.cluster.findings.progress)
            return show(own.lines(columns: columns, canvas), in: content, on: &canvas)
        }
        guard let row = state.selectedRow else {
            return show([StyledText()] + canvas.wrapped("It is not there any more.", .dim, columns: columns), in: content, on: &canvas)
        }
        switch tab {
        case .summary, .change, .findings:
            show(SummaryTab(row: row, kind: state.subjectKind, look: state.detail.look, loss: state.detail.loss, wins: state.detail.wins, findings: state.findingsOnScreen).lines(columns: columns, &canvas), in: content, on: &canvas)
        case .conditions:
            show(ConditionsTab(row: row, kind: state.subjectKind).lines(columns: columns, &canvas), in: content, on: &canvas)
        case .timeline:
            show(TimelineTab(history: state.subjectKind.timeline[row.key]).lines(columns: columns, canvas), in: content, on: &canvas)
        case .yaml: YAMLTab(detail: state.detail, isFocused: isFocused).draw(in: content, on: &canvas)
        case .links, .policies:
            LinksTab(links: state.detail[tree: tab], top: state.detail.top, column: state.detail.column, isFocused: isFocused).draw(in: content, on: &canvas)
        }
    }

    private var findingCount: Int { state.findingsOnScreen.count { $0.finding.severity > .note } }

    private func drawTabs(in inside: Rect, on canvas: inout Canvas) {
        let tabs = state.tabs, shown = state.shownTab, search = search
        // What is looked for is told in any case; the tabs take what it leaves.
        let room = search.map { inside.columns - min(TextWidth.of($0.text) + 1, inside.columns / 2) } ?? inside.columns, end = inside.column + room
        let titles = tabs.map { $0 == .findings && findingCount > 0 ? "\($0.title) \(findingCount)" : $0.title }
        let texts = zip(tabs, titles).map { canvas.theme.depth == .none && $0 == shown ? "[\($1)]" : $1 }
        let widths = texts.map { TextWidth.of($0) + 2 }
        // The open one is always among them; where others are left out, the ends say so.
        let open = tabs.firstIndex(of: shown) ?? 0
        var first = 0
        func needs(_ range: ClosedRange<Int>) -> Int { widths[range].reduce(0, +) + (range.lowerBound > 0 ? 2 : 0) + (range.upperBound < tabs.count - 1 ? 1 : -2) }
        while first < open, needs(first...open) > room { first += 1 }
        var column = inside.column
        if first > 0 {
            canvas.write("…", .dim, at: inside.origin, columns: 1)
            column += 2
        }
        for index in first..<tabs.count {
            let isLast = index == tabs.count - 1, width = widths[index] - 2
            guard column + width + (isLast ? 0 : 3) <= end || (index == open && column + width <= end) else {
                canvas.write("…", .dim, at: Point(column: min(column, end - 1), row: inside.row), columns: 1)
                column = end + 1
                break
            }
            let style = index == open ? canvas.theme.style(.accent).underline() : canvas.theme.style(.dim)
            canvas.frame.surface.write(texts[index], at: Point(column: column, row: inside.row), style: style, columns: width)
            canvas.hit(Rect(column: column, row: inside.row, columns: width, rows: 1), .tab(tabs[index]))
            column += widths[index]
        }
        guard let search else { return }
        let place = min(column, end + 1)
        canvas.write(search.text, search.tone, at: Point(column: place, row: inside.row), columns: inside.column + inside.columns - place)
    }

    /// What is looked for, and how often it is there; nil where nothing is.
    private var search: (text: String, tone: Tone)? {
        let detail = state.detail, links = detail[tree: state.shownTab]
        func told(_ search: String, _ index: Int, _ count: Int, _ fault: String?) -> (text: String, tone: Tone)? {
            guard !search.isEmpty else { return nil }
            return (fault ?? "/\(search) \(count == 0 ? 0 : index + 1) of \(count)", count == 0 ? .warning : .accent)
        }
        switch state.shownTab {
        case .yaml:
            return detail.document.flatMap { told(detail.search, detail.matchIndex, $0.matches.count, $0.searchFault) }
        case .links, .policies: return told(links.search, links.matchIndex, links.matches.count, links.searchFault)
        case .change, .summary, .conditions, .timeline, .findings: return nil
        }
    }

    /// Shows that part of the lines which is scrolled to.
    private func show(_ lines: [StyledText], in area: Rect, on canvas: inout Canvas) {
        canvas.frame.viewport.detailContent = lines.count
        let first = max(0, min(state.detail.top, lines.count - area.rows))
        for (row, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            canvas.write(line, at: Point(column: area.column, row: area.row + row), columns: area.columns)
        }
    }
}
