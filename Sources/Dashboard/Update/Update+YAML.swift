import KubeModel

/// The cursor in the YAML, and what it points at.
extension DashboardState {
    /// The line of the document under the cursor; nil where there is no document.
    public var cursorLine: Int? {
        guard let rows = detail.rows?.rows, !rows.isEmpty else { return nil }
        return rows[max(0, min(detail.cursor, rows.count - 1))].line
    }

    /// The field under the cursor.
    public var cursorPath: FieldSteps? {
        guard let document = detail.document, let line = cursorLine, document.lines.indices.contains(line) else { return nil }
        return document.lines[line].path
    }

    mutating func moveCursor(_ by: Int) {
        guard let count = detail.rows?.rows.count, count > 0 else { return }
        screen.detail.cursor = max(0, min(detail.cursor + max(-count, min(by, count)), count - 1))
        showCursor()
    }

    /// Moves the window as little as shows the cursor.
    private mutating func showCursor() {
        let rows = max(1, viewport.detailRows)
        if detail.cursor < detail.top { screen.detail.top = detail.cursor }
        if detail.cursor >= detail.top + rows { screen.detail.top = detail.cursor - rows + 1 }
    }

    /// Puts the cursor on a line, unfolding what hides it; the window shows what is around it.
    mutating func putCursor(onLine line: Int) {
        guard let document = detail.document, document.lines.indices.contains(line) else { return }
        let path = document.lines[line].path
        let hiding = detail.folded.filter { path != $0 && path.begins(with: $0) }
        if !hiding.isEmpty {
            screen.detail.folded.subtract(hiding)
            layOutDocument()
        }
        screen.detail.cursor = detail.rows?.row(of: line) ?? 0
        let rows = max(1, viewport.detailRows)
        if detail.cursor < detail.top || detail.cursor >= detail.top + rows {
            screen.detail.top = max(0, detail.cursor - rows / 2)
        }
    }

    /// Goes to a field of the selected object, in its YAML.
    mutating func go(to path: FieldSteps) {
        guard let line = detail.document?.line(of: path) else { return }
        putCursor(onLine: line)
    }

    mutating func toggleWrap() {
        let line = cursorLine
        screen.detail.wraps.toggle()
        screen.detail.column = 0
        layOutDocument()
        if let line { putCursor(onLine: line) }
    }

    /// Folds away what stands below the line under the cursor, or unfolds it.
    mutating func toggleFold() {
        guard let document = detail.document, let line = cursorLine else { return }
        let path = document.lines[line].path
        if detail.folded.contains(path) {
            screen.detail.folded.remove(path)
        } else if !document.block(below: line).isEmpty {
            screen.detail.folded.insert(path)
        } else if let parent = holder(of: line) {
            // On a single value, what holds it.
            screen.detail.folded.insert(document.lines[parent].path)
            layOutDocument()
            return putCursor(onLine: parent)
        }
        layOutDocument()
        showCursor()
    }

    /// The nearest line above whose block has a line.
    private func holder(of line: Int) -> Int? {
        guard let document = detail.document else { return nil }
        return (0..<line).last { document.block(below: $0).contains(line) }
    }

    /// Lays the document out anew where anything is another than before; the cursor stays on its line.
    mutating func layOutDocument() {
        guard let document = detail.document else {
            screen.detail.rows = nil
            return
        }
        let source = YAMLRows.Source(
            identity: document.identity, folded: detail.folded, columns: detail.wraps ? viewport.detailColumns : nil)
        guard detail.rows?.source != source else { return }
        let line = cursorLine, offset = detail.cursor - detail.top
        let rows = YAMLRows(document, source)
        screen.detail.rows = rows
        guard let line else { return }
        screen.detail.cursor = rows.row(of: line)
        screen.detail.top = max(0, min(detail.cursor - offset, rows.rows.count - viewport.detailRows))
    }

    /// The path of the field under the cursor, and at once again its value.
    mutating func copyField() -> [Effect] {
        guard let document = detail.document, let line = cursorLine, let path = cursorPath else { return [] }
        guard detail.copiedPath != path else {
            screen.detail.copiedPath = nil
            let words = document.hasMasked ? ", what is masked stays so" : ""
            tell("Copied the value of \(SafeText.spelled("\(path)"))\(words)", .plain)
            return [.copy(document.text(at: line))]
        }
        screen.detail.copiedPath = path
        tell("Copied \(SafeText.spelled("\(path)")); w again copies its value", .plain)
        return [.copy("\(path)")]
    }
}
