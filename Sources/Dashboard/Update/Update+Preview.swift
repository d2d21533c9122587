import GatewayGraph
import KubeModel

/// What a write would do, before it is sent.
extension DashboardState {
    mutating func show(_ preview: WritePreview, before deed: PreviewDeed) -> [Effect] {
        guard cluster.info.manners.asksBeforeSending else { return send(deed) }
        guard case .job(let job) = deed else {
            screen.overlay = .preview(preview, deed)
            return foresee(preview.foreseen)
        }
        var preview = preview
        preview.isExamined = false
        screen.overlay = .preview(preview, deed)
        return [.examine(job)] + foresee(preview.foreseen)
    }

    /// It is known what the server would refuse. What the person agreed to already is sent now, unless they have to read something first.
    mutating func take(_ refusals: [Int: String], of job: WriteJob) -> [Effect] {
        switch overlay {
        case .preview(var preview, .job(job)) where !preview.isExamined:
            for (place, refusal) in refusals where preview.entries.indices.contains(place) { preview.entries[place].refusal = refusal }
            let isSentNow = preview.isAgreed && refusals.isEmpty
            (preview.isExamined, preview.isAgreed) = (true, false)
            screen.overlay = .preview(preview, .job(job))
            return isSentNow ? send(.job(job)) : []
        case .confirm(var confirmation) where confirmation.deed == .job(job):
            let known = confirmation.consequences
            confirmation.consequences += refusals.sorted { $0.key < $1.key }.map { job.sentence(job.records[$0.key], $0.value) }.filter { !known.contains($0) }
            screen.overlay = .confirm(confirmation)
        default: break
        }
        return []
    }

    /// The person wants what is shown sent: all that the server would take.
    mutating func agree(to preview: WritePreview, _ deed: PreviewDeed) -> [Effect] {
        guard preview.isExamined else {
            var preview = preview
            preview.isAgreed = true
            screen.overlay = .preview(preview, deed)
            return []
        }
        guard case .job(let job) = deed, !preview.refused.isEmpty else { return send(deed) }
        if let reason = refusalReason {
            tell(reason, .failing)
            return []
        }
        return send(.job(job.without(preview.refused)))
    }

    /// Why nothing of what is shown can be sent; nil where something can.
    var refusalReason: String? {
        guard case .preview(let preview, _) = overlay, preview.refused.count == preview.entries.count, !preview.entries.isEmpty else { return nil }
        return "Nothing of this can be sent: the server would refuse it. esc leaves it."
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
