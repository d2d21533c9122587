import Dashboard
import Foundation
import GatewayGraph
import KubeModel
import TerminalUI
import TestSupport
import Testing

@testable import DashboardUI

/// The lists that show more than one kind, and what stands beside them.
@Suite struct OverallSceneTests {
    private func frame(_ state: DashboardState, _ columns: Int = 120, _ rows: Int = 40) -> String {
        DashboardFrame.draw(state, size: Size(columns: columns, rows: rows), theme: Theme(depth: .none, isASCII: false)).surface.text
    }

    @Test func aTextIsFoundInAnyKind() {
        var state = Showcase.state()
        state.perform(.show(.overall), .filterPrompt)
        state.type("one.example")
        state.perform(.accept)

        let text = frame(state)
        #expect(text.contains("All ── 1 of 10 ── /one.example"))
        #expect(text.contains("Backend") && text.contains("team-a"))
        #expect(state.subject == ResourceID(.backend, Sample.key("team-a/one")))
        // What can be done to an object can be done to it here.
        state.perform(.yaml)
        #expect(state.detail.document?.lines.contains { $0.text == "  name: one" } == true)
    }

    @Test func theNameOfAKindIsFoundAmongAll() {
        var state = Showcase.state()
        state.perform(.show(.overall), .filterPrompt)
        state.type("gatewaypara")

        #expect(state.overallRows.visibleCount == 1)
    }

    @Test func marksOfSeveralKindsAreDeletedTogether() throws {
        var state = Showcase.state()
        state.perform(.show(.overall), .sort(.kind), .first, .mark, .last, .mark, .deleteResource)

        guard case .confirm(let question)? = state.overlay else {
            Issue.record("nothing was asked")
            return
        }
        #expect(question.question == "Delete 2: GatewayParameters infra/proxy, TrafficPolicy team-a/cart-cors?")
        let effects = state.perform(.confirm)
        guard case .delete(let targets)? = effects.first else {
            Issue.record("nothing is deleted")
            return
        }
        #expect(targets.map(\.type) == [.gatewayParameters, .trafficPolicy])
    }

    @Test func changesAreNewestFirstAndNameFieldAndWriter() throws {
        var state = Showcase.state()
        var object = Sample.object("team-a/cart-cors", version: 50, generation: 2, spec: ["timeout": ["request": "5s"]])
        let row = Sample.row(object)
        state.watch(.modified, row)
        object["spec"] = ["timeout": ["request": "9s"]]
        object["metadata"]?["generation"] = 3
        object["metadata"]?["resourceVersion"] = "51"
        let change = RowChange(.modified, Sample.row(object), arrived: Sample.now, writer: "kubectl-edit")
        state.perform(.reflector(.trafficPolicy, .batch([change])))
        state.watch(.added, Sample.policy("team-c/fresh", version: 52))
        state.watch(.deleted, Sample.policy("team-c/fresh", version: 53))
        state.perform(.show(.changes))
        state.perform(.viewport(state.viewport))

        let text = frame(state)
        let deleted = try #require(text.firstRange(of: "deleted")), created = try #require(text.firstRange(of: "created"))
        let changed = try #require(text.firstRange(of: "changed spec.timeout.request by kubectl-edit"))
        #expect(deleted.lowerBound < created.lowerBound && created.lowerBound < changed.lowerBound)

        // The detail has it in full, and the namespace narrows it.
        state.perform(.move(2))
        #expect(frame(state).contains("- 5s") && frame(state).contains("+ 9s"))
        state.perform(.namespacePicker, .cancel)
        state.perform(.commandPrompt)
        state.type("ns team-c")
        state.perform(.accept)
        #expect(state.cluster.changeLog.visibleCount == 2)
    }

    @Test func changesOfTheLastMinutesAreAskedForByTheirTime() {
        var state = Showcase.state()
        state.watch(.added, Sample.policy("team-c/old", version: 60))
        state.perform(.tick(Sample.now.addingTimeInterval(600)))
        state.watch(.added, Sample.policy("team-c/new", version: 61))
        state.perform(.commandPrompt)
        state.type("changes 5m")
        state.perform(.accept)

        #expect(state.cluster.changeLog.visibleCount == 1)
        #expect(frame(state).contains("team-c/new") && !frame(state).contains("team-c/old"))
    }

    @Test func twoMarkedObjectsAreCompared() {
        var state = Showcase.state()
        state.perform(.first, .mark, .mark, .diff)

        let text = frame(state)
        #expect(text.contains("team-a/cart-cors → team-a/checkout-limits"))
        #expect(text.contains("spec.targetRefs[cart]") || text.contains("metadata.name"))
    }

    @Test func aTokenThatChangedIsNamedAndNotShown() {
        var state = DashboardState.sample()
        let spec: (String) -> JSONValue = { ["ai": ["provider": ["openai": ["authToken": ["inline": .string($0)]]]]] }
        state.list([Sample.row(Sample.object("a/x", .backend, version: 1, generation: 1, spec: spec("sk-first")), .backend)], of: .backend)
        state.watch(
            .modified, Sample.row(Sample.object("a/x", .backend, version: 2, generation: 2, spec: spec("sk-second")), .backend), of: .backend)
        state.perform(.show(.changes))
        state.perform(.viewport(state.viewport))

        let text = frame(state)
        #expect(text.contains("authToken.inline") && !text.contains("sk-"))
    }
}
