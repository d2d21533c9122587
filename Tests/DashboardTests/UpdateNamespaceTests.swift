import GatewayGraph
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// What one may see differs from kind to kind and from namespace to namespace.
@Suite struct UpdateNamespaceTests {
    private var state = DashboardState.sample()
    private let refusal = ConnectionState.forbidden(.forbidden("no"))

    private func scope(_ type: ResourceType) -> String? { state.index(of: type).flatMap { state.kinds[$0].scope } }

    @Test mutating func aKindThatMayNotBeListedEverywhereIsAskedForInTheNamespaceThatIsChosen() {
        state.perform(.reflector(.backend, .state(refusal)), .commandPrompt)
        state.type("ns team-a")

        let asked = state.perform(.accept).watched

        #expect(asked.map(\.type) == [.backend])
        #expect(asked.map(\.namespace) == ["team-a"])
        #expect(scope(.trafficPolicy) == nil)
        #expect(state.perform(.allNamespaces).watched.map(\.namespace) == [nil])
    }

    @Test mutating func aRefusalThatComesWhileANamespaceIsShownNarrowsThatKindAlone() {
        state.perform(.commandPrompt)
        state.type("ns team-a")
        #expect(state.perform(.accept).watched.isEmpty)

        let asked = state.perform(.reflector(.backend, .state(refusal))).watched

        #expect(asked.map(\.type) == [.backend])
        #expect(asked.map(\.namespace) == ["team-a"])
        #expect(state.perform(.reflector(.backend, .state(refusal))).count == 0)
        #expect(scope(.backend) == "team-a")
    }

    @Test mutating func anotherNamespaceIsAnotherListForSuchAKind() {
        state.perform(.reflector(.backend, .state(refusal)), .commandPrompt)
        state.type("ns team-a")
        state.perform(.accept)
        state.list([Sample.row(Sample.object("team-a/b", .backend), .backend)], of: .backend)
        state.perform(.commandPrompt)
        state.type("ns team-b")

        #expect(state.perform(.accept).watched.map(\.namespace) == ["team-b"])
        #expect(state.kinds[1].table.isEmpty)
    }

    @Test func theContextsNamespaceIsShownWhereNothingMayBeListedEverywhere() {
        var state = DashboardState(cluster: ClusterInfo(context: "c", namespace: "team-a"), now: Sample.now)
        state.perform(
            .discovered(Discovery(kinds: state.kinds.map { Discovery.Kind(type: $0.kind.type) })))
        let types = state.kinds.map(\.kind.type).filter(\.isNamespaced)
        for type in types.dropLast() {
            #expect(state.perform(.reflector(type, .state(refusal))).count == 0)
            #expect(state.namespace == nil)
        }

        let asked = state.perform(.reflector(types[types.count - 1], .state(refusal))).watched

        #expect(state.namespace == "team-a")
        #expect(Set(asked.map(\.type)) == Set(types))
        #expect(asked.allSatisfy { $0.namespace == "team-a" })
        #expect(state.notice?.text.contains("team-a") == true)
    }

    @Test func oneKindWithoutRightsDoesNotMoveTheOthers() {
        var state = DashboardState.sample()
        state.cluster.info.namespace = "team-a"

        #expect(state.perform(.reflector(.backend, .state(refusal))).count == 0)
        #expect(state.namespace == nil)
        #expect(state.connection == .live)
    }

    @Test func whoeverChoseAllNamespacesIsNotOverruled() {
        var state = DashboardState.sample()
        state.cluster.info.namespace = "team-a"
        state.perform(.allNamespaces)

        for type in state.kinds.map(\.kind.type) { state.perform(.reflector(type, .state(refusal))) }

        #expect(state.namespace == nil)
    }

    @Test mutating func anObjectOfTheClusterIsShownInEveryNamespace() {
        state.list([Sample.row(Sample.object("kgateway", .gatewayClass), .gatewayClass)], of: .gatewayClass)
        state.perform(.commandPrompt)
        state.type("ns team-a")
        state.perform(.accept, .selectKind(10))

        #expect(state.current.kind.type == .gatewayClass)
        #expect(state.visibleNames == ["kgateway"])
        #expect(state.current.totals(in: "team-a").all == 1)
        #expect(state.totals.all == 1)
    }

    @Test mutating func aNamespaceThatNobodyNamedCanBeTyped() {
        state.perform(.namespacePicker)
        state.type("secret-team")
        guard case .picker(let picker) = state.overlay else {
            Issue.record("there is no picker")
            return
        }

        #expect(picker.matching.isEmpty)
        #expect(picker.rows == ["secret-team"])
        state.perform(.accept)
        #expect(state.namespace == "secret-team")
        #expect(state.namespaces.contains("secret-team"))
    }

    @Test(arguments: ["Team", "a b", "-x", "x-", "a/b", String(repeating: "a", count: 64)])
    func whatCanBeNoNamespaceIsNotOffered(text: String) throws {
        var state = state
        state.perform(.namespacePicker)
        state.type(text)
        let picker: Picker? = if case .picker(let picker) = state.overlay { picker } else { nil }

        #expect(try #require(picker).typed == nil)
    }

    @Test func enterOnNothingThatMatchesStaysAndSaysSo() throws {
        var state = state
        state.perform(.namespacePicker)
        state.type("A B")

        #expect(state.perform(.accept).isEmpty)

        #expect(state.notice?.text.hasPrefix("Nothing here matches “A B”") == true)
        let picker: Picker? = if case .picker(let picker) = state.overlay { picker } else { nil }
        #expect(try #require(picker).input.text == "A B")
    }

    @Test mutating func thePickerTakesInNamesThatComeWhileItIsOpen() {
        state.perform(.namespacePicker, .namespacesKnown(["late"]))
        guard case .picker(let picker) = state.overlay else {
            Issue.record("there is no picker")
            return
        }

        #expect(picker.choices == ["all namespaces", "late"])
    }
}

/// Switching to another context.
@Suite struct ContextChoiceTests {
    private var state = DashboardState.sample()

    private func command(_ line: String) -> [Effect] {
        var state = state
        state.perform(.commandPrompt)
        state.type(line)
        return state.perform(.accept)
    }

    @Test mutating func theCommandWithoutANameListsThem() {
        state.perform(.commandPrompt, .contextsKnown(["kind-prod", "stage"]))
        state.type("ctx")
        state.perform(.accept)
        guard case .picker(let picker) = state.overlay else {
            Issue.record("there is no picker")
            return
        }

        #expect(picker.choices == ["kind-prod", "stage"])
        #expect(picker.index == 0)
        guard case .switchContext("stage")? = state.perform(.move(1), .accept).first else {
            Issue.record("nothing is switched to")
            return
        }
    }

    @Test mutating func theContextThatIsShownIsNotStartedOver() {
        state.perform(.commandPrompt)
        state.type("ctx kind-prod")

        #expect(state.perform(.accept).watched.isEmpty)
        #expect(state.notice?.text.contains("already") == true)
    }

    @Test mutating func withoutAKubeconfigItSaysSo() {
        state.perform(.commandPrompt)
        state.type("ctx")
        state.perform(.accept)

        #expect(state.overlay == nil)
        #expect(state.notice?.tone == .warning)
    }

    @Test mutating func contextsAreCompleted() {
        state.perform(.commandPrompt, .contextsKnown(["stage", "prod"]))

        #expect(PaletteCommand.completions(of: "ctx st", in: state) == ["ctx stage"])
    }
}
