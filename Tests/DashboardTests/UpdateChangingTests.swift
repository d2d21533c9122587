import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct UpdateChangingTests {
    private var state = DashboardState.sample()
    private let old = Sample.object("a/x", version: 1, spec: ["timeout": ["request": "1s"]])
    private let new = Sample.object("a/x", version: 2, generation: 2, spec: ["timeout": ["request": "2s"]])

    private var record: ChangeRecord {
        ChangeRecord(type: .trafficPolicy, key: Sample.key("a/x"), before: old, after: new)
    }

    private mutating func change() {
        state.list([Sample.row(new)])
        state.perform(.changed(record, message: "Replaced it."))
    }

    /// Presses undo or redo, and answers what is read for it.
    private mutating func ask(_ action: Action, now: JSONValue?...) throws -> HistoryStep {
        guard case .readForUndo(let step, let isRedo)? = state.perform(action).first else { throw NothingAsked() }
        state.perform(.readForUndo(step, isRedo: isRedo, now: now))
        return step
    }

    private struct NothingAsked: Error {}

    /// What is sent once the person has agreed.
    private mutating func agreed() throws -> WriteJob {
        if case .preview(_, .job(let job))? = state.overlay { state.perform(.examined(job, refusals: [:])) }
        guard case .write(let job)? = state.perform(.confirm).first else { throw NothingAsked() }
        return job
    }

    private mutating func finish(_ job: WriteJob) {
        var summary = WriteSummary(job)
        summary.done = job.records
        state.perform(.written(summary))
    }

    private var preview: WritePreview? { if case .preview(let preview, _)? = state.overlay { preview } else { nil } }

    @Test mutating func undoShowsWhatItDoesAndAsksForTheVersionBefore() throws {
        change()

        let step = try ask(.undo, now: new)

        #expect(preview?.title == "Undo: change back TrafficPolicy a/x")
        #expect(preview?.entries.map { $0.changes.map(\.change.line) } == [["spec.timeout.request: \"2s\" → \"1s\""]])
        let job = try agreed()
        #expect(job.deed == .undo(of: step.id))
        #expect(job.records.map(\.before) == [new])
        #expect(job.records.map { $0.after?["spec"] } == [old["spec"]])
    }

    @Test mutating func whatOthersDidSinceStays() throws {
        change()
        var now = new
        now["metadata"]?["resourceVersion"] = "3"
        now["metadata"]?["labels"] = ["team": "web"]
        now["status"] = Sample.status("Accepted=True/Valid")

        _ = try ask(.undo, now: now)

        let after = try #require(try agreed().records.first?.after)
        #expect(after[path: ["metadata", "labels", "team"]] == "web")
        #expect(after[path: ["spec", "timeout", "request"]] == "1s")
    }

    @Test mutating func whatOthersChangedInTheSamePlaceHindersUndo() throws {
        change()

        _ = try ask(.undo, now: Sample.object("a/x", version: 3, spec: ["timeout": ["request": "9s"]]))

        #expect(state.overlay == nil)
        #expect(
            state.notice?.text == "Cannot undo TrafficPolicy a/x: the same changed since: spec.timeout.request. Nothing was sent.")
    }

    @Test mutating func aDeletionIsTakenBackUnlessTheNameIsInUseAgain() throws {
        let deletion = ChangeRecord(type: .trafficPolicy, key: Sample.key("a/x"), before: old, after: nil)
        state.perform(.changed(deletion, message: "Deleted."))

        _ = try ask(.undo, now: nil)
        #expect(try agreed().records.map(\.after) == [old])
        state.perform(.written(WriteSummary(WriteJob(.delete, []))))
        _ = try ask(.undo, now: new)
        #expect(state.overlay == nil)
        #expect(state.notice?.text == "Cannot undo TrafficPolicy a/x: there is another of that name by now. Nothing was sent.")
    }

    @Test mutating func manyThatWereDeletedTogetherComeBackTogether() throws {
        let targets = ["a/x", "a/y"].map { ChangeRecord(type: .trafficPolicy, key: Sample.key($0), before: Sample.object($0), after: nil) }
        finish(WriteJob(.delete, targets))

        _ = try ask(.undo, now: nil, nil)

        let job = try agreed()
        #expect(job.records.count == 2)
        finish(job)
        #expect(state.undo.done.isEmpty)
        #expect(state.undo.undone.map { $0.records.count } == [2])
    }

    @Test mutating func whatFailedOfAStepCanBeTakenBackLater() throws {
        let targets = ["a/x", "a/y"].map { ChangeRecord(type: .trafficPolicy, key: Sample.key($0), before: Sample.object($0), after: nil) }
        finish(WriteJob(.delete, targets))
        _ = try ask(.undo, now: nil, nil)
        let job = try agreed()

        var summary = WriteSummary(job)
        summary.done = [job.records[0]]
        summary.failures = [WriteSummary.Failure(job.records[1], "Cannot.")]
        state.perform(.written(summary))

        #expect(state.undo.undone.isEmpty)
        _ = try ask(.undo, now: Sample.object("a/x", version: 9), nil)
        #expect(try agreed().records.map(\.key.name) == ["y"])
    }

    @Test mutating func whatWasUndoneCanBeMadeAgain() throws {
        change()
        _ = try ask(.undo, now: new)
        finish(try agreed())
        #expect(state.undo.done.isEmpty)
        #expect(state.perform(.undo).count == 0)
        #expect(state.notice?.text == "There is nothing to undo.")

        _ = try ask(.redo, now: Sample.object("a/x", version: 3, spec: ["timeout": ["request": "1s"]]))
        let job = try agreed()
        #expect(job.records.map { $0.after?["spec"] } == [new["spec"]])
        finish(job)
        #expect(state.undo.done.map(\.records) == [[record]])
        #expect(state.undo.undone.isEmpty)
    }

    @Test mutating func aNewChangeForgetsWhatWasUndone() throws {
        change()
        _ = try ask(.undo, now: new)
        finish(try agreed())
        state.perform(.changed(record, message: ""))

        #expect(state.undo.undone.isEmpty)
    }

    @Test(arguments: [.editResource, .createResource, .deleteResource, .undo, .redo] as [Action])
    func readOnlyRefusesEveryChange(action: Action) {
        var state = DashboardState.sample(isReadOnly: true)
        state.list([Sample.policy("a/x")])

        #expect(state.perform(action).count == 0)
        #expect(state.overlay == nil)
        #expect(
            state.notice?.text
                == "This dashboard is read-only: --read-only or GATEHOUSE_READ_ONLY forbids every change.")
    }

    @Test mutating func deletingAsksByNameAndKeepsTheIdentity() {
        state.list([Sample.policy("a/x"), Sample.policy("a/y")])
        state.perform(.deleteResource)
        guard case .confirm(let question) = state.overlay else {
            Issue.record("nothing was asked")
            return
        }

        #expect(question.question == "Delete TrafficPolicy a/x?")
        guard case .delete(let targets)? = state.perform(.confirm).first else {
            Issue.record("nothing was deleted")
            return
        }
        #expect(targets.map(\.uid) == ["uid-a/x"])
    }

    @Test mutating func markedRowsAreDeletedTogether() {
        state.list([Sample.policy("a/x"), Sample.policy("a/y"), Sample.policy("a/z")])
        state.perform(.mark, .mark, .deleteResource)

        guard case .confirm(let question) = state.overlay else {
            Issue.record("nothing was asked")
            return
        }
        #expect(question.question == "Delete 2 of kind TrafficPolicy: a/x, a/y?")
        state.perform(.cancel)
        #expect(state.currentList.marked.count == 2)
        guard case .delete(let targets)? = state.perform(.deleteResource, .confirm).first else {
            Issue.record("nothing was deleted")
            return
        }
        // What failed stays marked.
        var summary = WriteSummary(WriteJob(.delete, targets.map(\.record)))
        summary.done = [summary.job.records[0]]
        summary.failures = [WriteSummary.Failure(summary.job.records[1], "Cannot delete it.")]
        state.perform(.written(summary))
        #expect(state.currentList.marked == [summary.failures[0].record.key])
        #expect(state.notice?.text == "Deleted 1 of 2; 1 failed.")
    }

    @Test mutating func quittingWhileAChangeIsOnItsWayAsksFirst() {
        state.perform(.pending(["replacing a/x"]), .quit)

        #expect(
            state.overlay == .confirm(Confirmation(question: "Still replacing a/x. Quit all the same?", deed: .quit)))
        state.perform(.cancel)
        #expect(!state.screen.isLeaving)
        state.perform(.quit, .confirm)
        #expect(state.screen.isLeaving)
    }

    @Test mutating func quittingClosesWhatLiesOnTopFirst() {
        state.perform(.help, .quit)

        #expect(state.overlay == nil)
        #expect(!state.screen.isLeaving)
    }

    @Test mutating func creatingGoesIntoTheNamespaceOnScreen() {
        func namespace(_ effects: [Effect]) -> String? {
            guard case .create(_, let namespace, nil)? = effects.first else { return nil }
            return namespace
        }
        #expect(namespace(state.perform(.createResource)) == "default")
        state.list([Sample.policy("team-a/x")])
        #expect(namespace(state.perform(.createResource)) == "team-a")
    }

    @Test mutating func whatIsNotInstalledCannotBeCreated() {
        state.perform(.reflector(.trafficPolicy, .state(.notInstalled)))

        #expect(state.perform(.createResource).count == 0)
        #expect(state.notice?.text == "TrafficPolicy is not installed on this cluster.")
    }
}
