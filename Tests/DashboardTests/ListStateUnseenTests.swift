import Dashboard
import KubeModel
import TestSupport
import Testing

@Suite struct ListStateUnseenTests {
    private func listed() -> DashboardState {
        var state = DashboardState.sample()
        state.list([
            Sample.policy("shop/cart", "Accepted=True/Valid"), Sample.policy("team/search", "Accepted=True/Valid"),
        ])
        return state
    }

    @Test func nothingIsDoneToAnObjectThatAFilterHides() {
        var state = listed()
        _ = state.update(.selectRow(1))
        _ = state.update(.filterPrompt)
        _ = state.update(.edit(.insert("matches-nothing")))
        _ = state.update(.accept)

        #expect(state.selectedRow == nil)
        #expect(state.update(.editResource).isEmpty)
        #expect(state.update(.copyName).isEmpty)
        _ = state.update(.deleteResource)
        #expect(state.overlay == nil)
    }

    @Test func theChosenObjectIsSelectedAgainWhenTheFilterGoes() {
        var state = listed()
        _ = state.update(.selectRow(1))
        _ = state.update(.filterPrompt)
        _ = state.update(.edit(.insert("matches-nothing")))
        _ = state.update(.cancel)

        #expect(state.selectedRow?.key.name == "search")
    }

    @Test func aFilterThatCannotBeReadIsSaidToBeOne() {
        var state = listed()
        _ = state.update(.filterPrompt)
        _ = state.update(.edit(.insert("state:bogus")))
        _ = state.update(.accept)

        #expect(state.notice?.text.contains("cannot be read") == true)
    }
}
