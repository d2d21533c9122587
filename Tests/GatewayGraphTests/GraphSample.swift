import GatewayGraph
import KubeModel

/// Objects by few words.
enum GraphSample {
    static func row(_ type: ResourceType, _ place: String, _ spec: JSONValue = .map([:]), labels: KeyValuePairs<String, String> = [:]) -> ResourceRow {
        let key = key(place)
        var metadata: JSONValue = ["name": .string(key.name), "resourceVersion": .string("\(place) \(JSONWriter.text(spec)) \(labels)")]
        if let namespace = key.namespace { metadata["namespace"] = .string(namespace) }
        if !labels.isEmpty {
            var told = JSONValue.map([:])
            for label in labels { told[label.key] = .string(label.value) }
            metadata["labels"] = told
        }
        let projection = RowProjection(isPolicy: false, references: ReferenceRule.paths(of: type)) { _, _ in [] }
        let object: JSONValue = ["kind": .string(type.kind), "metadata": metadata, "spec": spec]
        return (try? ResourceScanner(projection: projection).row(JSONWriter.bytes(object))) ?? .none
    }

    static func key(_ place: String) -> ObjectKey {
        let parts = place.split(separator: "/").map(String.init)
        return parts.count == 2 ? ObjectKey(namespace: parts[0], name: parts[1]) : ObjectKey(namespace: nil, name: place)
    }

    static func id(_ type: ResourceType, _ place: String) -> GraphID { GraphID(type, key(place)) }

    /// A policy on routes of its namespace, with the extension that asks who somebody is.
    static func policy(_ place: String, on routes: String..., asking: String? = nil) -> ResourceRow {
        var spec: JSONValue = ["targetRefs": .array(routes.map { ["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": .string($0)] })]
        if let asking { spec["extAuth"] = ["extensionRef": ["name": .string(asking)]] }
        return row(.trafficPolicy, place, spec)
    }

    static func route(_ place: String, to services: String..., labels: KeyValuePairs<String, String> = [:]) -> ResourceRow {
        row(
            .httpRoute, place,
            [
                "parentRefs": [["name": "public", "namespace": "infra"]],
                "rules": [["backendRefs": .array(services.map { ["name": .string($0)] })]],
            ], labels: labels)
    }

    static func selecting(_ place: String, _ labels: KeyValuePairs<String, String>) -> ResourceRow {
        var match = JSONValue.map([:])
        for label in labels { match[label.key] = .string(label.value) }
        return row(
            .trafficPolicy, place,
            ["targetSelectors": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "matchLabels": match]]])
    }
}
