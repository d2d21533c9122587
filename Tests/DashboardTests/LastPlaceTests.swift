import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// Coming back to where one was.
@Suite struct LastPlaceTests {
    private func state() -> DashboardState {
        var state = DashboardState.sample()
        state.list([Sample.policy("a/x"), Sample.policy("b/y", age: 5)])
        return state
    }

    private func restored(_ last: LastPlace, keepsKind: Bool = false, keepsNamespace: Bool = false) -> DashboardState {
        var state = DashboardState(cluster: ClusterInfo(context: "kind-prod"), now: Sample.now)
        state.perform(.restored(last, keepsKind: keepsKind, keepsNamespace: keepsNamespace))
        return state
    }

    @Test func kindNamespaceOrderAndFilterComeBack() throws {
        var left = state()
        left.perform(.selectKind(1), .sort(.age), .sort(.age), .filterPrompt)
        left.type("origin")
        left.perform(.accept, .selectKind(0), .sort(.column(1)), .selectKind(1), .commandPrompt)
        left.type("ns a")
        left.perform(.accept)

        let back = restored(LastPlace(left))

        #expect(back.current.kind.type == .backend && back.place == .kind)
        #expect(back.namespace == "a")
        #expect(back.filter.text == "origin" && back.order == RowOrder(.age, isReversed: true))
        #expect(back.kinds[0].table.order == RowOrder(.column(1)))
        #expect(back.notice?.text == "As you left it: /origin. Esc clears the filter.")
    }

    @Test func theListsOfManyKindsComeBack() {
        var left = state()
        left.perform(.show(.overall), .sort(.state), .filterPrompt)
        left.type("cart")
        left.perform(.accept)

        let back = restored(LastPlace(left))

        #expect(back.place == .overall && back.filter.text == "cart" && back.order.field == .state)
    }

    @Test func whatWasNamedAtTheStartIsShown() {
        var left = state()
        left.perform(.selectKind(1), .commandPrompt)
        left.type("ns a")
        left.perform(.accept)

        let back = restored(LastPlace(left), keepsKind: true, keepsNamespace: true)

        #expect(back.current.kind.type == .trafficPolicy && back.namespace == nil)
    }

    @Test func aKindThatIsKnownOnlyLaterGetsItsOrderThen() throws {
        let moon = ResourceType(group: ResourceType.kgatewayGroup, version: "v1", plural: "moonpolicies", kind: "MoonPolicy")
        let served = Discovery(kinds: [Discovery.Kind(type: .trafficPolicy), Discovery.Kind(type: moon)])
        var left = state()
        left.perform(.discovered(served))
        left.perform(.selectKind(try #require(left.index(of: moon))), .sort(.name))

        var back = restored(LastPlace(left))
        back.perform(.discovered(served))

        #expect(back.current.kind.type == moon && back.order.field == .name)
    }

    @Test func aFilterThatCannotBeReadIsNotKept() {
        var left = state()
        left.perform(.filterPrompt)
        left.type("state:nope")
        left.perform(.accept)

        #expect(LastPlace(left).lists.isEmpty)
    }
}
