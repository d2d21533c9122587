import Testing

@testable import GatewayGraph

@Suite struct AccessCheckTests {
    @Test(arguments: ["10.0.0.0/8", "10.1.2.3", "0.0.0.0/0", "2001:db8::/32", "::1", "fe80::1/128"])
    func aRangeThatIsTaken(_ text: String) { #expect(AddressRange.problem(in: text) == nil) }

    @Test(arguments: ["172.18.0.0/12", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/", "x", "2001:db8::1/32", "1::2::3", ""])
    func aRangeThatIsNot(_ text: String) { #expect(AddressRange.problem(in: text) != nil) }

    private func errors(_ spec: String, _ more: String = "") -> [String] {
        let plan = PolicySample.plan(PolicySample.base, PolicySample.policy("p", "kind: HTTPRoute, name: cart", spec), more, rules: .v24)
        return plan.validity.faults[0].map(\.path)
    }

    @Test func secretsThatNewerVersionsReadMustBeThere() {
        let secret = "\n---\nkind: Secret\napiVersion: v1\nmetadata: {name: users, namespace: a, labels: {app: shop}}\ndata: {.htpasswd: \"\"}"
        #expect(errors("basicAuth: {secretRef: {name: users}}") == ["spec.basicAuth.secretRef.name"])
        #expect(errors("basicAuth: {secretRef: {name: users}}", secret) == [])
        #expect(errors("apiKeyAuth: {secretSelector: {matchLabels: {app: shop}}}") == ["spec.apiKeyAuth.secretSelector"])
        #expect(errors("apiKeyAuth: {secretSelector: {matchLabels: {app: shop}}}", secret) == [])
    }

    @Test func usersAndAddressesHaveTheirForms() {
        #expect(errors("basicAuth: {users: [\"me:{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=\", \"you:$apr1$x\"]}") == ["spec.basicAuth.users[1]"])
        #expect(errors("acl: {rules: [{cidrs: [\"10.0.0.0/8\", \"172.18.0.0/12\"]}]}") == ["spec.acl.rules[0].cidrs[1]"])
    }
}
