import GatewayGraph
import KubeModel
import Testing

@Suite struct ControllerDeploymentTests {
    @Test func ofSeveralControllersTheUsualOneCounts() {
        func deployment(_ namespace: String, _ variables: JSONValue...) -> JSONValue {
            [
                "metadata": ["namespace": .string(namespace)],
                "spec": ["template": ["spec": ["containers": [["env": .array(variables)]]]]],
            ]
        }
        let other = deployment("a", ["name": "KGW_POLICY_MERGE", "value": "{}"])
        let usual = deployment(
            "kgateway-system", ["name": "KGW_GLOBAL_POLICY_NAMESPACE"], ["name": "HOME", "value": "/"],
            ["name": "KGW_POLICY_MERGE", "valueFrom": ["configMapKeyRef": ["name": "x"]]])

        #expect(ControllerDeployment.environment(of: [other, usual]) == ["KGW_GLOBAL_POLICY_NAMESPACE": ""])
        #expect(ControllerDeployment.environment(of: [other]) == ["KGW_POLICY_MERGE": "{}"])
        #expect(ControllerDeployment.environment(of: []) == nil)
    }
}
