import Dashboard
import GatewayGraph
import KubeModel
import TestSupport
import Testing

@Suite struct DraftOriginTests {
    @Test func whatADraftWasMadeFromIsReadAsItWasWritten() {
        let origin = DraftOrigin(
            type: .trafficPolicy, key: ObjectKey(namespace: "team-a", name: "x"), context: "stage", base: Sample.policyToEdit)
        let new = DraftOrigin(
            type: ResourceType(group: "", version: "v1", plural: "nodes", kind: "Node", isNamespaced: false),
            key: ObjectKey(namespace: nil, name: ""), context: "stage")

        #expect(DraftOrigin(origin.bytes) == origin)
        #expect(DraftOrigin(new.bytes) == new)
        #expect(DraftOrigin(Array("{}".utf8)) == nil && DraftOrigin([]) == nil)
    }
}
