import Foundation
import KubeModel

extension DashboardState {
    /// Applies one action. Pure: the same state and action give the same result; whatever has to be done outside is returned.
    public mutating func update(_ action: Action) -> [Effect] {
        if !action.isTyping { takeTyped() }
        if !action.isPassing { refreshDocument() }
        if action.concernsSelection { keepSelection() }
        let effects = perform(action), wasFollowed = followSelection()
        if !action.isPassing { refreshDocument() }
        return effects + (wasFollowed || action.mayShowSummary ? wantLook() : []) + followGraph()
    }

    private mutating func perform(_ action: Action) -> [Effect] {
        switch action {
        case .move(let by): return move(by)
        case .page(let by): return page(by)
        case .first: return jump(toEnd: false)
        case .last: return jump(toEnd: true)
        case .open: return open()
        case .back: return back()
        case .halfPage(let by): halfPage(by)
        case .focus(let pane): return focus(on: pane)
        case .focusNext(let step): return focusNext(step)
        case .tab(let tab): return show(tab)
        case .tabNext(let step): return showNextTab(step)
        case .scrollSideways(let by): scrollSideways(by)
        case .selectKind(let index): return selectKind(index)
        case .show(let place):
            screen.focus = .list
            return show(place)
        case .toggleAbsentKinds: return toggleAbsentKinds()
        case .selectRow(let index): return selectRow(index)
        case .scroll(let pane, let by): return scroll(pane, by: by)
        case .grow(let by): screen.detailGrowth = max(-8, min(8, detailGrowth + by))
        case .describe: return show(.conditions, focusing: true)
        case .yaml: return show(.yaml, focusing: true)
        case .links: return show(.links, focusing: true)
        case .policies: return show(.policies, focusing: true)
        case .findings: return show(.findings, focusing: true)
        case .copyCure: return copyCure()
        case .jump: return jump()
        case .jumpBack: return jumpBack()
        case .turnBranch(let turn): turnBranch(turn)
        case .answered(let answer): take(answer)
        case .toggleManagedFields: return toggleManagedFields()
        case .toggleSecrets: screen.detail.revealsSecrets.toggle()
        case .nextMatch(let step): goToMatch(step)
        case .help: screen.overlay = .help(scroll: 0)
        case .requests:
            screen.overlay = .requests(scroll: 0)
            return [.readRequests]
        case .filterPrompt: openPrompt(.filter)
        case .searchPrompt: openPrompt(.search)
        case .commandPrompt:
            openPrompt(.command)
            return [.listContexts]
        case .namespacePicker:
            openNamespacePicker()
            return [.listNamespaces]
        case .allNamespaces: return choose(namespace: nil)
        case .sort(let field): sort(by: field)
        case .answerNotice: screen.notice = nil
        case .edit(let edit): return editLine(edit)
        case .complete(let step): complete(step)
        case .recall(let by): recall(by)
        case .diff: return openDiff()
        case .savePrompt: openSavePrompt()
        case .toggleMouse:
            screen.hasMouse.toggle()
            tell(screen.hasMouse ? "Clicks come here again." : "The terminal has the mouse: select text with it. M takes it back.", .plain)
            return [.setMouse(screen.hasMouse)]
        case .showChanges(let seconds):
            screen.focus = .list
            return showChanges(ofLast: seconds)
        case .looked(let look): if look.id == subject { screen.detail.look = look }
        case .accept: return accept()
        case .cancel: return cancel()
        case .copyName: return focus == .detail && shownTab == .yaml ? copyField() : copyName()
        case .toggleWrap: toggleWrap()
        case .putCursor(let row):
            if shownTab == .yaml { moveCursor(row - detail.cursor) }
            if shownTab.isTree { moveLinkCursor(row - detail[tree: shownTab].cursor) }
        case .toggleFold: toggleFold()
        case .copyYAML: return copyYAML()
        case .redraw: return [.redraw]
        case .relist:
            // What asks the person may do so now.
            if case .credentialsExpired = connection, cluster.info.plugin != nil { return [.logIn] }
            return [.relist(subjectKind.isWatched ? subjectKind.watch : nil)]
        case .suspend: return [.suspend]
        case .quit: return askToQuit()
        case .editResource: return editResource()
        case .createResource: return createResource()
        case .deleteResource: return askToDelete()
        case .mark: return mark()
        case .markRange: return markRange()
        case .undo: return undoLast()
        case .redo: return redoLast()
        case .confirm: return confirm()
        case .backToEditor: return backToEditor()
        case .copyAsNew: return askForCopy()
        case .explain: return explain()
        case .draftsFound(let drafts): list(drafts)
        case .compareDraft: return compareDraft()
        case .deleteDraft: return deleteDraft()
        case .compared(let title, let changes): screen.overlay = .diff(title: title, changes: changes, scroll: 0)
        case .preview(let preview, let deed): return show(preview, before: deed)
        case .examined(let job, let refusals): return take(refusals, of: job)
        case .connected(let cluster): connect(to: cluster)
        case .reflector(let type, let event): return take(event, of: type)
        case .discovered(let discovery): return discover(discovery)
        case .discoveryFailed(let error, let seconds): return discoveryFailed(error, retryInSeconds: seconds)
        case .described(let type, let columns): return describe(type, columns)
        case .namespacesKnown(let names): takeNamespaces(names)
        case .contextsKnown(let names): screen.contexts = names
        case .fetched(let type, let key, let body): takeFetched(type, key, body)
        case .requestLog(let lines): cluster.requests = lines
        case .sourceRead(let report): take(report)
        case .loggingIn(let isRunning): cluster.isLoggingIn = isRunning
        case .changed(let record, let message): return take(record, message)
        case .written(nil): screen.isWriting = false
        case .written(let summary?): return take(summary)
        case .historyRead(let steps): cluster.undo = UndoLog(steps + undo.done + undo.undone)
        case .readForUndo(let step, let isRedo, let now): return offer(step, isRedo: isRedo, now)
        case .pending(let words): cluster.pending = words
        case .failed(let sentence): tell(sentence, .failing)
        case .told(let sentence): tell(sentence, .plain)
        case .announced(let sentence): screen.notice = Notice(text: sentence, tone: .warning, until: .distantFuture)
        case .restored(let last, let keepsKind, let keepsNamespace):
            restore(last, keepsKind: keepsKind, keepsNamespace: keepsNamespace)
        case .beginning(let word): return begin(with: word)
        case .showPage(let title, let lines): show(page: title, lines)
        case .tick(let now): tick(now)
        case .viewport(let viewport): take(viewport)
        case .settle: break
        }
        return []
    }

    /// Shows a sentence in the footer. Failures stay longer: they are read, not glanced at.
    mutating func tell(_ text: String, _ tone: Tone) {
        screen.notice = Notice(text: text, tone: tone, until: now.addingTimeInterval(tone == .failing ? 30 : 6))
    }

    /// Begins anew; the contexts that there are to choose from stay known.
    private mutating func connect(to cluster: ClusterInfo) {
        let (contexts, now) = (contexts, now)
        self = DashboardState(cluster: cluster, now: now)
        screen.contexts = contexts
    }

    private mutating func tick(_ now: Date) {
        self.now = now
        for index in kinds.indices { cluster.kinds[index].dropOldHighlights(now: now) }
        if let notice, notice.until <= now { screen.notice = nil }
    }

    private mutating func take(_ viewport: Viewport) {
        screen.viewport = viewport
        scrollToSelection()
        screen.detail.top = max(0, min(detail.top, viewport.detailContent - viewport.detailRows))
        if detail.wraps { layOutDocument() }
        if place == .changes { cluster.changeLog.compare(screen.changes.top..<screen.changes.top + viewport.listRows) }
        let most = max(0, viewport.overlayContent - viewport.overlayRows)
        switch overlay {
        case .help(let scroll): screen.overlay = .help(scroll: min(scroll, most))
        case .requests(let scroll): screen.overlay = .requests(scroll: min(scroll, most))
        case .page(let title, let lines, let scroll):
            screen.overlay = .page(title: title, lines: lines, scroll: min(scroll, most))
        case .answer(let request, let lines, let scroll):
            screen.overlay = .answer(to: request, lines: lines, scroll: min(scroll, most))
        case .diff(let title, let changes, let scroll):
            screen.overlay = .diff(title: title, changes: changes, scroll: min(scroll, most))
        case .confirm(var confirmation):
            confirmation.scroll = min(confirmation.scroll, most)
            screen.overlay = .confirm(confirmation)
        case .preview(var preview, let deed):
            preview.scroll = min(preview.scroll, most)
            screen.overlay = .preview(preview, deed)
        case .prompt, .picker, nil: break
        }
    }
}
