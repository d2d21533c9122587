import GatewayGraph
import KubeModel

/// What a write would do, before it is sent.
extension DashboardState {
    mutating func show(_ preview: WritePreview, before deed: PreviewDeed) -> [Effect] {
        guard cluster.info.manners.asksBeforeSending else { return send(deed) }
        screen.overlay = .preview(preview, deed)
        return foresee(preview.foreseen)
    }

    /// Asks the graph what changes would do.
    func foresee(_ changes: [ForeseenChange]) -> [Effect] { changes.isEmpty ? [] : [.ask(.foresee(changes))] }

    /// The graph has said it. Of a question that is not asked any more nobody wants to know.
    mutating func take(_ effect: ChangeEffect, of changes: [ForeseenChange]) {
        switch overlay {
        case .preview(var preview, let deed) where preview.foreseen == changes:
            preview.effect = effect.lines
            screen.overlay = .preview(preview, deed)
        case .confirm(var confirmation) where confirmation.foreseen == changes:
            confirmation.effect = effect.lines
            screen.overlay = .confirm(confirmation)
        default: break
        }
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
        guard canEditAgain else { return [] }
        closePreview()
        return [.answerPreview(.edit)]
    }

    /// Whether what is shown was made in an editor.
    var canEditAgain: Bool { if case .preview(let preview, .edit) = overlay { preview.canEdit } else { false } }

    mutating func send(_ deed: PreviewDeed) -> [Effect] {
        closePreview()
        switch deed {
        case .edit: return [.answerPreview(.send)]
        case .job(let job): return begin(job)
        }
    }

    mutating func leavePreview(_ deed: PreviewDeed) -> [Effect] {
        closePreview()
        switch deed {
        case .edit: return [.answerPreview(.leave)]
        case .job:
            tell("Nothing was sent.", .plain)
            return []
        }
    }

    private mutating func closePreview() {
        screen.overlay = screen.waitingPage
        screen.waitingPage = nil
    }
}
