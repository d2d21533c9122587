import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct UpdateBulkTests {
    private var state = DashboardState.sample()

    init() { state.list([Sample.policy("a/x"), Sample.policy("a/y"), Sample.policy("b/z")]) }

    private mutating func type(_ line: String) -> [Effect] {
        state.perform(.commandPrompt)
        state.perform(.edit(.insert(line)))
        return state.perform(.accept)
    }

    private var preview: WritePreview? { if case .preview(let preview, _)? = state.overlay { preview } else { nil } }

    @Test mutating func aLabelIsShownForAllMarkedAndThenSent() throws {
        state.perform(.mark, .mark)

        #expect(type("label team=web").contains { if case .ask(.foresee(let changes)) = $0 { changes.count == 2 } else { false } })
        #expect(preview?.entries.map(\.name) == ["TrafficPolicy a/x", "TrafficPolicy a/y"])
        #expect(preview?.entries.map { $0.changes.map(\.change.line) } == Array(repeating: ["metadata.labels.team: added \"web\""], count: 2))
        guard case .write(let job)? = state.perform(.confirm).first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(job.deed == .label && job.records.count == 2)
        // Esc ends it after the one that is under way.
        #expect(state.perform(.cancel).contains { if case .stopWriting = $0 { true } else { false } })
        var summary = WriteSummary(job)
        summary.done = [job.records[0]]
        state.perform(.written(summary))
        #expect(state.notice?.text == "Labelled 1 of 2; 1 not tried, as you stopped it.")
        #expect(state.currentList.marked.map(\.name) == ["y"])
        #expect(state.undo.done.map(\.records.count) == [1])
    }

    @Test mutating func whatIsSoAlreadyIsNotSent() {
        #expect(type("label team-").isEmpty)
        #expect(state.overlay == nil)
        #expect(state.notice?.text == "Nothing would change: it is so already.")
    }

    @Test mutating func aFieldIsSetOnTheSelectedObject() {
        _ = type("set spec.timeouts.request 30s")

        #expect(preview?.title == "Set spec.timeouts.request of TrafficPolicy a/x")
    }

    @Test(arguments: ["label", "label a", "set spec", "unset", "annotate \"a=b", "export"])
    func aCommandThatIsIncompleteSaysWhatItWants(_ line: String) {
        var test = self
        #expect(test.type(line).isEmpty)
        #expect(test.state.overlay == nil)
        #expect(test.state.notice?.tone == .failing)
    }

    @Test mutating func inACarefulContextADeletionWantsTheName() {
        state = DashboardState(
            cluster: ClusterInfo(context: "prod-eu", manners: WriteManners(carefulContexts: ["*prod*"])), namespace: nil, now: Sample.now)
        _ = state.update(.discovered(Discovery(kinds: state.kinds.map { Discovery.Kind(type: $0.kind.type) })))
        state.list([Sample.policy("a/x")])
        state.perform(.deleteResource)

        #expect(state.perform(.confirm).isEmpty)
        state.perform(.edit(.insert("y")), .accept)
        #expect(state.notice?.text == "“y” is not what was asked for: x.")
        state.perform(.edit(.backspace), .edit(.insert("x")))
        guard case .delete? = state.perform(.accept).first else {
            Issue.record("nothing was deleted")
            return
        }
    }
}
