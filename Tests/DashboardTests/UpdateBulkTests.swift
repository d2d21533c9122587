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
        let shown = try examined()
        state.perform(.examined(shown, refusals: [:]))
        let job = try #require(Self.sent(state.perform(.confirm)))
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

    /// The job that is shown.
    private func examined() throws -> WriteJob {
        guard case .preview(_, .job(let job))? = state.overlay else { throw Absent() }
        return job
    }

    private struct Absent: Error {}

    private static func sent(_ effects: [Effect]) -> WriteJob? {
        for case .write(let job) in effects { return job }
        return nil
    }

    @Test mutating func whatIsAgreedToIsSentOnceItWasChecked() throws {
        #expect(type("label team=web").contains { if case .examine = $0 { true } else { false } })
        let job = try examined()

        #expect(state.perform(.confirm).isEmpty)
        #expect(preview?.isAgreed == true)
        #expect(Self.sent(state.perform(.examined(job, refusals: [:]))) == job)
    }

    @Test mutating func whatTheServerWouldRefuseIsSaidAtItsObjectAndNotSent() throws {
        state.perform(.mark, .mark)
        _ = type("set spec.timeouts 5")
        let job = try examined()
        // The person agreed before there was anything to read.
        state.perform(.confirm)

        #expect(state.perform(.examined(job, refusals: [1: "spec.timeouts: must be an object."])).isEmpty)
        #expect(preview?.entries.map(\.refusal) == [nil, "spec.timeouts: must be an object."])
        #expect(Self.sent(state.perform(.confirm))?.records.map(\.key.name) == ["x"])
    }

    @Test mutating func nothingIsSentWhereAllWouldBeRefused() throws {
        _ = type("set spec.timeouts 5")
        state.perform(.examined(try examined(), refusals: [0: "spec.timeouts: must be an object."]))

        #expect(state.perform(.confirm).isEmpty)
        #expect(preview != nil)
        #expect(state.notice?.tone == .failing)
    }

    @Test mutating func whatOthersHaveMadeSoIsNoChangeOfOurs() throws {
        _ = type("label team=web")
        let job = try examined()
        state.perform(.examined(job, refusals: [:]), .confirm)
        var summary = WriteSummary(job)
        summary.done = job.records.map { record in
            var same = record
            same.before = record.after
            return same
        }
        state.perform(.written(summary))

        #expect(state.notice?.text == "Nothing changed: TrafficPolicy a/x was so already.")
        #expect(state.undo.done.isEmpty)
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
