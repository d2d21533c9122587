import KubeModel

/// A finding with the object that it is about, as the graph knows it. Lists share it.
public final class FoundFinding: Hashable, Sendable, Identifiable {
    public let finding: Finding
    /// The object to be changed; nil where it is none of the cluster's, as the controller's settings.
    public let object: GraphID?
    /// Whether it may go by itself in a moment: something is not there yet, and has been missing for less than two seconds.
    public let isSettling: Bool

    public init(finding: Finding, object: GraphID?, isSettling: Bool) { (self.finding, self.object, self.isSettling) = (finding, object, isSettling) }

    /// What it is known by while words change.
    public var id: String { finding.fingerprint + (finding.path.isEmpty ? finding.message : "") }

    /// Errors first, then by object.
    static func comesFirst(_ left: FoundFinding, _ right: FoundFinding) -> Bool {
        let (left, right) = (left.finding, right.finding)
        return left.severity == right.severity
            ? (left.object, left.path, left.message) < (right.object, right.path, right.message) : left.severity > right.severity
    }

    public static func == (left: FoundFinding, right: FoundFinding) -> Bool {
        left === right || (left.finding, left.object, left.isSettling) == (right.finding, right.object, right.isSettling)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(finding) }
}

extension GraphID {
    /// `gateway.kgateway.dev/TrafficPolicy/infra/p`, `/Service/shop/cart`, `gateway.networking.k8s.io/GatewayClass//kgateway`; nil for anything else.
    init?(identity: String) {
        let parts = identity.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, !parts[1].isEmpty, !parts[3].isEmpty else { return nil }
        // These are written down in the program: they take no memory of their own.
        let group = [ResourceType.kgatewayGroup, ResourceType.gatewayAPIGroup].first { $0 == parts[0] } ?? String(parts[0])
        self.init(
            group: group, kind: String(parts[1]), key: ObjectKey(namespace: parts[2].isEmpty ? nil : String(parts[2]), name: String(parts[3])))
    }

    /// The other way round.
    public var identity: String { "\(group)/\(kind)/\(key.namespace ?? "")/\(key.name)" }
}

extension FindingCode {
    /// Whether it says that something is not there, which while things are being made is so for a moment.
    var isStructural: Bool {
        switch self {
        case .targetMissing, .sectionMissing, .extensionMissing, .extensionBackendMissing, .certificateMissing, .filterMissing, .parentMissing, .backendMissing,
            .backendPortMissing, .backendNoEndpoints, .parametersMissing, .delegationBroken, .selectorMatchesNothing, .targetNotServed, .grantMissing,
            .secretContentUnusable, .statusMissing, .statusStale, .statusDisagrees:
            true
        default: false
        }
    }

    /// Whether what it says of an object depends on more than what the object names and is named by.
    var isWide: Bool {
        switch self {
        case .routeUnprotected, .ruleShadowed, .listenerUnused, .gatewayNameCollides, .policyNeverWins, .duplicateObject, .classAssumed, .settingAssumed,
            .unreadableKind, .levelSilenced, .tie, .suppressionUnused:
            true
        default: false
        }
    }
}
