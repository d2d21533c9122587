import Dashboard
import GatewayGraph
import KubeModel
import TerminalUI

/// What an object uses and what uses it, as trees with a cursor. Only rows on screen are looked at.
struct LinksTab {
    let links: LinksState
    let top: Int
    let column: Int
    let isFocused: Bool

    /// Before the tree: the cursor.
    private static let gutter = 1

    func draw(in area: Rect, on canvas: inout Canvas) {
        canvas.frame.viewport.detailContent = links.rows.count
        canvas.frame.viewport.detailColumns = max(8, area.columns - Self.gutter)
        guard links.tree != nil else { return canvas.write("Looking…", .dim, at: area.origin, columns: area.columns) }
        let first = max(0, min(top, links.rows.count - area.rows))
        for (offset, row) in links.rows.dropFirst(first).prefix(area.rows).enumerated() {
            let place = Rect(column: area.column, row: area.row + offset, columns: area.columns, rows: 1)
            let number = first + offset, isCursor = number == links.cursor
            var text = line(row, columns: area.columns - Self.gutter, canvas)
            if column > 0 { text = text.dropFirst(column) }
            if links.isMatch(number) { text = text.styled { $0.reverse() } }
            canvas.write(isCursor ? "›" : " ", .accent, at: place.origin, columns: 1)
            canvas.write(
                text.fit(columns: area.columns - Self.gutter), at: Point(column: place.column + Self.gutter, row: place.row),
                columns: area.columns - Self.gutter)
            // What is cut says so, also on the left.
            if column > 0 { canvas.write("…", .dim, at: Point(column: place.column + Self.gutter, row: place.row), columns: 1) }
            if isCursor { canvas.frame.surface.restyle(place) { canvas.theme.selected($0, isFocused: isFocused) } }
            canvas.hit(place, .line(number))
        }
    }

    private func line(_ row: LinkRow, columns: Int, _ canvas: Canvas) -> StyledText {
        var line = canvas.styled(Self.guides(row, canvas), .dim)
        if let role = row.role { line.append(canvas.styled(role + " ", .key)) }
        line.append(canvas.styled(Self.fold(row), .dim))
        switch row.subject {
        case .heading(let word): return canvas.styled(word, .strong)
        case .object(let object): append(object, to: &line, canvas)
        case .choice(let text, let emptiness):
            line.append(canvas.styled(text, .plain))
            if let emptiness { line.append(canvas.styled("  \(emptiness)", .warning)) }
        case .group(let kind, let count, let failing):
            line.append(canvas.styled("\(Count.text(count)) of kind \(kind)", .plain))
            if failing > 0 { line.append(canvas.styled("  \(Glyphs.of(.failing)) \(Count.text(failing))", .failing)) }
        case .more(let count): line.append(canvas.styled("… and \(Count.text(count)) more", .dim))
        case .nothing: line.append(canvas.styled("nothing that is known", .dim))
        case .line(let said):
            if !said.label.isEmpty { line.append(canvas.styled(said.label + (said.text.isEmpty ? "" : "  "), .key)) }
            line.append(canvas.styled(said.text, said.tone.shown))
        }
        return line
    }

    private func append(_ object: LinkedObject, to line: inout StyledText, _ canvas: Canvas) {
        let health = object.health ?? .none
        if object.isDeleting {
            line.append(canvas.styled("\(Glyphs.deleting) ", .dim))
        } else {
            let glyph = object.isBroken ? Glyphs.of(.failing) : object.presence == .there ? Glyphs.of(health) : "?"
            line.append(canvas.styled(glyph + " ", object.isBroken ? .failing : object.presence == .there ? health.tone : .dim))
        }
        let tone: Tone = object.isBroken ? .failing : object.presence == .there ? .plain : .dim
        line.append(canvas.styled("\(object.id.kind) ", object.isBroken ? .failing : .dim))
        line.append(canvas.styled("\(object.id.key)", tone))
        for section in object.sections { line.append(canvas.styled(" #\(section)", .accent)) }
        if object.count > 1 { line.append(canvas.styled(canvas.theme.isASCII ? " x\(object.count)" : " ×\(object.count)", .dim)) }
        if object.isCycle { line.append(canvas.styled(canvas.theme.isASCII ? " (again)" : " ↺", .warning)) }
        if let remark = object.remark { line.append(canvas.styled("  \(remark)", object.isBroken ? .failing : .dim)) }
    }

    private static func guides(_ row: LinkRow, _ canvas: Canvas) -> String {
        let isASCII = canvas.theme.isASCII
        let bar = isASCII ? "| " : "│ ", end = isASCII ? "`-" : "└ ", middle = isASCII ? "|-" : "├ "
        guard let last = row.lasts.last else { return "" }
        return row.lasts.dropLast().map { $0 ? "  " : bar }.joined() + (last ? end : middle)
    }

    /// In ASCII these are `v` and `>`: `+` is the glyph of what is healthy.
    private static func fold(_ row: LinkRow) -> String {
        switch row.fold {
        case .leaf: ""
        case .open: "▾ "
        case .shut: "▸ "
        }
    }
}
