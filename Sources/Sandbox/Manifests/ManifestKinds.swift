import APIServer
import KubeModel

/// Under which type each object of a folder is served: what its CustomResourceDefinition says, what is known of the kind,
/// or what English makes of its name.
///
/// A kind that stands there in several versions is served in one, as a server stores it in one: that of the definition, or
/// the most mature of those that were found.
struct ManifestKinds {
    private struct Name: Hashable {
        var group: String
        var kind: String
    }

    let kinds: [ServedKind]
    private let types: [Name: ResourceType]

    init(_ objects: [JSONValue]) {
        var found: [Name: ServedKind] = [:]
        for object in objects {
            guard let (name, version) = Self.name(of: object) else { continue }
            if let kind = found[name], !KubeVersion.isMoreMature(version, than: kind.type.version) { continue }
            found[name] = Self.kind(name, version)
        }
        for definition in objects.compactMap(CustomDefinition.init) {
            found[Name(group: definition.kind.type.group, kind: definition.kind.type.kind)] = definition.kind
        }
        kinds = found.values.sorted { ($0.type.group, $0.type.kind) < ($1.type.group, $1.type.kind) }
        types = found.mapValues(\.type)
    }

    func type(of object: JSONValue) -> ResourceType? { Self.name(of: object).flatMap { types[$0.0] } }

    private static func name(of object: JSONValue) -> (Name, version: String)? {
        guard let kind = object["kind"]?.string, let apiVersion = object["apiVersion"]?.string else { return nil }
        let parts = apiVersion.split(separator: "/", maxSplits: 1).map(String.init)
        guard let version = parts.last else { return nil }
        return (Name(group: parts.count == 2 ? parts[0] : "", kind: kind), version)
    }

    /// A kind without a schema. Short names and columns are those that people know.
    private static func kind(_ name: Name, _ version: String) -> ServedKind {
        let known = KindSchemas.cluster.first { $0.type.group == name.group && $0.type.kind == name.kind }
        let type = ResourceType(
            group: name.group, version: version, plural: known?.type.plural ?? plural(of: name.kind), kind: name.kind,
            isNamespaced: !clusterWide.contains(name.kind))
        return ServedKind(
            type: type, shortNames: known?.shortNames ?? shortNames[name.kind].map { [$0] } ?? [],
            categories: known?.categories ?? [], tableColumns: known?.tableColumns ?? [])
    }

    private static let shortNames = [
        "Service": "svc", "ConfigMap": "cm", "ServiceAccount": "sa", "Pod": "po", "Deployment": "deploy",
        "ReplicaSet": "rs",
        "StatefulSet": "sts", "DaemonSet": "ds", "Ingress": "ing", "NetworkPolicy": "netpol",
        "PersistentVolumeClaim": "pvc",
        "PersistentVolume": "pv", "Endpoints": "ep", "Node": "no", "CronJob": "cj", "HorizontalPodAutoscaler": "hpa",
        "PodDisruptionBudget": "pdb", "CustomResourceDefinition": "crd", "GatewayClass": "gc",
        "ReferenceGrant": "refgrant", "ListenerSet": "lset", "XListenerSet": "lset", "BackendTLSPolicy": "btlspolicy",
        "AgentgatewayPolicy": "agpol", "AgentgatewayBackend": "agbe", "AgentgatewayModel": "agmodel",
        "AgentgatewayParameters": "agpar",
    ]

    /// The plural as kinds are named: `Policy` policies, `Class` classes, `Gateway` gateways, `Endpoints` stays.
    static func plural(of kind: String) -> String {
        let word = kind.lowercased()
        let isAfterVowel = word.dropLast().last.map { "aeiou".contains($0) } ?? true
        if word.hasSuffix("y"), !isAfterVowel { return word.dropLast() + "ies" }
        if ["ss", "us", "x", "z", "ch", "sh"].contains(where: { word.hasSuffix($0) }) { return word + "es" }
        return word.hasSuffix("s") ? word : word + "s"
    }

    /// Kinds that live outside of namespaces. Unknown ones are taken to live inside.
    private static let clusterWide: Set<String> = [
        "Namespace", "Node", "PersistentVolume", "ClusterRole", "ClusterRoleBinding", "StorageClass", "IngressClass",
        "GatewayClass", "CustomResourceDefinition", "PriorityClass", "RuntimeClass", "APIService", "ClusterIssuer",
        "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding", "CSIDriver", "CSINode", "CertificateSigningRequest", "VolumeSnapshotClass",
        "FlowSchema", "PriorityLevelConfiguration", "VolumeAttachment",
    ]
}
