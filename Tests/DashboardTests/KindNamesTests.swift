import GatewayGraph
import KubeModel
import Testing

@testable import Dashboard

/// How people name kinds.
@Suite struct KindNamesTests {
    private static func type(
        _ plural: String, _ kind: String, _ group: String = ResourceType.kgatewayGroup, _ version: String = "v1alpha1"
    ) -> ResourceType {
        ResourceType(group: group, version: version, plural: plural, kind: kind)
    }

    private static func served(
        _ type: ResourceType, singular: String = "", short: [String] = [], versions: [String] = []
    ) -> Discovery.Kind {
        var kind = Discovery.Kind(type: type, singularName: singular, shortNames: short)
        kind.versions += versions
        return kind
    }

    private let names = KindNames(served: [
        Self.served(.trafficPolicy, short: ["tpol"], versions: ["v1"]), Self.served(.backend),
        Self.served(type("backendconfigpolicies", "BackendConfigPolicy")),
        Self.served(type("oxen", "Ox"), singular: "oneox", short: ["OX1"]),
        Self.served(.gateway, short: ["gtw"], versions: ["v1beta1"]), Self.served(.httpRoute),
        Self.served(type("gateways", "Gateway", "networking.istio.io", "v1"), short: ["gw"]),
        Self.served(type("things", "Thing", "a.example", "v1")),
        Self.served(type("things", "Thing", "b.example", "v1")),
    ])

    /// `plural.version.group` of the one kind that is meant.
    private func meant(_ word: String) -> String? {
        guard case .one(_, let type) = names.find(word) else { return nil }
        return "\(type.plural).\(type.version).\(type.group)"
    }

    @Test(arguments: [
        ("trafficpolicies", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("TRAFFICPOLICY", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("TrafficPolicy", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("tpol", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("tp", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("traf", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("trafficpolicies.gateway.kgateway.dev", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("tpol.gateway.kgateway.dev", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("trafficpolicy.v1.gateway.kgateway.dev", "trafficpolicies.v1.gateway.kgateway.dev"),
        ("TrafficPolicy.V1alpha1.Gateway.kgateway.dev", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("trafficpolicies.gateway", "trafficpolicies.v1alpha1.gateway.kgateway.dev"),
        ("backend", "backends.v1alpha1.gateway.kgateway.dev"), ("b", "backends.v1alpha1.gateway.kgateway.dev"),
        ("bcp", "backendconfigpolicies.v1alpha1.gateway.kgateway.dev"),
        ("backendconf", "backendconfigpolicies.v1alpha1.gateway.kgateway.dev"),
        ("oneox", "oxen.v1alpha1.gateway.kgateway.dev"), ("ox", "oxen.v1alpha1.gateway.kgateway.dev"),
        ("ox1", "oxen.v1alpha1.gateway.kgateway.dev"),
        ("gateways", "gateways.v1.gateway.networking.k8s.io"),
        ("gateways.v1beta1.gateway.networking.k8s.io", "gateways.v1beta1.gateway.networking.k8s.io"),
        ("gateways.networking.istio.io", "gateways.v1.networking.istio.io"), ("gw", "gateways.v1.networking.istio.io"),
        ("things.b.example", "things.v1.b.example"),
    ])
    func everyNameOfAKindMeansIt(word: String, wanted: String) {
        #expect(meant(word) == wanted)
    }

    @Test(arguments: [
        "trafficpolicies.v9.gateway.kgateway.dev", "trafficpolicies.apps", "trafficpolicies.", "", ".", "pods",
        "trafficpoliciess",
    ])
    func whatIsNoNameMeansNothing(word: String) {
        #expect(meant(word) == nil)
    }

    @Test func anAmbiguousWordNamesTheChoices() {
        #expect(names.find("backe") == .several(["backends", "backendconfigpolicies"]))
        #expect(names.find("things") == .several(["things.a.example", "things.b.example"]))
    }

    @Test func theNearestNameIsTold() {
        #expect(names.find("trafficpolices") == .none(nearest: "trafficpolicies"))
        #expect(names.find("htproute") == .none(nearest: "httproutes"))
        #expect(names.find("bakcends.gateway.kgateway.dev") == .none(nearest: "backends"))
        #expect(names.find("deployments") == .none(nearest: nil))
    }

    @Test func aKindThatIsKnownAndNotServedIsFoundAsSuch() throws {
        for word in ["aibackends", "AIBackend", "listenerpolicies", "agentgatewaypolicies", "grpcr"] {
            guard case .one(let entry, _) = names.find(word) else {
                Issue.record("\(word) means nothing")
                continue
            }
            #expect(!names.entries[entry].isServed, "\(word)")
        }
    }

    @Test(arguments: [("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("same", "same", 0), ("a", "", 1)])
    func distancesCountChanges(left: String, right: String, distance: Int) {
        #expect(WordDistance.between(left, right) == distance)
    }
}
