import GatewayGraph
import KubeModel
import TestSupport
import Testing

@testable import Dashboard

/// The rules by which conditions become one state.
@Suite struct HealthTests {
    private func health(_ conditions: String..., generation: Int? = 3) -> Health {
        let status: JSONValue = ["conditions": .array(conditions.map { Sample.condition($0) })]
        return Sample.row(Sample.object("a/x", generation: generation, status: status)).health
    }

    private func health(_ type: ResourceType, status: JSONValue?) -> Health {
        Sample.row(Sample.object("a/x", type, status: status), type).health
    }

    @Test func statesAreOrderedWorstFirst() {
        #expect(Health.allCases.sorted() == [.failing, .warning, .progressing, .unattached, .healthy, .none])
    }

    @Test func everyConditionTrueIsHealthy() {
        #expect(health("Accepted=True/Valid", "Attached=True/Attached") == .healthy)
        #expect(health("Attached=True/Merged") == .healthy)
    }

    @Test(arguments: [
        "Accepted=False/Invalid", "Programmed=False/Invalid", "ResolvedRefs=False/RefNotPermitted",
        "Ready=False/NotReady",
    ])
    func aKnownTypeThatIsFalseFails(condition: String) {
        #expect(health("Attached=True/Attached", condition) == .failing)
    }

    @Test(arguments: [
        "Conflicted=True/HostnameConflict", "PartiallyInvalid=True/X", "OverlappingTLSConfig=True/X", "Detached=True/X",
    ])
    func someTypesFailWhenTrue(condition: String) {
        #expect(health("Accepted=True/Valid", condition) == .failing)
    }

    @Test(arguments: [("Programmed", "False", Health.failing), ("Programmed", "True", .healthy), ("Conflicted", "True", .failing), ("Novel", "False", .warning)])
    func aTypeOfSomebodysDomainSaysWhatItSaysWithoutThat(type: String, status: String, wanted: Health) {
        let condition: JSONValue = ["type": .string("kgateway.dev/\(type)"), "status": .string(status), "reason": "Invalid"]
        let route: JSONValue = ["parents": [["parentRef": ["name": "g"], "conditions": [Sample.condition("Accepted=True/Accepted"), condition]]]]

        #expect(health(.httpRoute, status: route) == wanted)
    }

    @Test(arguments: ["Overridden=True/X", "InsecureFrontendValidationMode=True/X"])
    func someTypesWarnWhenTrue(condition: String) {
        #expect(health("Accepted=True/Valid", condition) == .warning)
    }

    @Test(arguments: [
        "Conflicted=False/NoConflicts", "Overridden=False/X", "Detached=False/X", "PartiallyInvalid=False/X",
    ])
    func theirFalseIsGood(condition: String) {
        #expect(health("Accepted=True/Valid", condition) == .healthy)
    }

    @Test func anOverriddenPolicyIsAWarning() {
        #expect(health("Accepted=True/Valid", "Attached=False/Overridden") == .warning)
    }

    @Test func pendingAttachmentIsProgressUnlessThePolicyIsRefused() {
        #expect(health("Accepted=True/Valid", "Attached=False/Pending") == .progressing)
        #expect(health("Accepted=False/Invalid", "Attached=False/Pending") == .failing)
    }

    @Test func aRefusalOfOneAncestorDoesNotFailThePendingOfAnother() {
        let group = ConditionGroup(source: .object, conditions: [])
        let pending = Condition(type: "Attached", status: .no, reason: "Pending")

        #expect(Health.of(pending, in: group, generation: nil) == .progressing)
    }

    @Test func aStatusOlderThanTheSpecIsProgress() {
        #expect(health("Accepted=True/Valid@2") == .progressing)
        #expect(health("Accepted=False/Invalid@2") == .progressing)
        #expect(health("Accepted=True/Valid@3") == .healthy)
    }

    @Test func noObservedGenerationMeansCurrent() {
        #expect(health("Accepted=True/Valid") == .healthy)
        #expect(health("Accepted=True/Valid@1", generation: nil) == .healthy)
    }

    @Test func unknownIsProgress() {
        #expect(health("Accepted=Unknown/Pending") == .progressing)
    }

    @Test func anUnknownTypeThatIsFalseIsAWarning() {
        #expect(health("Accepted=True/Valid", "Sparkling=False/Flat") == .warning)
    }

    @Test func theWorstOfAllAncestorsDecides() {
        let status = Sample.ancestors([
            "infra/one": ["Accepted=True/Valid", "Attached=True/Attached"], "infra/two": ["Accepted=False/Invalid"],
        ])

        #expect(health(.trafficPolicy, status: status) == .failing)
    }

    @Test(arguments: [nil, [:], ["conditions": []], ["ancestors": []]] as [JSONValue?])
    func aPolicyThatNobodyAnsweredIsUnattached(status: JSONValue?) {
        #expect(health(.trafficPolicy, status: status) == .unattached)
        #expect(health(.httpListenerPolicy, status: status) == .unattached)
    }

    @Test(arguments: [.gatewayParameters, .gatewayExtension, .directResponse, .backend] as [ResourceType])
    func aMissingStatusOfOtherKindsIsNoState(type: ResourceType) {
        var state = DashboardState.sample()
        state.list([Sample.row(Sample.object("a/x", type), type)], of: type)

        #expect(health(type, status: nil) == .none)
        #expect(state.totals[.none] == 1)
        #expect(state.totals.worst == nil)
    }

    @Test func deletionReplacesTheGlyphAndNotTheState() {
        var object = Sample.object("a/x", status: Sample.status("Accepted=False/Invalid"))
        object["metadata"]?["deletionTimestamp"] = "2026-01-01T00:00:00Z"
        let row = Sample.row(object)

        #expect(row.isDeleting)
        #expect(row.health == .failing)
    }

    @Test func parentsAndListenersCountToo() {
        let bad: JSONValue = [Sample.condition("Accepted=False/Invalid")]

        #expect(
            health(.trafficPolicy, status: ["parents": [["parentRef": ["name": "g"], "conditions": bad]]]) == .failing)
        #expect(health(.trafficPolicy, status: ["listeners": [["name": "http", "conditions": bad]]]) == .failing)
    }
}
