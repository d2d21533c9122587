import KubeModel

extension DashboardState {
    mutating func move(_ by: Int) -> [Effect] {
        if scrollOverlay(by) { return [] }
        switch focus {
        case .kinds: return moveAmongKinds(by)
        case .list: return selectRow(listIndex + by)
        case .detail: moveInDetail(by)
        }
        return []
    }

    mutating func page(_ by: Int) -> [Effect] {
        if scrollOverlay(by * max(1, viewport.overlayRows - 1)) { return [] }
        switch focus {
        case .kinds: return moveAmongKinds(by * kindLines.count)
        case .list: return selectRow(listIndex + by * max(1, viewport.listRows - 1))
        case .detail: moveInDetail(by * max(1, viewport.detailRows - 1))
        }
        return []
    }

    mutating func halfPage(_ by: Int) { moveInDetail(by * max(1, viewport.detailRows / 2)) }

    mutating func jump(toEnd: Bool) -> [Effect] {
        let far = toEnd ? 1_000_000_000 : -1_000_000_000
        if scrollOverlay(far) { return [] }
        switch focus {
        case .kinds: return moveAmongKinds(far)
        case .list: return selectRow(toEnd ? listCount - 1 : 0)
        case .detail: moveInDetail(far)
        }
        return []
    }

    private func clampedTop(_ top: Int) -> Int {
        max(0, min(top, viewport.detailContent - viewport.detailRows))
    }

    /// Where there is a cursor it moves; other text scrolls.
    private mutating func moveInDetail(_ by: Int) {
        switch shownTab {
        case .yaml: moveCursor(by)
        case .links, .policies: moveLinkCursor(by)
        case .change, .summary, .conditions, .timeline, .findings: screen.detail.top = clampedTop(detail.top + by)
        }
    }

    private mutating func scrollOverlay(_ by: Int) -> Bool {
        let most = max(0, viewport.overlayContent - viewport.overlayRows)
        func clamped(_ scroll: Int) -> Int { max(0, min(scroll + by, most)) }
        switch overlay {
        case .help(let scroll): screen.overlay = .help(scroll: clamped(scroll))
        case .requests(let scroll): screen.overlay = .requests(scroll: clamped(scroll))
        case .page(let title, let lines, let scroll):
            screen.overlay = .page(title: title, lines: lines, scroll: clamped(scroll))
        case .answer(let request, let lines, let scroll):
            screen.overlay = .answer(to: request, lines: lines, scroll: clamped(scroll))
        case .diff(let title, let changes, let scroll):
            screen.overlay = .diff(title: title, changes: changes, scroll: clamped(scroll))
        case .picker(var picker):
            picker.index = max(0, min(picker.index + by, picker.rows.count - 1))
            screen.overlay = .picker(picker)
        case .confirm(var confirmation):
            confirmation.scroll = clamped(confirmation.scroll)
            screen.overlay = .confirm(confirmation)
        case .preview(var preview, let deed):
            preview.scroll = clamped(preview.scroll)
            screen.overlay = .preview(preview, deed)
        case .prompt: break
        case nil: return false
        }
        return true
    }

    mutating func scroll(_ pane: Pane, by: Int) -> [Effect] {
        if scrollOverlay(by) { return [] }
        switch pane {
        case .kinds: return moveAmongKinds(by.signum())
        case .list: return selectRow(listIndex + by)
        case .detail: moveInDetail(by)
        }
        return []
    }

    mutating func selectRow(_ index: Int) -> [Effect] {
        let former = subject
        select(at: index)
        guard former != subject else { return [] }
        return wantFullObject()
    }

    /// What does not fit: in the detail to the end of the longest line, in a list as far as its texts may be long.
    mutating func scrollSideways(_ by: Int) {
        guard focus == .detail else { return scrollList(by: by) }
        let most = shownTab.isTree ? detail[tree: shownTab].width : max(0, (detail.document?.width ?? 0) - 1)
        screen.detail.column = max(0, min(detail.column + by, most))
    }

    mutating func open() -> [Effect] {
        switch focus {
        case .kinds:
            if place == .absent { return toggleAbsentKinds() }
            screen.focus = .list
        case .list:
            if place == .absent { return toggleAbsentKinds() }
            if place == .findings { return openFinding() }
            guard subject != nil else { return [] }
            zoom(from: .list)
        case .detail: if screen.zoomedFrom == nil { zoom(from: .detail) } else { unzoom() }
        }
        return []
    }

    private mutating func zoom(from pane: Pane) {
        screen.zoomedFrom = pane
        screen.focus = .detail
    }

    private mutating func unzoom() {
        guard let pane = screen.zoomedFrom else { return }
        screen.zoomedFrom = nil
        screen.focus = pane
    }

    mutating func back() -> [Effect] {
        switch focus {
        case .detail where !detail.search.isEmpty && shownTab == .yaml, .detail where shownTab.isTree && !detail[tree: shownTab].search.isEmpty:
            search("")
        case .detail where screen.zoomedFrom != nil: unzoom()
        case .detail: screen.focus = .list
        case .list where !filter.isEmpty: setFilter("")
        case .list where markedCount > 0: removeMarks()
        case .list: screen.focus = .kinds
        case .kinds: screen.focus = .list
        }
        return []
    }

    mutating func focus(on pane: Pane) -> [Effect] {
        if pane != .detail { screen.zoomedFrom = nil }
        screen.focus = pane
        return []
    }

    mutating func focusNext(_ step: Int) -> [Effect] {
        let panes = Pane.allCases, place = panes.firstIndex(of: focus) ?? 0
        return focus(on: panes[(place + step + panes.count) % panes.count])
    }
}
