import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct RowFilterChangesTests {
    private func policy(_ place: String, on route: String, version: Int) -> ResourceRow {
        Sample.row(Sample.object(place, version: version, generation: version, spec: ["targetRefs": [["kind": "HTTPRoute", "name": .string(route)]]]))
    }

    /// One policy was created, one moved from cart to pay, one deleted.
    private func changed() -> DashboardState {
        var state = DashboardState.sample()
        state.list([policy("shop/moved", on: "cart", version: 1), policy("shop/gone", on: "pay", version: 1)])
        state.watch(.added, policy("shop/new", on: "cart", version: 1))
        state.watch(.modified, policy("shop/moved", on: "pay", version: 2))
        state.watch(.deleted, policy("shop/gone", on: "pay", version: 1))
        state.perform(.show(.changes))
        return state
    }

    private func names(_ filter: String) -> [String] {
        var state = changed()
        state.perform(.filterPrompt)
        state.type(filter)
        return (0..<state.cluster.changeLog.visibleCount).map { state.cluster.changeLog.entry(at: $0).key.name }
    }

    @Test(arguments: [
        ("", ["gone", "moved", "new"]), ("to:cart", ["moved", "new"]), ("to:HTTPRoute/pay", ["gone", "moved"]), ("!to:pay", ["new"]), ("to:nothing", []),
    ]) func changesAreFoundByWhatTheirObjectsPointAt(_ filter: String, _ found: [String]) {
        #expect(names(filter) == found)
    }

    @Test(arguments: ["has:cors", "-l team=a", "!has:cors"]) func whatChangesAreKeptWithoutIsSaidAtOnce(_ filter: String) throws {
        var state = changed()
        state.perform(.filterPrompt)
        state.type(filter)

        #expect(state.cluster.changeLog.visibleCount == 0)
        #expect(try #require(state.filter.remark).sentence.contains("which changes are kept without"))
        state.perform(.accept)
        #expect(state.notice?.text.contains("cannot be read, so that nothing matches") == true)
    }
}
