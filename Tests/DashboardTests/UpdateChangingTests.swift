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

    @Test mutating func undoAsksForTheVersionBefore() throws {
        change()

        let effects = state.perform(.undo)

        guard case .revert(let asked, let current, false)? = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(asked == record.reversed)
        #expect(current == new)
    }

    @Test mutating func aStatusWrittenSinceDoesNotHinderUndo() {
        change()
        var reported = new
        reported["metadata"]?["resourceVersion"] = "3"
        reported["status"] = Sample.status("Accepted=True/Valid")
        state.watch(.modified, Sample.row(reported))

        #expect(state.perform(.undo).count == 1)
    }

    @Test mutating func aChangeByOthersSinceHindersUndo() {
        change()
        state.watch(.modified, Sample.row(Sample.object("a/x", version: 3, spec: ["timeout": ["request": "9s"]])))

        #expect(state.perform(.undo).count == 0)
        #expect(state.notice?.text == "Cannot undo: a/x changed since. Nothing was sent; press e to look at it.")
    }

    @Test mutating func aDeletionIsTakenBackUnlessTheNameIsInUseAgain() {
        let deletion = ChangeRecord(type: .trafficPolicy, key: Sample.key("a/x"), before: old, after: nil)
        state.perform(.changed(deletion, message: "Deleted."))

        #expect(state.perform(.undo).count == 1)
        state.watch(.added, Sample.row(new))
        #expect(state.perform(.undo).count == 0)
    }

    @Test mutating func whatWasUndoneCanBeMadeAgain() {
        change()
        state.perform(.undone(record.reversed, isRedo: false))
        #expect(state.undo.done.isEmpty)
        #expect(state.perform(.undo).count == 0)
        #expect(state.notice?.text == "There is nothing to undo.")
        state.watch(.modified, Sample.row(Sample.object("a/x", version: 3, spec: ["timeout": ["request": "1s"]])))

        guard case .revert(let asked, _, true)? = state.perform(.redo).first else {
            Issue.record("redo asked for nothing")
            return
        }
        #expect(asked == record)
        state.perform(.undone(asked, isRedo: true))
        #expect(state.undo.done.flatMap(\.records) == [record])
        #expect(state.undo.undone.isEmpty)
    }

    @Test mutating func aNewChangeForgetsWhatWasUndone() {
        change()
        state.perform(.undone(record.reversed, isRedo: false), .changed(record, message: ""))

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
        state.perform(.deleteResource, .confirm)
        #expect(state.currentList.marked.isEmpty)
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
            guard case .create(_, let namespace)? = effects.first else { return nil }
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
