import Dashboard
import KubeModel
import TestSupport
import Testing

/// Logging in again without leaving.
@Suite struct UpdateLoginTests {
    private func isLogin(_ effects: [Effect]) -> Bool {
        effects.count == 1 && effects.contains { if case .logIn = $0 { true } else { false } }
    }

    @Test func theCommandLogsIn() {
        var state = DashboardState(cluster: ClusterInfo(context: "c", plugin: "p"), now: Sample.now)
        _ = state.update(.commandPrompt)
        for letter in "login" { _ = state.update(.edit(.insert(String(letter)))) }

        #expect(isLogin(state.update(.accept)))
    }

    @Test func thatAPluginRunsIsKnownWhileItDoes() {
        var state = DashboardState(cluster: ClusterInfo(context: "c", plugin: "p"), now: Sample.now)
        #expect(!state.isLoggingIn)
        _ = state.update(.loggingIn(true))
        #expect(state.isLoggingIn)
        _ = state.update(.loggingIn(false))
        #expect(!state.isLoggingIn)
    }

    @Test func listingAgainLogsInOnceCredentialsHaveRunOutAndAPluginMayAsk() {
        var state = DashboardState(cluster: ClusterInfo(context: "c", plugin: "p"), now: Sample.now)
        #expect(!isLogin(state.update(.relist)))
        _ = state.update(.reflector(state.current.kind.type, .state(.credentialsExpired(.loginFailed("no")))))
        #expect(isLogin(state.update(.relist)))

        var other = DashboardState(cluster: ClusterInfo(context: "c"), now: Sample.now)
        _ = other.update(.reflector(other.current.kind.type, .state(.credentialsExpired(.unauthorized))))
        #expect(!isLogin(other.update(.relist)))
    }
}
