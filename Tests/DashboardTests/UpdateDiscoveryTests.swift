import GatewayGraph
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// What the server serves decides which kinds there are.
@Suite struct UpdateDiscoveryTests {
    private var state = DashboardState(cluster: ClusterInfo(context: "c"), now: Sample.now)
    private let moon = ResourceType(
        group: ResourceType.kgatewayGroup, version: "v1", plural: "moonpolicies", kind: "MoonPolicy")

    private func served(_ types: [ResourceType], pending: Set<String> = []) -> Action {
        .discovered(Discovery(kinds: types.map { Discovery.Kind(type: $0) }, pending: pending))
    }

    private var everything: [ResourceType] { state.kinds.map(\.kind.type) }

    private func connection(_ type: ResourceType) -> ConnectionState? {
        state.index(of: type).map { state.kinds[$0].connection }
    }

    @Test func kgatewaysKindsAreAskedForAtOnceAndTheOthersOnceTheyAreKnownToBeServed() {
        var state = state

        let begun = state.begin()
        #expect(begun.watched.map(\.type) == ResourceType.kgatewayKinds)
        #expect(state.perform(served(everything)).watched.map(\.type) == ResourceType.gatewayAPIKinds)
        #expect(state.perform(served(everything)).count == 0)
    }

    @Test mutating func aKindThatIsNotServedIsAskedForNoLonger() {
        let effects = state.perform(served(everything.filter { $0 != .aiBackend && $0 != .grpcRoute }))

        #expect(effects.unwatched == [.aiBackend, .grpcRoute])
        #expect(connection(.aiBackend) == .notInstalled)
        #expect(connection(.grpcRoute) == .notInstalled)
        #expect(connection(.backend) == .connecting)
        #expect(state.perform(.selectKind(6), .relist).watched.count == 0)
    }

    @Test mutating func aKindThatIsRemovedTakesItsRowsAlongAndComesBack() {
        state.perform(served(everything))
        state.list([Sample.policy("a/x")])
        state.perform(.mark, served(everything.filter { $0 != .trafficPolicy }))

        #expect(state.visibleNames.isEmpty)
        #expect(state.current.connection == .notInstalled)
        #expect(state.currentList.marked.isEmpty)
        #expect(state.current.timeline[Sample.key("a/x")].entries.allSatisfy { $0.to == nil })
        #expect(state.perform(served(everything)).watched.map(\.type) == [.trafficPolicy])
        #expect(state.current.connection == .connecting)
    }

    @Test mutating func whatAStartingServerDoesNotServeYetStays() {
        state.perform(served(everything))
        state.list([Sample.policy("a/x")])

        let effects = state.perform(
            served(everything.filter { $0 != .trafficPolicy }, pending: ["trafficpolicies.gateway.kgateway.dev"]))

        #expect(effects.count == 0)
        #expect(state.visibleNames == ["x"])
        #expect(state.current.connection == .live)
    }

    @Test mutating func aKindNobodyKnewStandsAfterThoseOfItsGroupAndMovesNoSelection() {
        let sun = ResourceType(group: ResourceType.kgatewayGroup, version: "v1", plural: "asuns", kind: "ASun")
        state.perform(.selectKind(7))
        let effects = state.perform(served(everything + [moon, sun]))

        #expect(state.kinds.map(\.kind.type)[7...8] == [sun, moon])
        #expect(state.kinds[9].kind.type == .gateway)
        #expect(state.current.kind.type == .gateway)
        #expect(effects.watched.map(\.type).first == .gateway)
        #expect(Set(effects.watched.map(\.type)).isSuperset(of: [moon, sun]))
    }

    @Test mutating func kindsOfOurGroupsAreListedOnceTheyAreServedAndOthersAreNot() {
        let mesh = ResourceType(group: ResourceType.gatewayAPIGroup, version: "v9", plural: "meshroutes", kind: "MeshRoute")
        let other = ResourceType(group: "example.com", version: "v1", plural: "things", kind: "Thing")

        state.perform(served(everything + [mesh, other, .agentgatewayModel, .tcpRoute]))

        #expect(state.kinds.map(\.kind.type).suffix(4) == [.referenceGrant, mesh, .tcpRoute, .agentgatewayModel])
        #expect(state.kindLines.contains(.heading("agentgateway")))
        #expect(state.index(of: other) == nil)
    }

    private func typed(_ line: String, _ state: inout DashboardState) -> [Effect] {
        state.perform(.commandPrompt)
        state.type(line)
        return state.perform(.accept)
    }

    @Test(arguments: ["lamps", "Lamp", "lam", "lp", "lamps.v1alpha2.example.com"])
    func aKindWithoutAPlaceGetsOneWhenItIsNamed(word: String) {
        var state = state
        let lamp = ResourceType(group: "example.com", version: "v1alpha2", plural: "lamps", kind: "Lamp")
        let found = Discovery(
            kinds: everything.map { Discovery.Kind(type: $0) } + [Discovery.Kind(type: lamp, shortNames: ["lp"])])
        state.perform(.discovered(found))

        let effects = typed(word, &state)

        #expect(effects.watched.map(\.type) == [lamp])
        #expect(effects.described == [lamp])
        #expect(state.current.kind.type == lamp)
        #expect(state.perform(.discovered(found)).watched.isEmpty)
        #expect(state.current.kind.type == lamp)
    }

    @Test func aKindThatGotItsPlaceByNameShowsTheColumnsOfItsDefinition() {
        var state = state
        let mesh = ResourceType(group: "example.com", version: "v1alpha1", plural: "xmeshes", kind: "XMesh")
        let found = served(everything + [mesh])
        state.perform(found)
        _ = typed("xmesh", &state)
        #expect(state.current.kind.columns.map(\.title) == ["TARGETS", "CONDITIONS"])

        let columns = [PrinterColumn(name: "Accepted", type: "string", path: ".status.accepted")]
        let effects = state.perform(.described(mesh, columns))

        #expect(effects.watched.map(\.type) == [mesh])
        #expect(state.current.kind.columns.map(\.title) == ["TARGETS", "ACCEPTED"])
        #expect(state.perform(.described(mesh, columns)).count == 0)
        #expect(state.perform(found).described == [mesh])
        #expect(state.current.kind.columns.map(\.title) == ["TARGETS", "ACCEPTED"])
        #expect(state.kinds.last?.kind.type == mesh)
    }

    @Test(arguments: ["listenerpolicies", "ListenerPolicy", "listenerpolicy.gateway.kgateway.dev"])
    func aKindOfAnotherVersionIsNotInstalled(word: String) {
        var state = state
        state.perform(served(everything))

        #expect(typed(word, &state).watched.isEmpty)

        #expect(state.current.kind.type.kind == "ListenerPolicy")
        #expect(state.current.connection == .notInstalled)
    }

    @Test func theKindToBeginWithIsShownOnceTheServerHasNamedIt() {
        var state = state
        state.perform(.beginning(withKind: "moonp"))
        #expect(state.awaitsKind)

        state.perform(served(everything + [moon]))

        #expect(state.current.kind.type == moon)
        #expect(!state.awaitsKind)
    }

    @Test func aWholeNameNeedsNoServer() {
        var state = state
        state.perform(.beginning(withKind: "Backends.gateway.kgateway.dev"))

        #expect(!state.awaitsKind)
        #expect(state.current.kind.type == .backend)
    }

    @Test func aKindToBeginWithThatIsNowhereIsSaidAndTheChoiceOfThePersonStays() {
        var state = state
        state.perform(.beginning(withKind: "moons"))
        var other = state

        state.perform(served(everything))
        #expect(state.notice?.text.contains("There is no kind “moons”.") == true)
        other.perform(.selectKind(2), served(everything + [moon]))
        #expect(other.current.kind.type == .directResponse)
        #expect(other.notice == nil)
    }

    @Test func whereNobodyTellsTheKindsTheWordMeansWhatIsKnown() {
        var state = state
        state.perform(.beginning(withKind: "httpr"))

        state.perform(.discoveryFailed(.forbidden("no"), retryInSeconds: 20))

        #expect(state.current.kind.type == .httpRoute)
    }

    @Test func aColumnThatCannotBeReadIsSaidWhenItsKindAppears() {
        var state = state
        let odd = PrinterColumn(name: "Odd", type: "string", path: ".spec[?(a)]")
        let kinds = everything.map { Discovery.Kind(type: $0) } + [Discovery.Kind(type: moon, printerColumns: [odd])]

        state.perform(.discovered(Discovery(kinds: kinds)))

        #expect(state.notice?.text.contains("Odd (.spec[?(a)])") == true)
        #expect(state.notice?.tone == .warning)
    }

    @Test func whatIsAnnouncedStaysUntilAKeyIsPressed() {
        var state = state
        state.perform(.announced("No kubeconfig was found"))

        state.perform(.tick(Sample.now.addingTimeInterval(86_400)), served(everything))

        #expect(state.notice?.text == "No kubeconfig was found")
    }

    @Test mutating func whatCannotBeListedIsNoKindToShow() {
        state.perform(.discovered(Discovery(kinds: [Discovery.Kind(type: moon, verbs: ["create"])])))

        #expect(state.index(of: moon) == nil)
    }

    @Test mutating func anotherVersionOfAKnownKindIsWatchedInstead() {
        var newer = ResourceType.trafficPolicy
        newer.version = "v1"
        state.perform(served(everything))
        state.list([Sample.policy("a/x")])

        let effects = state.perform(served([newer] + everything.dropFirst()))

        #expect(effects.watched.map(\.type) == [newer])
        #expect(state.kinds.count == 12)
        #expect(state.current.kind.type.version == "v1")
        #expect(state.visibleNames == ["x"])
    }

    @Test mutating func newColumnsOfADefinitionAreShownAndThoseThatCannotBeReadKept() {
        func moons(_ columns: [PrinterColumn]?) -> Action {
            let kinds = everything.map { Discovery.Kind(type: $0, printerColumns: $0 == moon ? columns : nil) }
            let isKnown = kinds.contains { $0.type == moon }
            return .discovered(
                Discovery(kinds: kinds + (isKnown ? [] : [Discovery.Kind(type: moon, printerColumns: columns)])))
        }
        let phase = PrinterColumn(name: "Phase", type: "string", path: ".spec.phase")
        state.perform(moons([phase]))
        let index = state.index(of: moon) ?? 0
        #expect(state.kinds[index].kind.columns.map(\.title) == ["TARGETS", "PHASE"])

        #expect(state.perform(moons(nil)).count == 0)
        #expect(state.kinds[index].kind.columns.map(\.title) == ["TARGETS", "PHASE"])
        let effects = state.perform(moons([phase, PrinterColumn(name: "Tide", type: "string", path: ".spec.tide")]))
        #expect(effects.watched.map(\.type) == [moon])
        #expect(state.kinds[index].kind.columns.map(\.title) == ["TARGETS", "PHASE", "TIDE"])
    }

    @Test(arguments: [ClusterError.forbidden("no"), .notFound("no")])
    func whereDiscoveryIsRefusedEveryKindIsTried(error: ClusterError) {
        var state = state

        let effects = state.perform(.discoveryFailed(error, retryInSeconds: 20))

        #expect(effects.watched.map(\.type) == ResourceType.gatewayAPIKinds)
        #expect(state.perform(.discoveryFailed(error, retryInSeconds: 20)).count == 0)
    }

    @Test mutating func whereDiscoveryFailsTheKindsThatWaitForItSaySo() {
        state.perform(.discoveryFailed(.reset, retryInSeconds: 3))

        #expect(connection(.gateway) == .retrying(.reset, inSeconds: 3))
        #expect(connection(.trafficPolicy) == .connecting)
        state.perform(.discoveryFailed(.unauthorized, retryInSeconds: 3))
        #expect(connection(.gateway) == .credentialsExpired(.unauthorized))
        #expect(state.perform(served(everything)).watched.map(\.type) == ResourceType.gatewayAPIKinds)
    }
}

extension [Effect] {
    /// The kinds whose definitions are asked for.
    fileprivate var described: [ResourceType] {
        compactMap { if case .describe(let type) = $0 { type } else { nil } }
    }
}
