import GatewayGraph
import KubeModel

/// What the rules of attachment come to for a part of a cluster.
struct PolicyVerdicts: Sendable {
    private let plan: PolicyPlan
    private let policies: [ObjectID: ExpectedPolicy]

    /// Of everything that there is.
    init(in view: some ClusterView) {
        self.init(
            of: Self.policyTypes.flatMap { type in view.objects(of: type).map { (type, $0) } },
            Self.routeTypes.flatMap(view.objects), in: view)
    }

    /// - Parameters:
    ///   - policies: All that come to the places in question.
    ///   - routes: As far as they matter; what stands around them is looked up.
    init(of policies: [(ResourceType, JSONValue)], _ routes: [JSONValue], in view: some ClusterView) {
        let judged = policies.map { type, object in Self.judged(object, type, in: view) }
        plan = PolicyPlan(
            Self.surroundings.flatMap(view.objects) + routes + judged, settings: Self.settings(in: view))
        var found: [ObjectID: ExpectedPolicy] = [:]
        for expected in plan.expectedPolicies() {
            guard let type = Self.policyTypes.first(where: { $0.kind == expected.kind }) else { continue }
            found[ObjectID(type, expected.namespace, expected.name)] = expected
        }
        self.policies = found
    }

    static let policyTypes: [ResourceType] = [.trafficPolicy, .httpListenerPolicy]
    static let routeTypes: [ResourceType] = [.httpRoute, .grpcRoute]

    private static let surroundings: [ResourceType] = [
        .namespace, .gatewayClass, .gateway, .trialListenerSet, .referenceGrant, .gatewayExtension, .directResponse, .backend,
        .service, .secret,
    ]

    /// A policy as the rules read it: its status says no more than what the rules of its spec come to now.
    private static func judged(_ object: JSONValue, _ type: ResourceType, in view: some ClusterView) -> JSONValue {
        var object = object
        object["status"] = SpecRules.problem(of: object, type, in: view).map { problem in
            ["conditions": [["type": "Accepted", "status": "False", "reason": "Invalid", "message": .string(problem)]]]
        }
        return object
    }

    /// As the controller's Deployment has them; what a spec is refused for counts in any case.
    static func settings(in view: some ClusterView) -> PolicySettings {
        var environment: [String: String] = [:]
        for deployment in view.objects(of: .deployment)
        where deployment[path: ["metadata", "labels", "kgateway"]] == "kgateway" {
            for container in deployment[path: ["spec", "template", "spec", "containers"]]?.array ?? [] {
                for variable in container["env"]?.array ?? [] {
                    guard let name = variable["name"]?.string, let value = variable["value"]?.string else { continue }
                    environment[name] = value
                }
            }
        }
        environment["KGW_VALIDATION_MODE"] = "STRICT"
        return PolicySettings(environment, from: .deployment)
    }

    /// nil where the policy is none of this part.
    func policy(_ id: ObjectID) -> ExpectedPolicy? { policies[id] }
    func route(_ id: ObjectID) -> ExpectedRoute? {
        plan.expectedRoute(id.type.kind, id.key.namespace ?? "", id.key.name)
    }
    /// Of a Gateway, where all routes are in this part.
    func listeners(_ gateway: ObjectKey) -> [ExpectedListener] {
        plan.expectedListeners(gateway.namespace ?? "", gateway.name)
    }
}
