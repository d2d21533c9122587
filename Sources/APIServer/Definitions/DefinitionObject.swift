import KubeModel

/// Writes a kind that was made in this process as the CustomResourceDefinition that would lead to it.
enum DefinitionObject {
    /// Groups of Kubernetes itself, which no definition makes.
    private static let builtIn: Set<String> = [
        "", "apps", "batch", "autoscaling", "policy", "extensions", "admissionregistration.k8s.io",
        "apiextensions.k8s.io", "apiregistration.k8s.io", "authentication.k8s.io", "authorization.k8s.io",
        "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io",
        "flowcontrol.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io", "rbac.authorization.k8s.io",
        "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io",
    ]

    /// nil for kinds that are part of Kubernetes.
    static func json(_ kind: ServedKind) -> JSONValue? {
        guard !builtIn.contains(kind.type.group) else { return nil }
        return [
            "apiVersion": .string(ResourceType.customResourceDefinition.apiVersion),
            "kind": .string(ResourceType.customResourceDefinition.kind),
            "metadata": ["name": .string(kind.type.qualifiedName)],
            "spec": [
                "conversion": ["strategy": "None"], "group": .string(kind.type.group), "names": names(kind),
                "scope": kind.type.isNamespaced ? "Namespaced" : "Cluster", "versions": [version(kind)],
            ],
        ]
    }

    private static func names(_ kind: ServedKind) -> JSONValue {
        var names: JSONValue = [
            "kind": .string(kind.type.kind), "listKind": .string("\(kind.type.kind)List"),
            "plural": .string(kind.type.plural), "singular": .string(kind.singular),
        ]
        if !kind.shortNames.isEmpty { names["shortNames"] = .array(kind.shortNames.map { .string($0) }) }
        if !kind.categories.isEmpty { names["categories"] = .array(kind.categories.map { .string($0) }) }
        return names
    }

    private static func version(_ kind: ServedKind) -> JSONValue {
        var version: JSONValue = [
            "name": .string(kind.type.version), "served": true, "storage": true,
            "schema": ["openAPIV3Schema": kind.openAPI],
        ]
        let columns = kind.tableColumns.filter { !$0.jsonPath.isEmpty }
        if !columns.isEmpty { version["additionalPrinterColumns"] = .array(columns.map(column) + [age]) }
        if kind.hasStatus { version["subresources"] = ["status": [:]] }
        return version
    }

    private static let age: JSONValue = ["name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp"]

    private static func column(_ column: TableColumn) -> JSONValue {
        var value: JSONValue = [
            "name": .string(column.name), "type": .string(column.type.rawValue), "jsonPath": .string(column.jsonPath),
        ]
        if !column.summary.isEmpty { value["description"] = .string(column.summary) }
        if column.priority != 0 { value["priority"] = .integer(column.priority) }
        return value
    }
}
