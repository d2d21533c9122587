import Foundation
import GatewayGraph
import KubeModel

/// The Services and Secrets that a story's objects refer to, each made of what is said about it where it is named.
///
/// A Service has the ports that are asked for, and the age of the oldest object that names it. Secrets hold no secret.
struct StorySurroundings {
    let seed: UInt64
    /// Named, and missing all the same: references of a story are not always right.
    let missing: Set<ObjectID>
    private var found: [ObjectID: Facts] = [:]

    private struct Facts {
        var created: Date
        var ports: Set<Int> = []
        var isCertificate = false
    }

    init(of story: [StoryObject], missing: Set<ObjectID>, seed: UInt64) {
        self.seed = seed
        self.missing = missing
        // A reference without a kind means a Backend where there is one of that name, else a Service.
        let own = Set(story.map(\.id))
        for item in story {
            walk(item.object["spec"] ?? .null, item) { id in
                own.contains(id) || own.contains(ObjectID(.backend, id.key)) || missing.contains(id)
            }
        }
    }

    var objects: [StoryObject] {
        found.sorted { $0.key < $1.key }.map { id, facts in
            var generator = SeededGenerator(seed: seed, for: id.description)
            var object: JSONValue = [
                "apiVersion": "v1", "kind": .string(id.type.kind),
                "metadata": [
                    "name": .string(id.key.name), "namespace": .string(id.key.namespace ?? ""),
                    "uid": .string(StoryReader.uid(&generator)),
                    "creationTimestamp": .string(KubeTime.text(facts.created)),
                    "labels": ["app.kubernetes.io/name": .string(id.key.name)],
                ],
            ]
            if id.type == .service {
                object["spec"] = service(id.key.name, facts.ports, &generator)
                object["status"] = ["loadBalancer": [:]]
            } else {
                object["type"] = facts.isCertificate ? "kubernetes.io/tls" : "Opaque"
                let names = facts.isCertificate ? ["tls.crt", "tls.key"] : ["Authorization"]
                object["data"] = .object(JSONObject(names.map { ($0, Self.nothing) }))
            }
            return StoryObject(id: id, object: object, created: facts.created, isPinned: true)
        }
    }

    /// What secrets hold here: the words `no secret`.
    private static let nothing: JSONValue = "bm8gc2VjcmV0"

    private func service(_ name: String, _ ports: Set<Int>, _ generator: inout SeededGenerator) -> JSONValue {
        [
            "type": "ClusterIP",
            "clusterIP": .string("10.96.\(generator.number(in: 8...250)).\(generator.number(in: 1...250))"),
            "selector": ["app.kubernetes.io/name": .string(name)],
            "ports": .array(
                ports.sorted().map {
                    ["name": .string("port-\($0)"), "port": .integer($0), "protocol": "TCP", "targetPort": .integer($0)]
                }),
        ]
    }

    private mutating func walk(_ value: JSONValue, _ item: StoryObject, _ isKnown: (ObjectID) -> Bool) {
        switch value {
        case .array(let elements): for element in elements { walk(element, item, isKnown) }
        case .object(let members):
            for (name, member) in members {
                switch name {
                case "backendRef", "secretRef", "credentialsSecretRef": note(member, name, item, isKnown)
                case "backendRefs", "certificateRefs":
                    for reference in member.array ?? [] { note(reference, name, item, isKnown) }
                default: break
                }
                walk(member, item, isKnown)
            }
        default: break
        }
    }

    private mutating func note(
        _ reference: JSONValue, _ field: String, _ item: StoryObject, _ isKnown: (ObjectID) -> Bool
    ) {
        let isBackend = field.hasPrefix("backend")
        guard (reference["group"]?.string ?? "").isEmpty, let name = reference["name"]?.string,
            reference["kind"]?.string ?? "Service" == "Service" || !isBackend,
            let namespace = reference["namespace"]?.string ?? item.id.key.namespace
        else { return }
        let id = ObjectID(isBackend ? .service : .secret, namespace, name)
        guard !isKnown(id) else { return }
        var facts = found[id] ?? Facts(created: item.created)
        facts.created = min(facts.created, item.created)
        if let port = reference["port"]?.integer, (1...65535).contains(port) { facts.ports.insert(port) }
        if field == "certificateRefs" { facts.isCertificate = true }
        found[id] = facts
    }
}
