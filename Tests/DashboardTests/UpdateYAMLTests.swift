import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// The cursor in the YAML: what it points at, what is folded, what is copied.
@Suite struct UpdateYAMLTests {
    private var state = DashboardState.sample()

    init() {
        let spec: JSONValue = [
            "targetRefs": [["kind": "HTTPRoute", "name": "cart"], ["kind": "Gateway", "name": "public"]],
            "timeout": ["request": "30s", "idle": "5m"], "note": "a text\nof two lines\n",
        ]
        state.list([
            Sample.row(
                Sample.object(
                    "a/x", generation: 2, spec: spec,
                    status: Sample.status("Accepted=False/Invalid@2: spec.timeout.request: too long, see spec.targetRefs[1].name"))),
            Sample.policy("a/y"),
        ])
        state.perform(.first, .yaml)
        var viewport = Viewport()
        (viewport.detailRows, viewport.detailColumns) = (10, 30)
        state.perform(.viewport(viewport))
    }

    private mutating func put(on text: String) throws {
        let line = try #require(state.detail.document?.lines.firstIndex { $0.text.contains(text) })
        state.putCursor(onLine: line)
    }

    private func copied(_ effects: [Effect]) -> String? {
        guard case .copy(let text)? = effects.first else { return nil }
        return text
    }

    @Test mutating func everyLineKnowsItsField() throws {
        let lines = try #require(state.detail.document?.lines).map { "\($0.path)|\($0.text)" }

        #expect(lines.contains("spec.targetRefs[1].kind|  - kind: Gateway"))
        #expect(lines.contains("spec.targetRefs[1].name|    name: public"))
        #expect(lines.contains("spec.timeout|  timeout:") && lines.contains("spec.timeout.idle|    idle: 5m"))
        #expect(lines.contains("spec.note|  note: |") && lines.contains("spec.note|    of two lines"))
    }

    @Test mutating func thePathIsCopiedAndAtOnceAgainTheValue() throws {
        try put(on: "request: 30s")

        #expect(copied(state.perform(.copyName)) == "spec.timeout.request")
        #expect(copied(state.perform(.copyName)) == "30s")
        #expect(copied(state.perform(.copyName)) == "spec.timeout.request")
        state.perform(.move(1))
        #expect(copied(state.perform(.copyName)) == "spec.timeout.idle")
        try put(on: "timeout:")
        state.perform(.copyName)
        #expect(copied(state.perform(.copyName)) == "request: 30s\nidle: 5m\n")
    }

    @Test mutating func aBlockIsFoldedAwayAndComesBack() throws {
        try put(on: "  timeout:")
        let count = try #require(state.detail.rows).rows.count
        state.perform(.toggleFold)
        #expect(state.detail.rows?.rows.count == count - 2)

        // On a single value, what holds it.
        state.perform(.toggleFold)
        try put(on: "request: 30s")
        state.perform(.toggleFold)
        #expect(state.detail.rows?.rows.count == count - 2)
        #expect(state.cursorPath?.description == "spec.timeout")

        // A search looks below what is folded.
        state.perform(.searchPrompt)
        state.type("30s")
        state.perform(.accept)
        #expect(state.cursorPath?.description == "spec.timeout.request")
        #expect(state.detail.rows?.rows.count == count)
    }

    @Test mutating func longLinesGoOnInTheNextRow() throws {
        let lines = try #require(state.detail.document).lines.count
        state.perform(.toggleWrap)
        let rows = try #require(state.detail.rows).rows
        #expect(rows.count > lines)
        #expect(rows.allSatisfy { ($0.part?.count ?? 0) <= 30 })

        // However wide the pane is now.
        var viewport = state.viewport
        viewport.detailColumns = 200
        state.perform(.viewport(viewport))
        #expect(state.detail.rows?.rows.count == lines)
    }

    @Test mutating func whatConditionsComplainOfIsMarked() throws {
        let document = try #require(state.detail.document)
        let marked = document.marks.filter { $0.value == .failing }.keys.sorted().map { document.lines[$0].path.description }

        #expect(marked.contains("spec.timeout.request") && marked.contains("spec.targetRefs[1].name"))
        #expect(marked.contains { $0.hasPrefix("status.conditions[0]") })
        #expect(marked.count == 3)
    }

    @Test mutating func theCursorStaysOnItsFieldWhateverComesBefore() throws {
        try put(on: "idle: 5m")
        var object = try #require(state.selectedRow?.value)
        object["metadata"]?["resourceVersion"] = "99"
        object["metadata"]?["labels"] = ["new": "label", "other": "label"]
        state.watch(.modified, Sample.row(object))

        #expect(state.cursorPath?.description == "spec.timeout.idle")
        // Another object begins at its top.
        state.perform(.focus(.list), .move(1), .settle)
        #expect(state.detail.cursor == 0 && state.detail.top == 0)
    }

    @Test mutating func savingLeavesOutWhatTheServerWrites() throws {
        var again = state
        again.perform(.savePrompt)
        guard case .prompt(let prompt)? = again.overlay else {
            Issue.record("nothing was asked")
            return
        }
        #expect(prompt.input.text == "a-x.yaml")
        guard case .save(let text, let path)? = again.update(.accept).first else {
            Issue.record("nothing is saved")
            return
        }
        #expect(path == "a-x.yaml" && text.contains("request: 30s") && !text.contains("status:") && !text.contains("uid:"))
        again.perform(.savePrompt, .complete(1))
        guard case .save(let whole, _)? = again.update(.accept).first else {
            Issue.record("nothing is saved")
            return
        }
        #expect(whole.contains("status:") && whole.contains("uid:"))
    }
}
