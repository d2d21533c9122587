import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct ResourceTableTests {
    private var state = DashboardState.sample()

    @Test mutating func rowsStandByNamespaceThenName() {
        state.list([Sample.policy("b/a"), Sample.policy("a/z"), Sample.policy("a/c")])

        #expect(state.current.table.visible.map(\.description) == ["a/c", "a/z", "b/a"])
    }

    @Test mutating func sortingTwiceByTheSameFieldReverses() {
        state.list([Sample.policy("a/one"), Sample.policy("b/two"), Sample.policy("c/three")])

        state.perform(.sort(.name))
        #expect(state.visibleNames == ["one", "three", "two"])
        state.perform(.sort(.name))
        #expect(state.visibleNames == ["two", "three", "one"])
    }

    @Test mutating func theYoungestStandsFirstByAge() {
        state.list([
            Sample.policy("a/old", age: 900), Sample.policy("a/young", age: 5), Sample.policy("a/mid", age: 60),
        ])

        state.perform(.sort(.age))

        #expect(state.visibleNames == ["young", "mid", "old"])
    }

    @Test mutating func theWorstStandsFirstByState() {
        state.list([
            Sample.policy("a/good"), Sample.policy("a/bad", "Accepted=False/Invalid"),
            Sample.policy("a/late", "Accepted=Unknown/Pending"),
        ])

        state.perform(.sort(.state))

        #expect(state.visibleNames == ["bad", "late", "good"])
    }

    @Test mutating func rowsThatCompareAlikeKeepTheOrderOfTheirNames() {
        state.list([Sample.policy("a/c", age: 60), Sample.policy("a/a", age: 60), Sample.policy("a/b", age: 60)])

        state.perform(.sort(.age), .sort(.age))

        #expect(state.visibleNames == ["a", "b", "c"])
    }

    @Test mutating func onlyTheRowsOfTheNamespaceAreShown() {
        state.list([Sample.policy("a/x"), Sample.policy("b/y")])
        state.perform(.commandPrompt)
        state.type("ns b")
        state.perform(.accept)

        #expect(state.visibleNames == ["y"])
        #expect(state.namespaces == ["a", "b"])
        #expect(state.totals.all == 1)
        state.perform(.allNamespaces)
        #expect(state.visibleNames == ["x", "y"])
    }

    @Test mutating func aNewListDropsWhatItDoesNotName() {
        state.list([Sample.policy("a/stays"), Sample.policy("a/goes")])

        state.list([Sample.policy("a/stays", version: 2)])

        #expect(state.visibleNames == ["stays"])
        #expect(state.totals.all == 1)
    }

    @Test mutating func rowsStayWhileANewListIsComingIn() {
        state.list([Sample.policy("a/one"), Sample.policy("a/two")])

        state.perform(.reflector(.trafficPolicy, .listStarted(generation: 2)))

        #expect(state.visibleNames == ["one", "two"])
    }

    @Test mutating func anObjectThatCameDuringAListIsKept() {
        state.list([Sample.policy("a/one")])
        state.perform(.reflector(.trafficPolicy, .listStarted(generation: 2)))
        state.watch(.listed, Sample.policy("a/one"))
        state.watch(.added, Sample.policy("a/two"))
        state.perform(.reflector(.trafficPolicy, .listCompleted(generation: 2)))

        #expect(state.visibleNames == ["one", "two"])
    }

    @Test mutating func anObjectThatWentDuringAListIsGone() {
        state.list([Sample.policy("a/one"), Sample.policy("a/two")])
        state.perform(.reflector(.trafficPolicy, .listStarted(generation: 2)))
        state.watch(.listed, Sample.policy("a/one"), Sample.policy("a/two"))
        state.watch(.deleted, Sample.policy("a/two", version: 3))
        state.perform(.reflector(.trafficPolicy, .listCompleted(generation: 2)))

        #expect(state.visibleNames == ["one"])
    }

    @Test mutating func theTotalsFollowEveryChange() {
        state.list([Sample.policy("a/x", "Accepted=False/Invalid"), Sample.policy("a/y")])
        #expect(state.totals[.failing] == 1)

        state.watch(.modified, Sample.policy("a/x", version: 2))
        #expect(state.totals[.failing] == 0)
        #expect(state.totals[.healthy] == 2)

        state.watch(.deleted, Sample.policy("a/y", version: 3))
        #expect(state.totals[.healthy] == 1)
    }

    /// The bytes that come in are let go of at once: a list that is read again and again does not grow the heap.
    @Test func aListThatIsReadAnewLeavesTheRowsThatAreHeld() {
        var object = Sample.object("a/x", version: 5, spec: ["size": 1])
        var table = ResourceTable()
        table.apply([RowChange(.listed, Sample.row(object), arrived: Sample.now)])

        object["spec"] = ["size": 2]
        table.beginList()
        table.apply([RowChange(.listed, Sample.row(object), arrived: Sample.now)])

        #expect(table.completeList().isEmpty)
        #expect(table[Sample.key("a/x")]?.value["spec"] == ["size": 1])
    }
}
