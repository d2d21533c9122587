import APIServer
import Foundation
import GatewayGraph
import KubeModel

/// Reads the shorthand of the story's chapters.
///
/// `kind`, `name`, `labels`, `annotations`, `finalizers` and `spec` (or `type` and `data`) stand side by side. `age: 34d` and `deleting: 4m` are
/// times before the start, `generation` is drawn where it is left out. `status` fixes a status, its conditions with
/// `since: 3h`; `status: none` keeps the object without one.
struct StoryReader {
    let namespace: String
    let seed: UInt64
    let start: Date

    func object(_ text: JSONValue) -> StoryObject {
        let kind = text["kind"]?.string ?? ""
        let name = text["name"]?.string ?? ""
        let type = Self.types.first { $0.kind == kind } ?? .trafficPolicy
        let id = ObjectID(type, ObjectKey(namespace: type.isNamespaced ? namespace : nil, name: name))
        var generator = SeededGenerator(seed: seed, for: id.description)
        let created = time(
            before: text["age"]?.string ?? "\(generator.number(in: 1...120))d", generator.number(in: 0...3599))
        let generation = text["generation"]?.integer ?? generator.number(in: 1...6)
        var object: JSONValue = ["apiVersion": .string(type.apiVersion), "kind": .string(kind)]
        object["metadata"] = metadata(text, id, created: created, generation: generation, &generator)
        for member in ["type", "spec", "data"] { object[member] = text[member] }
        let status = text["status"]
        if let status, status.object != nil { object["status"] = expand(status, generation: generation) }
        let isPinned = status != nil || !StatusController.types.contains(type)
        return StoryObject(id: id, object: object, created: created, isPinned: isPinned)
    }

    private static let types = KindSchemas.cluster.map(\.type) + [.namespace]

    private func metadata(
        _ text: JSONValue, _ id: ObjectID, created: Date, generation: Int, _ generator: inout SeededGenerator
    ) -> JSONValue {
        var metadata: JSONValue = [
            "name": .string(id.key.name), "namespace": .string(namespace),
            "uid": .string(Self.uid(&generator)), "generation": .integer(generation),
            "creationTimestamp": .string(KubeTime.text(created)),
            "labels": labels(text, id, &generator),
        ]
        if id.key.namespace == nil { metadata["namespace"] = nil }
        metadata["annotations"] = text["annotations"]
        metadata["finalizers"] = text["finalizers"]
        if let deleting = text["deleting"]?.string {
            metadata["deletionTimestamp"] = .string(KubeTime.text(time(before: deleting, 0)))
            metadata["deletionGracePeriodSeconds"] = 0
        }
        return metadata
    }

    private func labels(_ text: JSONValue, _ id: ObjectID, _ generator: inout SeededGenerator) -> JSONValue {
        let first = id.key.name.split(separator: "-").first.map(String.init) ?? id.key.name
        let tools = ["argocd", "flux", "helm"]
        var labels: JSONValue = [
            "app.kubernetes.io/name": .string(first), "app.kubernetes.io/part-of": .string(namespace),
            "app.kubernetes.io/managed-by": .string(tools[generator.number(in: 0...2)]),
            "team": .string(Self.teams[namespace] ?? namespace),
        ]
        for (key, value) in text["labels"]?.object ?? JSONObject() { labels[key] = value }
        return labels
    }

    private static let teams = [
        "infra": "platform", "checkout": "shop", "catalog": "shop", "search": "discovery", "payments": "payments",
        "identity": "security", "ml-platform": "machine-learning", "kgateway-system": "platform",
    ]

    static func uid(_ generator: inout SeededGenerator) -> String {
        let digits = Array(
            (String(generator.next(), radix: 16) + String(generator.next(), radix: 16) + "00000000").utf8)
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
            String(decoding: range.map { digits.count > $0 ? digits[$0] : 0x30 }, as: UTF8.self)
        }
        return parts.joined(separator: "-")
    }

    /// Conditions with `since` become conditions with times; they speak about the present generation unless they say so.
    private func expand(_ value: JSONValue, generation: Int) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { expand($0, generation: generation) })
        case .object(var members):
            guard let since = members["since"]?.string else {
                return .object(members.compactMapValues { expand($1, generation: generation) })
            }
            let observed = members["observedGeneration"] ?? .integer(generation)
            members["since"] = nil
            members["observedGeneration"] = nil
            members["lastTransitionTime"] = .string(KubeTime.text(time(before: since, 0)))
            members["observedGeneration"] = observed
            return .object(members)
        default: return value
        }
    }

    /// So long before the start, `34d`, `3h` or `4m`, and for days some seconds more.
    private func time(before text: String, _ seconds: Int) -> Date {
        let amount = Double(text.dropLast()) ?? 0
        switch text.last {
        case "d": return start.addingTimeInterval(-amount * 86_400 - Double(seconds))
        case "h": return start.addingTimeInterval(-amount * 3_600)
        default: return start.addingTimeInterval(-amount * 60)
        }
    }
}
