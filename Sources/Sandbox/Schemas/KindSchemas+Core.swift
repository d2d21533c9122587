import APIServer
import KubeModel

/// Kinds of Kubernetes itself, of which any object is taken; as `kubectl get` shows them.
extension KindSchemas {
    static let core: [ServedKind] = [
        ServedKind(
            type: .service, shortNames: ["svc"], categories: ["all"],
            tableColumns: [
                .field("Type", "spec", "type", "How the Service is reached."),
                TableColumn("Cluster-IP", summary: "Its address in the cluster.") {
                    $0[path: ["spec", "clusterIP"]] ?? none
                },
                TableColumn("External-IP", summary: "Its addresses outside of the cluster.", value: outside),
                TableColumn("Port(s)", summary: "The ports it listens on.", value: ports),
                TableColumn("Selector", priority: 1, summary: "The pods behind it.") {
                    labels($0[path: ["spec", "selector"]])
                },
            ]),
        ServedKind(
            type: .secret,
            tableColumns: [
                TableColumn("Type", summary: "What it holds.") { $0["type"] ?? "Opaque" },
                TableColumn("Data", type: .integer, summary: "How many keys it has.") { count($0, "data", "stringData") },
            ], hasStatus: false),
        ServedKind(
            type: .configMap, shortNames: ["cm"],
            tableColumns: [
                TableColumn("Data", type: .integer, summary: "How many keys it has.") { count($0, "data", "binaryData") }
            ], hasStatus: false),
        ServedKind(
            type: .deployment, shortNames: ["deploy"], categories: ["all"],
            tableColumns: [
                TableColumn("Ready", summary: "How many of its pods are ready.") {
                    let ready = $0[path: ["status", "readyReplicas"]]?.integer ?? 0
                    return .string("\(ready)/\($0[path: ["spec", "replicas"]]?.integer ?? 1)")
                },
                number("Up-to-date", "updatedReplicas", "How many of its pods are of the newest version."),
                number("Available", "availableReplicas", "How many of its pods have been ready for long enough."),
                TableColumn("Containers", priority: 1, summary: "The containers of its pods.") { containers($0, "name") },
                TableColumn("Images", priority: 1, summary: "The images of its pods.") { containers($0, "image") },
                TableColumn("Selector", priority: 1, summary: "The pods it runs.") {
                    labels($0[path: ["spec", "selector", "matchLabels"]])
                },
            ]),
    ]

    private static let none: JSONValue = "<none>"

    @Sendable private static func outside(_ service: JSONValue) -> JSONValue {
        guard service[path: ["spec", "type"]] == "LoadBalancer" else { return service[path: ["spec", "externalName"]] ?? none }
        let given = service[path: ["status", "loadBalancer", "ingress"]]?.array ?? []
        let texts = given.compactMap { ($0["ip"] ?? $0["hostname"])?.string }
        return .string(texts.isEmpty ? "<pending>" : texts.joined(separator: ","))
    }

    @Sendable private static func ports(_ service: JSONValue) -> JSONValue {
        let texts = (service[path: ["spec", "ports"]]?.array ?? []).map { port in
            let node = port["nodePort"]?.integer.map { ":\($0)" } ?? ""
            return "\(port["port"]?.integer ?? 0)\(node)/\(port["protocol"]?.string ?? "TCP")"
        }
        return texts.isEmpty ? none : .string(texts.joined(separator: ","))
    }

    private static func labels(_ value: JSONValue?) -> JSONValue {
        let pairs = (value?.object ?? JSONObject()).map { "\($0)=\($1.string ?? "")" }
        return pairs.isEmpty ? none : .string(pairs.joined(separator: ","))
    }

    private static func count(_ object: JSONValue, _ sections: String...) -> JSONValue {
        .integer(sections.reduce(0) { $0 + (object[$1]?.object?.count ?? 0) })
    }

    private static func number(_ name: String, _ member: String, _ summary: String) -> TableColumn {
        TableColumn(name, type: .integer, summary: summary) { $0[path: ["status", member]] ?? 0 }
    }

    private static func containers(_ deployment: JSONValue, _ member: String) -> JSONValue {
        let list = deployment[path: ["spec", "template", "spec", "containers"]]?.array ?? []
        return .string(list.compactMap { $0[member]?.string }.joined(separator: ","))
    }
}
