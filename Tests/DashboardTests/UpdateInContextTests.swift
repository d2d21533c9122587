import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// What closing, deleting, searching and filtering mean where the person is.
@Suite struct UpdateInContextTests {
    private var state = DashboardState.sample()

    init() {
        state.list([Sample.policy("a/x"), Sample.policy("a/y")])
        state.list([Sample.object("a/cart", .backend)].map { Sample.row($0) }, of: .backend)
    }

    private func kind(_ type: ResourceType) throws -> Int { try #require(state.index(of: type)) }

    @Test mutating func closingGoesFromTheSearchToTheDetailToTheList() {
        state.perform(.yaml, .searchPrompt)
        state.type("x")
        state.perform(.accept)
        #expect(state.detail.search == "x")

        state.perform(.cancel)
        #expect(state.detail.search == "" && state.focus == .detail)
        state.perform(.cancel)
        #expect(state.focus == .list && !state.screen.isLeaving)
    }

    @Test(arguments: [Pane.kinds, .detail]) func onlyTheListDeletes(pane: Pane) {
        var state = state
        state.perform(.focus(pane), .deleteResource)

        #expect(state.overlay == nil)
        #expect(state.notice?.text == "Nothing is deleted from here: press 2 for the list, and ctrl-d there.")
    }

    @Test mutating func takingAnAnswerIsTheSafeOne() {
        state.perform(.deleteResource)
        #expect(state.overlay != nil)

        #expect(state.perform(.accept).isEmpty)
        #expect(state.overlay == nil)
    }

    @Test mutating func promptsOpenEmpty() {
        state.perform(.filterPrompt)
        state.type("x")
        state.perform(.accept, .filterPrompt)

        #expect(typed == "")
        // Nothing was typed: what was in force still is.
        #expect(state.visibleNames == ["x"])
        state.perform(.cancel)
        #expect(state.filter.text == "x")
        state.perform(.filterPrompt, .recall(1))
        #expect(typed == "x")
        state.perform(.cancel, .filterPrompt, .accept)
        #expect(state.filter.isEmpty && state.visibleNames == ["x", "y"])
        state.perform(.filterPrompt, .recall(1))
        #expect(typed == "x")
    }

    @Test mutating func theSearchOpensEmptyToo() {
        state.perform(.yaml, .searchPrompt)
        state.type("spec")
        state.perform(.accept, .searchPrompt)

        #expect(typed == "")
        state.perform(.cancel)
        #expect(state.detail.search == "spec")
    }

    @Test mutating func aFilterBelongsToItsKind() throws {
        state.perform(.filterPrompt)
        state.type("y")
        state.perform(.accept)
        #expect(state.visibleNames == ["y"])

        state.perform(.selectKind(try kind(.backend)))
        #expect(state.filter.isEmpty && state.visibleNames == ["cart"])
        state.perform(.filterPrompt)
        #expect(typed == "")
        state.perform(.cancel, .selectKind(try kind(.trafficPolicy)))
        #expect(state.filter.text == "y" && state.visibleNames == ["y"])
        state.perform(.allNamespaces)
        #expect(state.visibleNames == ["y"])
    }

    @Test mutating func theYAMLOfEveryObjectBeginsAtItsTop() throws {
        state.perform(.yaml, .viewport(viewport), .last)
        #expect(state.detail.top > 0)
        state.perform(.focus(.list), .move(1), .yaml)
        #expect(state.detail.top == 0)

        // However the other object comes to be selected: by a filter, by the end of the one before, by another kind.
        state.perform(.last, .focus(.list), .filterPrompt)
        state.type("x")
        state.perform(.accept, .yaml)
        #expect(state.currentList.selected?.name == "x" && state.detail.top == 0)
        state.perform(.last, .toggleSecrets)
        state.watch(.deleted, Sample.policy("a/x"))
        state.perform(.focus(.list), .cancel, .yaml)
        #expect(state.currentList.selected?.name == "y" && state.detail.top == 0 && !state.detail.revealsSecrets)
        state.perform(.last, .selectKind(try kind(.backend)))
        #expect(state.detail.top == 0)
    }

    @Test mutating func halfAPageIsHalfOfWhatIsSeen() {
        state.perform(.yaml, .viewport(viewport), .halfPage(1))
        #expect(state.detail.cursor == 5)
        state.perform(.halfPage(1), .halfPage(-1), .halfPage(-1), .halfPage(-1))
        #expect(state.detail.cursor == 0 && state.detail.top == 0)
    }

    @Test mutating func scrollingSidewaysEndsWithTheLongestLine() {
        state.perform(.yaml)
        for _ in 0..<1000 { state.perform(.scrollSideways(8)) }

        #expect(state.detail.column < 1000)
        state.perform(.scrollSideways(-100_000))
        #expect(state.detail.column == 0)
    }

    private var typed: String? { if case .prompt(let prompt)? = state.overlay { prompt.input.text } else { nil } }

    private var viewport: Viewport {
        var viewport = Viewport()
        viewport.detailRows = 10
        viewport.detailContent = 60
        return viewport
    }
}
