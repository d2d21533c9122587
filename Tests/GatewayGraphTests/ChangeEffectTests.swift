import KubeModel
import Testing

@testable import GatewayGraph

@Suite struct ChangeEffectTests {
    private static func effect(_ old: [String], _ new: [String]) -> ChangeEffect {
        ChangeEffect(from: PolicyPlan(PolicySample.objects(old)), to: PolicyPlan(PolicySample.objects(new)))
    }

    private static let limits = PolicySample.policy("limits", "kind: HTTPRoute, name: cart", "timeouts: {request: 3s}")
    private static let guarded = [
        PolicySample.base, PolicySample.policy("guard", "kind: HTTPRoute, name: cart, sectionName: pay", "extAuth: {extensionRef: {name: sso}}"),
        """

        ---
        kind: GatewayExtension
        apiVersion: gateway.kgateway.dev/v1alpha1
        metadata: {name: sso, namespace: a}
        spec: {type: ExtAuth, extAuth: {grpcService: {backendRef: {name: sso, port: 80}}}}
        ---
        kind: Service
        apiVersion: v1
        metadata: {name: sso, namespace: a}
        spec: {ports: [{port: 80}]}
        """,
    ]

    @Test func aPolicyThatGoesNoLongerDecidesItsFields() throws {
        let effect = Self.effect([PolicySample.base, Self.limits], [PolicySample.base])

        let turn = try #require(effect.turns.first)
        #expect(effect.turns.count == 1 && turn.field == "timeouts" && turn.before == "a/limits" && turn.after.isEmpty)
        #expect(turn.places.count == 3)
        #expect(effect.opened.isEmpty)
    }

    @Test func takingAwayWhatAsksWhoOneIsOpensThePath() throws {
        let effect = Self.effect(Self.guarded, [Self.guarded[0], Self.guarded[2]])

        let opened = try #require(effect.opened.first)
        #expect(opened.field == "extAuth" && opened.places.count == 2)
        let first = try #require(effect.lines.first)
        #expect(first.label == "opens" && first.tone == .bad && first.text.contains("/pay"))
    }

    @Test func deletingWhatAPolicyCallsBreaksItsRules() {
        let effect = Self.effect(Self.guarded, [Self.guarded[0], Self.guarded[1]])

        #expect(effect.appearing.contains { $0.code == .extensionMissing })
        #expect(effect.broken.count == 2)
        #expect(Self.effect([Self.guarded[0], Self.guarded[1]], Self.guarded).going.contains { $0.code == .extensionMissing })
    }

    @Test func aChangeThatDoesNothingHasNoEffect() {
        #expect(Self.effect(Self.guarded, Self.guarded).isEmpty)
    }

    @Test func aKeeperComparesTheObjectAsItWillBe() throws {
        var index = ReferenceIndex(), keeper = PolicyKeeper()
        for object in PolicySample.objects(Self.guarded) {
            let head = try #require(ObjectHead(object))
            let type = try #require(PolicyKeeper.checkedTypes.first { $0.kind == head.kind && $0.group == head.group })
            let projection = RowProjection(isPolicy: true, references: ReferenceRule.paths(of: type)) { _, _ in [] }
            index.put(try ResourceScanner(projection: projection).row(JSONWriter.bytes(object)), type)
        }
        for type in PolicyKeeper.checkedTypes { index.completeList(of: type, in: nil) }
        let id = GraphID(.trafficPolicy, ObjectKey(namespace: "a", name: "guard"))

        let deleted = keeper.effect(of: [(id, nil)], index, FindingOptions())
        #expect(deleted.opened.map(\.field) == ["extAuth"])
        #expect(index[id] != nil)

        let moved = try #require(PolicySample.objects([PolicySample.policy("guard", "kind: HTTPRoute, name: cart", "extAuth: {extensionRef: {name: sso}}")]).first)
        let effect = keeper.effect(of: [(id, moved)], index, FindingOptions())
        #expect(effect.opened.isEmpty && effect.turns.map(\.field) == ["extAuth"])
    }
}
