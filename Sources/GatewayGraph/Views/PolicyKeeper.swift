import KubeModel

/// The world of policies, kept object by object, and what it says of one of them or of a request.
public struct PolicyKeeper: Sendable {
    private var world: PolicyWorld
    /// Counts changes.
    public private(set) var version: UInt32 = 0

    public init(_ settings: PolicySettings = PolicySettings()) { world = PolicyWorld(settings) }

    /// The kinds that are read, in any version.
    public static let types: [ResourceType] =
        [.gatewayClass, .gateway, .httpRoute, .grpcRoute, .referenceGrant, .listenerSet, .trialListenerSet, .trafficPolicy, .httpListenerPolicy]
        + [.listenerPolicy, .gatewayExtension, .directResponse, .backend, .service, .secret, .namespace]

    /// Whether objects of a kind are read.
    public static func reads(_ kind: String) -> Bool { PolicyWorld.kinds.contains(kind) }

    /// Whether an object has a Policies view.
    public static func tells(of kind: String, in group: String) -> Bool {
        switch group {
        case ResourceType.gatewayAPIGroup: ["Gateway", "ListenerSet", "HTTPRoute", "GRPCRoute"].contains(kind)
        case "gateway.networking.x-k8s.io": kind == "XListenerSet"
        case ResourceType.kgatewayGroup: ["TrafficPolicy", "HTTPListenerPolicy", "ListenerPolicy"].contains(kind)
        default: false
        }
    }

    public mutating func put(_ object: JSONValue) {
        world.put(object)
        version &+= 1
    }

    public mutating func remove(_ id: GraphID) {
        let namespace = id.kind == "Namespace" || id.kind == "GatewayClass" ? "" : id.key.namespace ?? "default"
        world.remove(id.kind, namespace, id.key.name)
        version &+= 1
    }

    /// All objects of a kind, in place of those that were there.
    public mutating func replace(_ kind: String, by objects: some Sequence<JSONValue>) {
        world.removeAll(kind)
        for object in objects { world.put(object) }
        version &+= 1
    }

    /// - Returns: false where objects are read otherwise under these settings: everything has to be put anew.
    public mutating func take(_ settings: PolicySettings) -> Bool {
        guard settings.rules == world.settings.rules, settings.isStrict == world.settings.isStrict else { return false }
        world.settings = settings
        version &+= 1
        return true
    }

    /// The kinds of which not all objects are known.
    public mutating func leaveUnread(_ kinds: Set<String>) {
        guard kinds != world.unread else { return }
        world.unread = kinds
        version &+= 1
    }

    /// The Policies view of an object. Cost: follows the hosts that it has to do with, and the number of policies.
    public func tree(_ query: LinkQuery) -> LinkTree { LinkTree(query, plan(for: query.id).branches(of: query.id), stamp: version) }

    /// In a line: where a policy wins; nil for other kinds, and where it comes to nothing.
    public func summary(of id: GraphID) -> String? {
        guard id.kind.hasSuffix("Policy") else { return nil }
        return PolicyOutcome(plan: plan(for: id), id: id).summary
    }

    private func plan(for id: GraphID) -> PolicyPlan {
        PolicyPlan(world, for: .object(kind: id.kind, namespace: id.key.namespace ?? "", name: id.key.name))
    }

    /// What serves a request, Gateway by Gateway, in lines.
    public func answer(to request: RouteRequest) -> [[AnswerLine]] {
        let plan = PolicyPlan(world), answers = plan.answers(to: request).map(plan.lines)
        guard answers.isEmpty else { return answers }
        return [[AnswerLine("", plan.notKnown ?? "There is no Gateway that kgateway serves.", .warning)]]
    }
}
