import KubeModel

/// The kinds of the groups that are known whole, to tell a name that is none of theirs.
enum KnownKinds {
    /// A kind that is none, or a group that is.
    struct Mistake: Sendable {
        /// Whether the group is wrong, and not the kind.
        var isOfGroup: Bool
        /// What was probably meant; nil where nothing is near.
        var meant: (group: String, kind: String)?
    }

    private static let byGroup: [String: Set<String>] = {
        var kinds: [String: Set<String>] = [:]
        for type in ResourceType.kgatewayKinds + ResourceType.gatewayAPIKinds + ResourceType.kindsOfOtherVersions { kinds[type.group, default: []].insert(type.kind) }
        kinds[ResourceType.kgatewayGroup]?.insert("BackendConfigPolicy")
        kinds[ResourceType.gatewayAPIGroup]?.formUnion(["BackendLBPolicy", "ReferencePolicy"])
        kinds[ResourceType.gatewayTrialGroup]?.formUnion(["XBackend", "XBackendTrafficPolicy", "XMesh"])
        kinds[""] = [
            "Binding", "ComponentStatus", "ConfigMap", "Endpoints", "Event", "LimitRange", "List", "Namespace", "Node", "PersistentVolume", "PersistentVolumeClaim", "Pod",
            "PodTemplate", "ReplicationController", "ResourceQuota", "Secret", "Service", "ServiceAccount", "Status",
        ]
        return kinds
    }()

    /// So many letters of a group may be others before it is another group.
    private static let mostWrong = 3

    /// nil for a kind that there is, and for groups of which nothing is known.
    static func mistake(_ group: String, _ kind: String) -> Mistake? {
        if let kinds = byGroup[group] {
            guard !kinds.contains(kind) else { return nil }
            if let own = NearestName.best(kind, among: kinds) { return Mistake(isOfGroup: false, meant: (group, own)) }
            let other = byGroup.keys.sorted().first { byGroup[$0]?.contains(kind) == true }
            return Mistake(isOfGroup: other != nil, meant: other.map { ($0, kind) })
        }
        let near = byGroup.keys.filter { !$0.isEmpty && isNear(group, $0, kind) }.min { WordDistance.between(group, $0) < WordDistance.between(group, $1) }
        return near.map { Mistake(isOfGroup: true, meant: ($0, kind)) }
    }

    /// Some letters are others, or the beginning was left out, before one of its kinds.
    private static func isNear(_ group: String, _ known: String, _ kind: String) -> Bool {
        guard byGroup[known]?.contains(kind) == true else { return false }
        return known.hasSuffix(".\(group)") || group.hasSuffix(".\(known)") || WordDistance.between(group, known) <= mostWrong
    }
}
