import KubeModel

/// What a write would do, before it is sent.
extension DashboardState {
    mutating func show(_ preview: WritePreview, before deed: PreviewDeed) -> [Effect] {
        guard cluster.info.manners.asksBeforeSending else { return send(deed) }
        screen.overlay = .preview(preview, deed)
        return []
    }

    /// A question is not taken off the screen by what comes in: a page waits.
    mutating func show(page title: String, _ lines: [String]) {
        let page = Overlay.page(title: title, lines: lines, scroll: 0)
        switch overlay {
        case .preview, .confirm: screen.waitingPage = page
        case .help, .requests, .prompt, .picker, .diff, .answer, .page, nil: screen.overlay = page
        }
    }

    mutating func backToEditor() -> [Effect] {
        guard case .preview(let preview, .edit) = overlay, preview.canEdit else {
            tell("This was not made in an editor: y sends it, esc leaves it.", .plain)
            return []
        }
        closePreview()
        return [.answerPreview(.edit)]
    }

    mutating func send(_ deed: PreviewDeed) -> [Effect] {
        closePreview()
        switch deed {
        case .edit: return [.answerPreview(.send)]
        case .revert(let record, let current, let isRedo): return [.revert(record, current: current, isRedo: isRedo)]
        }
    }

    mutating func leavePreview(_ deed: PreviewDeed) -> [Effect] {
        closePreview()
        switch deed {
        case .edit: return [.answerPreview(.leave)]
        case .revert(let record, _, let isRedo):
            tell("Nothing was \(isRedo ? "redone" : "undone") of \(record.key).", .plain)
            return []
        }
    }

    private mutating func closePreview() {
        screen.overlay = screen.waitingPage
        screen.waitingPage = nil
    }
}
