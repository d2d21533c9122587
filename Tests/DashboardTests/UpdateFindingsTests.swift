import Foundation
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

@Suite struct UpdateFindingsTests {
    private static func found(
        _ name: String, _ code: FindingCode = .targetMissing, _ severity: FindingSeverity = .error, path: String = "spec.targetRefs[0].name",
        cure: String = "", isSettling: Bool = false
    ) -> FoundFinding {
        let id = GraphID(.trafficPolicy, Sample.key(name))
        return FoundFinding(
            finding: Finding(code, severity, id.identity, path, "no HTTPRoute \(name)", cure: cure), object: id, isSettling: isSettling)
    }

    private static func state(_ all: [FoundFinding]) -> DashboardState {
        var state = DashboardState.sample()
        state.list([
            Sample.row(Sample.object("team-a/cart", spec: ["targetRefs": [["kind": "HTTPRoute", "name": "cart"]]])), Sample.policy("team-b/other"),
        ])
        state.tell(all)
        return state
    }

    @Test func theListShowsTheFindingsOfTheNamespaceAndWhatTheFilterLets() {
        var state = Self.state([Self.found("team-a/cart"), Self.found("team-b/other", .tie, .warning)])
        state.perform(.show(.findings))
        #expect(state.listCount == 2 && state.cluster.findings.count == 2)

        state.perform(.filterPrompt)
        state.type("TIE")
        state.tell([Self.found("team-a/cart"), Self.found("team-b/other", .tie, .warning)])
        #expect(state.listCount == 0)
        state.perform(.edit(.killToStart))
        state.type("tie")
        state.perform(.accept)
        state.tell([Self.found("team-a/cart"), Self.found("team-b/other", .tie, .warning)])
        #expect(state.listCount == 1 && state.selectedFinding?.finding.code == .tie)
        #expect(state.cluster.findings.count == 2)
    }

    @Test func anAnswerToAnotherQuestionIsNotTaken() {
        var state = Self.state([])
        let other = FindingQuery(namespace: "elsewhere", filter: .none, isAsked: false)
        state.perform(.answered(.findings(FindingList(other, [Self.found("team-a/cart")], .ready, coverage: "", stamp: 9))))

        #expect(state.cluster.findings.count == 0)
    }

    @Test func enterGoesToTheFieldInTheYAML() {
        var state = Self.state([Self.found("team-a/cart")])
        state.perform(.show(.findings))
        #expect(state.shownTab == .findings && state.subject == ResourceID(.trafficPolicy, Sample.key("team-a/cart")))

        state.perform(.open)

        #expect(state.shownTab == .yaml && state.focus == .detail)
        #expect(state.cursorPath?.description == "spec.targetRefs[0].name")
    }

    @Test func aFieldThatIsNotWrittenLeadsToWhatHoldsIt() {
        var state = Self.state([Self.found("team-a/cart", path: "spec.targetRefs[0].sectionName")])
        state.perform(.show(.findings), .open)

        #expect(state.cursorPath?.description.hasPrefix("spec.targetRefs[0]") == true)
    }

    @Test func pathsOfAnnotationsAreRead() {
        #expect(FieldSteps(reading: "metadata.annotations[kgateway.dev/policy-weight]", takesBareNames: true)?.steps == [.key("metadata"), .key("annotations"), .key("kgateway.dev/policy-weight")])
        #expect(FieldSteps(reading: "spec.rules[2].matches[0]", takesBareNames: true)?.description == "spec.rules[2].matches[0]")
        #expect(FieldSteps(reading: "", takesBareNames: true) == nil)
    }

    @Test func curesAreCopiedOneAfterTheOther() {
        var state = Self.state([Self.found("team-a/cart", cure: "name: cart"), Self.found("team-a/cart", .tie, cure: "weight: 1")])
        state.perform(.first)
        func copied() -> [String] { state.update(.copyCure).compactMap { if case .copy(let text) = $0 { text } else { nil } } }

        #expect(copied() == ["name: cart"] && copied() == ["weight: 1"] && copied() == ["name: cart"])
        state.perform(.move(1))
        #expect(state.disabledReason(.copyCure) != nil)
    }

    @Test func whatMayYetComeIsShownAndDoesNotCount() {
        let state = Self.state([Self.found("team-a/cart", isSettling: true), Self.found("team-b/other", .tie, .warning)])

        #expect(state.cluster.findings.count == 1)
        #expect(state.cluster.findings.mark(of: GraphID(.trafficPolicy, Sample.key("team-a/cart"))) == nil)
        #expect(state.cluster.findings.mark(of: GraphID(.trafficPolicy, Sample.key("team-b/other"))) == .warning)
    }

    @Test func theSelectedFindingStaysSelectedWhileOthersComeAndGo() {
        let cart = Self.found("team-a/cart"), other = Self.found("team-b/other")
        var state = Self.state([cart, other])
        state.perform(.show(.findings), .move(1))
        #expect(state.selectedFinding?.id == other.id)

        state.tell([other])
        #expect(state.selectedFinding?.id == other.id && state.listIndex == 0)
        state.tell([cart, other])
        #expect(state.selectedFinding?.id == other.id && state.listIndex == 1)
    }
}

extension DashboardState {
    /// Answers what is asked about findings.
    fileprivate mutating func tell(_ all: [FoundFinding]) {
        perform(.answered(.findings(FindingList(findingQuery, all, .ready, coverage: "", stamp: UInt32(all.count)))))
    }
}
