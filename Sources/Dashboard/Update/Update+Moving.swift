import KubeModel

extension DashboardState {
    mutating func move(_ by: Int) -> [Effect] {
        if scrollOverlay(by) { return [] }
        switch focus {
        case .kinds: return selectKind(max(0, min(kindIndex + by, kinds.count - 1)))
        case .list: return selectRow(currentList.selectedIndex + by)
        case .detail: screen.detail.top = clampedTop(detail.top + by)
        }
        return []
    }

    mutating func page(_ by: Int) -> [Effect] {
        if scrollOverlay(by * max(1, viewport.overlayRows - 1)) { return [] }
        switch focus {
        case .kinds: return move(by * kinds.count)
        case .list: return selectRow(currentList.selectedIndex + by * max(1, viewport.listRows - 1))
        case .detail: screen.detail.top = clampedTop(detail.top + by * max(1, viewport.detailRows - 1))
        }
        return []
    }

    mutating func jump(toEnd: Bool) -> [Effect] {
        if scrollOverlay(toEnd ? 100_000 : -100_000) { return [] }
        switch focus {
        case .kinds: return selectKind(toEnd ? kinds.count - 1 : 0)
        case .list: return selectRow(toEnd ? current.table.visibleCount - 1 : 0)
        case .detail: screen.detail.top = toEnd ? clampedTop(viewport.detailContent) : 0
        }
        return []
    }

    private func clampedTop(_ top: Int) -> Int {
        max(0, min(top, viewport.detailContent - viewport.detailRows))
    }

    private mutating func scrollOverlay(_ by: Int) -> Bool {
        let most = max(0, viewport.overlayContent - viewport.overlayRows)
        func clamped(_ scroll: Int) -> Int { max(0, min(scroll + by, most)) }
        switch overlay {
        case .help(let scroll): screen.overlay = .help(scroll: clamped(scroll))
        case .requests(let scroll): screen.overlay = .requests(scroll: clamped(scroll))
        case .page(let title, let lines, let scroll):
            screen.overlay = .page(title: title, lines: lines, scroll: clamped(scroll))
        case .picker(var picker):
            picker.index = max(0, min(picker.index + by, picker.rows.count - 1))
            screen.overlay = .picker(picker)
        case .prompt, .confirm: break
        case nil: return false
        }
        return true
    }

    mutating func scroll(_ pane: Pane, by: Int) -> [Effect] {
        if scrollOverlay(by) { return [] }
        switch pane {
        case .kinds: return selectKind(max(0, min(kindIndex + by.signum(), kinds.count - 1)))
        case .list: return selectRow(currentList.selectedIndex + by)
        case .detail: screen.detail.top = clampedTop(detail.top + by)
        }
        return []
    }

    mutating func selectKind(_ index: Int) -> [Effect] {
        screen.wantedKind = nil
        guard kinds.indices.contains(index), index != kindIndex else { return [] }
        screen.kindIndex = index
        let order = order
        current.table.sort(by: order)
        keepPlace(in: kindIndex, anew: true)
        scrollToSelection()
        return wantFullObject()
    }

    mutating func selectRow(_ index: Int) -> [Effect] {
        let former = currentList.selected
        currentList.select(index: index, in: current.table, rows: viewport.listRows)
        guard former != currentList.selected else { return [] }
        return wantFullObject()
    }

    /// To the end of the longest line, and no further.
    mutating func scrollSideways(_ by: Int) {
        let most = max(0, (detail.document?.width ?? 0) - 1)
        screen.detail.column = max(0, min(detail.column + by, most))
    }

    mutating func halfPage(_ by: Int) {
        screen.detail.top = clampedTop(detail.top + by * max(1, viewport.detailRows / 2))
    }

    mutating func open() -> [Effect] {
        switch focus {
        case .kinds: screen.focus = .list
        case .list:
            guard selectedRow != nil else { return [] }
            screen.focus = .detail
            screen.isDetailOpen = true
        case .detail: break
        }
        return []
    }

    mutating func back() -> [Effect] {
        switch focus {
        case .detail where !detail.search.isEmpty && detail.tab == .yaml: search("")
        case .detail:
            screen.focus = .list
            screen.isDetailOpen = false
        case .list where !filter.isEmpty: setFilter("")
        case .list where !currentList.marked.isEmpty: currentList.removeMarks()
        case .list: screen.focus = .kinds
        case .kinds: screen.focus = .list
        }
        return []
    }

    mutating func focus(on pane: Pane) -> [Effect] {
        screen.focus = pane
        screen.isDetailOpen = pane == .detail
        return []
    }

    mutating func focusNext(_ step: Int) -> [Effect] {
        let panes = Pane.allCases, place = panes.firstIndex(of: focus) ?? 0
        return focus(on: panes[(place + step + panes.count) % panes.count])
    }

    mutating func sort(by field: RowOrder.Field) {
        screen.order = RowOrder(field, isReversed: order.field == field ? !order.isReversed : false)
        let order = order
        current.table.sort(by: order)
        keepPlace(in: kindIndex, anew: true)
        scrollToSelection()
    }

    mutating func setFilter(_ text: String) {
        guard text != filter.text else { return }
        let filter = RowFilter(text), namespace = namespace
        current.show(namespace: namespace, filter: filter)
        keepPlace(in: kindIndex, anew: true)
        scrollToSelection()
    }
}
