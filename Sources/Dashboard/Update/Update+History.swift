import KubeModel

/// Undo, redo, and what came of changes.
extension DashboardState {
    mutating func undoLast() -> [Effect] { takeBack(undo.done.last, isRedo: false) }

    mutating func redoLast() -> [Effect] { takeBack(undo.undone.last, isRedo: true) }

    /// The objects are read first: what lists say of them may be of the past, or of another namespace.
    mutating func takeBack(_ step: HistoryStep?, isRedo: Bool) -> [Effect] {
        if let reason = disabledReason(isRedo ? .redo : .undo) {
            tell(reason, .plain)
            return []
        }
        guard let step else { return [] }
        return [.readForUndo(step, isRedo: isRedo)]
    }

    /// Shows what undo or redo would do, on top of what others have done since.
    mutating func offer(_ step: HistoryStep, isRedo: Bool, _ now: [JSONValue?]) -> [Effect] {
        let what = isRedo ? "redo" : "undo"
        var records: [ChangeRecord] = [], obstacles: [String] = [], isSome = false
        for (record, now) in zip(step.records, now) {
            let wanted = isRedo ? record : record.reversed
            switch wanted.rebased(on: now) {
            case .success(let again):
                // What an earlier try has done already is not done again.
                if again.changesSomething { records.append(again) } else { isSome = true }
            case .failure(let conflict): obstacles.append("Cannot \(what) \(record.type.kind) \(record.key): \(conflict)")
            }
        }
        guard !records.isEmpty else {
            if obstacles.isEmpty, isSome {
                let effects = move(step, isRedo: isRedo)
                tell("There is nothing to \(what) of that: it is so already.", .plain)
                return effects
            }
            if obstacles.count > 1 { show(page: "Cannot \(what)", obstacles) } else { tell("\(obstacles.first ?? "There is nothing to \(what).") Nothing was sent.", .failing) }
            return []
        }
        let job = WriteJob(isRedo ? .redo(of: step.id) : .undo(of: step.id), records)
        guard records.contains(where: { $0.after == nil }) else {
            return show(WritePreview(job.title, records, remarks: obstacles), before: .job(job))
        }
        // Whichever way it comes about: nothing is deleted without a question that names it.
        let names = records.map { "\($0.type.kind) \($0.key)" }.joined(separator: ", ")
        var question = Confirmation(question: "To \(what): delete \(names)?", deed: .job(job))
        question.consequences = obstacles
        screen.overlay = .confirm(careful(question, records.map(\.key)))
        return [.examine(job)] + foresee(records.map(\.foreseen))
    }

    /// Where the context is one to be careful in, a deletion wants the name; of several their number.
    func careful(_ confirmation: Confirmation, _ keys: [ObjectKey]) -> Confirmation {
        guard cluster.info.manners.isCareful(in: cluster.info.context), let first = keys.first else { return confirmation }
        var question = confirmation
        question.wanted = keys.count == 1 ? first.name : "\(keys.count)"
        return question
    }

    mutating func begin(_ job: WriteJob) -> [Effect] {
        screen.isWriting = true
        return [.write(job)]
    }

    /// An edit was sent and stored.
    mutating func take(_ record: ChangeRecord, _ message: String) -> [Effect] {
        tell(message, .healthy)
        follow(record)
        return note(record.before == nil ? "Created" : "Replaced", [record])
    }

    /// A job has ended, well or not.
    mutating func take(_ summary: WriteSummary) -> [Effect] {
        screen.isWriting = false
        let done = Set(summary.done.map { ResourceID($0.type, $0.key) })
        removeMarks(of: done)
        var effects: [Effect] = []
        let isWhole = summary.failures.isEmpty && summary.untried == 0
        switch summary.job.deed {
        // What is taken back in part stays to be taken back: the rest of it can be tried again.
        case .undo(let id), .redo(let id): if isWhole, let step = undo.step(id) { effects = move(step, isRedo: summary.job.deed == .redo(of: id)) }
        case .delete, .label, .annotate, .set, .unset: effects = note(summary.job.deed.past, summary.changed)
        }
        if summary.job.records.count == 1, let record = summary.done.first { follow(record) }
        let isWell = isWhole && summary.remarks.isEmpty
        tell(summary.remarks.first ?? summary.sentence, isWell ? .healthy : .failing)
        if summary.failures.count + summary.remarks.count > 1 {
            show(page: summary.sentence, summary.failures.map(\.sentence) + summary.remarks)
        }
        return effects
    }

    /// The latest first; enter takes a step back, or makes it again.
    mutating func openHistory() {
        let steps = (undo.done + undo.undone).sorted { $0.id > $1.id }
        guard !steps.isEmpty else { return tell("Nothing was changed here yet.", .plain) }
        let lines = steps.map { "\(KubeTime.text($0.time))  \($0.isUndone ? "taken back: " : "")\($0.deed) \(WriteJob.name(of: $0.records))" }
        screen.overlay = .picker(Picker(purpose: .history(steps.map(\.id)), choices: lines))
    }

    /// From what can be taken back to what can be made again, or back.
    private mutating func move(_ step: HistoryStep, isRedo: Bool) -> [Effect] {
        if isRedo { cluster.undo.didRedo(step.id) } else { cluster.undo.didUndo(step.id) }
        return [.markHistory(step.id, isUndone: !isRedo)]
    }

    /// Remembers what was done, so that it can be taken back as one.
    private mutating func note(_ deed: String, _ records: [ChangeRecord]) -> [Effect] {
        guard !records.isEmpty else { return [] }
        let step = HistoryStep(time: now, deed: deed, records: records)
        cluster.undo.add(step)
        return [.keepHistory(step)]
    }
}
