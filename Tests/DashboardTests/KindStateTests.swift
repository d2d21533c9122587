import GatewayGraph
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// Rows that are no longer certain.
@Suite struct KindStateTests {
    private var state = DashboardState.sample()

    init() { state.list([Sample.policy("a/x")]) }

    @Test(arguments: [
        ConnectionState.retrying(.reset, inSeconds: 2), .credentialsExpired(.unauthorized),
        .forbidden(.forbidden("no")),
    ])
    func rowsStayAndAreOfThePast(trouble: ConnectionState) {
        var state = state
        state.perform(
            .allNamespaces, .tick(Sample.now.addingTimeInterval(5)), .reflector(.trafficPolicy, .state(trouble)))

        #expect(state.visibleNames == ["x"])
        #expect(state.current.staleSince == Sample.now.addingTimeInterval(5))
        #expect(state.staleSince == Sample.now.addingTimeInterval(5))
    }

    @Test mutating func itCountsFromTheFirstTroubleAndEndsWhenLiveAgain() {
        state.perform(.reflector(.trafficPolicy, .state(.retrying(.reset, inSeconds: 2))))
        state.perform(.tick(Sample.now.addingTimeInterval(9)))
        state.perform(
            .reflector(.trafficPolicy, .state(.retrying(.reset, inSeconds: 4))),
            .reflector(.trafficPolicy, .state(.listing(count: 1))))
        #expect(state.current.staleSince == Sample.now)

        state.perform(.reflector(.trafficPolicy, .state(.live)))
        #expect(state.current.staleSince == nil)
    }

    @Test mutating func pollingIsAsGoodAsLive() {
        state.perform(
            .reflector(.trafficPolicy, .state(.retrying(.reset, inSeconds: 2))),
            .reflector(.trafficPolicy, .state(.polling(everySeconds: 10))))

        #expect(state.current.staleSince == nil)
        #expect(state.connection == .polling(everySeconds: 10))
    }

    @Test mutating func nothingIsStaleWhereNothingWasSeen() {
        state.perform(.reflector(.backend, .state(.retrying(.reset, inSeconds: 2))))

        #expect(state.kinds[1].staleSince == nil)
    }

    @Test mutating func aForbiddenKindDoesNotHideThatOthersArePolled() {
        state.perform(
            .reflector(.backend, .state(.forbidden(.forbidden("no")))),
            .reflector(.trafficPolicy, .state(.polling(everySeconds: 10))))

        #expect(state.connection == .polling(everySeconds: 10))
    }
}
