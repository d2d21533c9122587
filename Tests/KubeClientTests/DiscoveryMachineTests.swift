import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

/// A machine with a hand on its clock; chance is always 0.
private struct Bench {
    var machine = DiscoveryMachine(groups: .gateways)
    var time = 0.0

    @discardableResult
    mutating func send(_ input: DiscoveryMachine.Input) -> [DiscoveryMachine.Output] {
        machine.handle(input, at: time, random: 0)
    }

    @discardableResult
    mutating func after(_ seconds: Double, _ input: DiscoveryMachine.Input) -> [DiscoveryMachine.Output] {
        time += seconds
        return send(input)
    }

    /// Seconds until the machine wants to be woken.
    var wait: Double? { machine.deadline.map { (($0 - time) * 1000).rounded() / 1000 } }

    mutating func list(_ names: String...) {
        send(.definitions(.listStarted(generation: 1)))
        send(.definitions(.batch(names.map { change(.listed, $0) })))
        send(.definitions(.listCompleted(generation: 1)))
        send(.definitions(.state(.live)))
    }

    /// Asked, answered with Backend and TrafficPolicy, and both their definitions known.
    static func settled() -> Bench {
        var bench = Bench()
        bench.send(.start)
        bench.send(.answered(kinds(.backend, .trafficPolicy)))
        bench.list("backends.gateway.kgateway.dev", "trafficpolicies.gateway.kgateway.dev")
        return bench
    }
}

private func kinds(_ types: ResourceType...) -> [Discovery.Kind] { types.map { Discovery.Kind(type: $0) } }

private func found(_ types: ResourceType..., pending: String...) -> DiscoveryMachine.Output {
    .emit(.found(Discovery(kinds: types.map { Discovery.Kind(type: $0) }, pending: Set(pending))))
}

private func change(_ kind: RowChange.Kind, _ name: String, version: Int = 1) -> RowChange {
    let text = #"{"metadata":{"name":"\#(name)","resourceVersion":"\#(version)","generation":1}}"#
    guard let row = try? ResourceScanner(projection: .plain).row(Array(text.utf8)) else {
        preconditionFailure("the test's own object has a name")
    }
    return RowChange(kind, row, arrived: Date(timeIntervalSince1970: 0))
}

private let backends = "backends.gateway.kgateway.dev"

@Suite struct DiscoveryMachineTests {
    @Test func itAsksAtOnceAndThenNoMore() {
        var bench = Bench()

        #expect(bench.send(.start) == [.ask])
        #expect(bench.send(.answered(kinds(.backend))) == [found(.backend)])
        #expect(bench.wait == nil)
    }

    @Test func theFirstListOfDefinitionsThatSaysNothingNewAsksNothing() {
        #expect(Bench.settled().wait == nil)
    }

    @Test func aDefinitionThatIsNotServedYetIsPendingAndAskedForAgain() {
        var bench = Bench()
        bench.send(.start)
        bench.send(.answered(kinds(.backend)))
        bench.list(backends, "trafficpolicies.gateway.kgateway.dev")

        #expect(bench.wait == 0.2)
        #expect(bench.after(0.2, .tick) == [.ask])
        let pending = found(.backend, pending: "trafficpolicies.gateway.kgateway.dev")
        #expect(bench.send(.answered(kinds(.backend))) == [pending])
        #expect(bench.wait == 1.5)
    }

    @Test func aChangedDefinitionLeadsToAQuestionAfterAMomentOfQuiet() {
        var bench = Bench.settled()

        bench.send(.definitions(.batch([change(.modified, backends, version: 2)])))
        #expect(bench.wait == 0.2)
        bench.after(0.1, .definitions(.batch([change(.modified, backends, version: 3)])))
        #expect(bench.wait == 0.2)
        #expect(bench.after(0.1, .tick) == [])
        #expect(bench.after(0.1, .tick) == [.ask])
    }

    @Test func aFloodOfChangesDelaysTheQuestionForTwoSecondsAtMost() {
        var bench = Bench.settled()
        for version in 2...21 {
            bench.after(0.1, .definitions(.batch([change(.modified, backends, version: version)])))
        }

        #expect(bench.wait == 0.1)
    }

    @Test func aServerMayServeAChangeLaterThanItTellsOfIt() {
        var bench = Bench.settled()
        bench.send(.definitions(.batch([change(.modified, backends, version: 2)])))
        var waits: [Double?] = []
        for _ in 0..<4 {
            waits.append(bench.wait)
            bench.after(bench.wait ?? 0, .tick)
            bench.send(.answered(kinds(.backend, .trafficPolicy)))
        }

        #expect(waits == [0.2, 1.5, 5, 15])
        #expect(bench.wait == nil)
    }

    @Test func definitionsOfOthersAreNoConcernOfOurs() {
        var bench = Bench.settled()

        bench.send(.definitions(.batch([change(.added, "things.example.com")])))
        bench.send(.definitions(.batch([change(.added, "things.evil-gateway.kgateway.dev")])))

        #expect(bench.wait == nil)
    }

    @Test func aDefinitionThatIsGoneIsNotPending() {
        var bench = Bench.settled()

        bench.send(.definitions(.batch([change(.deleted, backends)])))
        bench.after(0.2, .tick)

        #expect(bench.send(.answered(kinds(.trafficPolicy))) == [found(.trafficPolicy)])
    }

    @Test func theSameAnswerIsToldOnce() {
        var bench = Bench.settled()
        bench.send(.retryRequested)

        #expect(bench.send(.answered(kinds(.backend, .trafficPolicy))) == [])
    }

    @Test(arguments: [ConnectionState.forbidden(.forbidden("no")), .notInstalled])
    func whereDefinitionsMayNotBeWatchedTheServerIsAskedOnATimer(state: ConnectionState) {
        var bench = Bench()
        bench.send(.start)
        bench.send(.definitions(.state(state)))
        bench.send(.answered(kinds(.backend)))

        #expect(bench.wait == 20)
        #expect(bench.after(20, .tick) == [.ask])
        bench.send(.answered(kinds(.backend)))
        #expect(bench.wait == 20)
    }

    @Test func withoutDefinitionsAKindIsGoneOnlyWhenItStaysAway() {
        var bench = Bench()
        bench.send(.start)
        bench.send(.definitions(.state(.forbidden(.forbidden("no")))))
        bench.send(.answered(kinds(.backend, .trafficPolicy)))
        bench.after(20, .tick)

        #expect(
            bench.send(.answered(kinds(.backend))) == [found(.backend, pending: "trafficpolicies.gateway.kgateway.dev")]
        )
        bench.after(5, .tick)
        #expect(bench.send(.answered(kinds(.backend))) == [])
        bench.after(5, .tick)
        #expect(bench.send(.answered(kinds(.backend))) == [found(.backend)])
    }

    @Test func afterALostConnectionItAsksAgain() {
        var bench = Bench.settled()

        bench.send(.definitions(.state(.retrying(.reset, inSeconds: 1))))
        bench.after(3, .definitions(.state(.live)))

        #expect(bench.wait == 0.2)
    }

    @Test func aFailureIsToldAndTriedAgain() {
        var bench = Bench()
        bench.send(.start)

        #expect(
            bench.send(.failed(.server(code: 500, message: "no")))
                == [.emit(.failed(.server(code: 500, message: "no"), retryInSeconds: 0.8))])
        #expect(bench.wait == 0.8)
        bench.after(0.8, .tick)
        bench.send(.failed(.tooManyRequests(retryAfter: 7)))
        #expect(bench.wait == 7)
        #expect(bench.send(.retryRequested) == [.ask])
        bench.send(.failed(.forbidden("no")))
        #expect(bench.wait == 20)
    }

    @Test func anAnswerAfterAFailureIsNewsThoughItIsTheOldOne() {
        var bench = Bench.settled()
        bench.send(.retryRequested)
        bench.send(.failed(.reset))
        bench.send(.retryRequested)

        #expect(
            bench.send(.answered(kinds(.backend, .trafficPolicy))) == [found(.backend, .trafficPolicy)])
    }
}
