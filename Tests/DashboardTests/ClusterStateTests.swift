import GatewayGraph
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct ClusterStateTests {
    private var state = DashboardState.sample()

    @Test func aDashboardOfOneNamespaceAsksForNoMore() {
        var state = DashboardState(cluster: ClusterInfo(context: "c"), namespace: "team-a", now: Sample.now)

        let begun = state.begin()
        #expect(begun.watched.map(\.namespace) == Array(repeating: "team-a", count: 7))
    }

    @Test func leavingThatNamespaceAsksForMore() {
        var state = DashboardState.sample(namespace: "team-a")
        state.list([Sample.policy("team-a/x")])

        let asked = state.perform(.allNamespaces).watched

        #expect(asked.map(\.namespace) == Array(repeating: nil, count: 11))
        #expect(asked.first?.type == .trafficPolicy)
        #expect(!asked.contains { $0.type == .gatewayClass })
        #expect(state.cluster.scope == nil)
        #expect(state.visibleNames.isEmpty)
        #expect(state.connection == .connecting)
    }

    @Test mutating func narrowingAsksTheServerForNothing() {
        state.list([Sample.policy("team-a/x"), Sample.policy("team-b/y")])
        state.perform(.commandPrompt)
        state.type("ns team-a")

        #expect(state.perform(.accept).watched.isEmpty)
        #expect(state.cluster.scope == nil)
        #expect(state.visibleNames == ["x"])
    }

    @Test mutating func thePickerNarrowsByTyping() {
        state.list([Sample.policy("team-a/x"), Sample.policy("team-b/y"), Sample.policy("shop/z")])
        state.perform(.namespacesKnown(["empty"]), .namespacePicker)
        guard case .picker(let picker) = state.overlay else {
            Issue.record("there is no picker")
            return
        }
        #expect(picker.choices == ["all namespaces", "empty", "shop", "team-a", "team-b"])
        state.type("TEAM")
        state.perform(.move(1), .accept)

        #expect(state.namespace == "team-b")
        #expect(state.visibleNames == ["y"])
    }

    @Test mutating func theWorstConnectionIsShown() {
        #expect(state.connection == .live)
        state.perform(.reflector(.backend, .state(.notInstalled)))
        #expect(state.connection == .live)
        state.perform(
            .reflector(.backend, .state(.listing(count: 30))), .reflector(.aiBackend, .state(.listing(count: 12))))
        #expect(state.connection == .listing(count: 42))
        state.perform(.reflector(.directResponse, .state(.retrying(.reset, inSeconds: 4))))
        #expect(state.connection == .retrying(.reset, inSeconds: 4))
        state.perform(.tick(Sample.now.addingTimeInterval(3)))
        #expect(state.connection == .retrying(.reset, inSeconds: 1))
        state.perform(.reflector(.trafficPolicy, .state(.credentialsExpired(.unauthorized))))
        #expect(state.connection == .credentialsExpired(.unauthorized))
    }

    @Test mutating func aKindWeMayNotListDoesNotHideThatTheOthersAreLive() {
        state.perform(.reflector(.backend, .state(.forbidden(.forbidden("no")))))

        #expect(state.connection == .live)
    }

    @Test mutating func aNoticeEndsByItself() {
        state.perform(.told("Copied."), .tick(Sample.now.addingTimeInterval(5)))
        #expect(state.notice != nil)
        state.perform(.tick(Sample.now.addingTimeInterval(6)))
        #expect(state.notice == nil)
        state.perform(.failed("It broke."), .tick(Sample.now.addingTimeInterval(20)))
        #expect(state.notice?.text == "It broke.")
    }
}
