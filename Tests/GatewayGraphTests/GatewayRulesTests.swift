import Testing

@testable import GatewayGraph

@Suite struct GatewayRulesTests {
    @Test(arguments: [("2.1", "2.1"), ("v2.3.1", "2.3"), ("main", "2.5"), ("2.9", "2.5")])
    func aVersionIsRead(_ text: String, _ name: String) { #expect(GatewayRules(text)?.name == name) }

    @Test(arguments: ["", "1.0", "2", "2.0", "auto", "3.1"]) func whatIsNone(_ text: String) { #expect(GatewayRules(text) == nil) }

    @Test func theKindsThatAreServedTellTheVersion() {
        func found(_ kinds: Set<String>) -> String { GatewayRules.discovered { kinds.contains($1) }.name }
        #expect(found(["TrafficPolicy", "HTTPListenerPolicy"]) == "2.1")
        #expect(found(["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy"]) == "2.2")
        #expect(found(["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy", "ListenerSet"]) == "2.3")
        #expect(found(["TrafficPolicy", "ListenerPolicy", "ListenerSet"]) == "2.5")
    }
}
