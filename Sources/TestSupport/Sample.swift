import Dashboard
import Foundation
import GatewayGraph
import KubeModel

/// Objects and rows for tests, from the few words a test is about.
public enum Sample {
    /// 2026-01-02 03:04:05 UTC: the moment at which tests take place.
    public static let now = Date(timeIntervalSince1970: 1_767_323_045)

    /// A TrafficPolicy as an edit of `team-a/x` begins.
    public static let policyToEdit: JSONValue = [
        "apiVersion": "gateway.kgateway.dev/v1alpha1", "kind": "TrafficPolicy",
        "metadata": ["name": "x", "namespace": "team-a", "resourceVersion": "41", "uid": "u1"],
        "spec": ["timeout": ["request": "30s"], "targetRefs": [["kind": "HTTPRoute", "name": "r"]]],
        "status": ["conditions": [["type": "Accepted", "status": "True"]]],
    ]

    /// An object as a server sends it.
    ///
    /// - Parameters:
    ///   - place: `team-a/cart`, or `cart` for an object of the cluster.
    ///   - version: The resourceVersion.
    ///   - age: Seconds before ``now`` at which it was created.
    public static func object(
        _ place: String, _ type: ResourceType = .trafficPolicy, version: Int = 1, generation: Int? = 1,
        age: Double = 3_600, labels: KeyValuePairs<String, String> = [:], spec: JSONValue = [:],
        status: JSONValue? = nil
    ) -> JSONValue {
        let key = key(place)
        var metadata: JSONValue = ["name": .string(key.name)]
        metadata["namespace"] = key.namespace.map { .string($0) }
        metadata["uid"] = .string("uid-\(place)")
        metadata["resourceVersion"] = .string(String(version))
        metadata["generation"] = generation.map { .integer($0) }
        metadata["creationTimestamp"] = .string(KubeTime.text(now.addingTimeInterval(-age)))
        if !labels.isEmpty { metadata["labels"] = .object(JSONObject(labels.map { ($0.key, .string($0.value)) })) }
        var object: JSONValue = [
            "apiVersion": .string(type.apiVersion), "kind": .string(type.kind), "metadata": metadata, "spec": spec,
        ]
        object["status"] = status
        return object
    }

    /// The status of the contract's shape, of conditions such as `Accepted=False/Invalid: no such target`.
    public static func status(_ conditions: String...) -> JSONValue {
        ["conditions": .array(conditions.map { condition($0) })]
    }

    /// The status of kgateway's shape: one list of conditions for each ancestor.
    public static func ancestors(_ ancestors: KeyValuePairs<String, [String]>) -> JSONValue {
        let entries = ancestors.map { place, conditions -> JSONValue in
            let key = key(place)
            var reference: JSONValue = ["kind": "Gateway", "name": .string(key.name)]
            reference["namespace"] = key.namespace.map { .string($0) }
            return [
                "ancestorRef": reference, "controllerName": "kgateway.dev/kgateway",
                "conditions": .array(conditions.map { condition($0) }),
            ]
        }
        return ["ancestors": .array(entries)]
    }

    /// `Accepted=False/Invalid: no such target`; with `@3` at the end of the status the observed generation.
    public static func condition(_ text: String) -> JSONValue {
        let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
        let head = (parts.first ?? "").split(whereSeparator: { "=/@".contains($0) }).map(String.init)
        var value: JSONValue = [
            "type": .string(head.first ?? ""), "status": .string(head.count > 1 ? head[1] : "Unknown"),
            "reason": .string(head.count > 2 ? head[2] : ""), "message": .string(parts.count > 1 ? parts[1] : ""),
            "lastTransitionTime": .string(KubeTime.text(now.addingTimeInterval(-600))),
        ]
        if head.count > 3, let generation = Int(head[3]) { value["observedGeneration"] = .integer(generation) }
        return value
    }

    /// The row that a kind's own projection makes of an object.
    public static func row(_ object: JSONValue, _ type: ResourceType = .trafficPolicy) -> ResourceRow {
        let scanner = ResourceScanner(projection: KindCatalog.kind(for: type).projection)
        guard let row = try? scanner.row(JSONWriter.bytes(object)) else {
            preconditionFailure("A test made an object without a name: \(JSONWriter.text(object))")
        }
        return row
    }

    /// A healthy TrafficPolicy's row, or one with the conditions that are named.
    public static func policy(
        _ place: String, _ conditions: String..., version: Int = 1, age: Double = 3_600,
        labels: KeyValuePairs<String, String> = [:]
    ) -> ResourceRow {
        let told = conditions.isEmpty ? ["Accepted=True/Valid", "Attached=True/Attached"] : conditions
        let spec: JSONValue = [
            "targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"]],
            "timeout": ["request": "30s"],
        ]
        return row(
            object(
                place, version: version, age: age, labels: labels, spec: spec,
                status: ["conditions": .array(told.map { condition($0) })]))
    }

    public static func key(_ place: String) -> ObjectKey {
        let parts = place.split(separator: "/", maxSplits: 1).map(String.init)
        return parts.count == 2
            ? ObjectKey(namespace: parts[0], name: parts[1]) : ObjectKey(namespace: nil, name: place)
    }
}
