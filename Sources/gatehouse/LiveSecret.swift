import KubeClient
import KubeModel

/// A Secret as an object that has no content.
///
/// `data` is there only where the names of its keys are known, and empty behind each: a server admits no Secret of type
/// `kubernetes.io/tls` that lacks one of its two keys. Of every other type `gatehouse.keyCount` is all that is known.
enum LiveSecret {
    static func object(_ facts: SecretFacts) -> JSONValue {
        var object: JSONValue = [
            "apiVersion": "v1", "kind": "Secret",
            "metadata": [
                "name": .string(facts.key.name), "namespace": facts.key.namespace.map { .string($0) } ?? .null,
            ],
            "type": .string(facts.type), "gatehouse": ["keyCount": .integer(facts.keyCount)],
        ]
        if facts.type == "kubernetes.io/tls" { object["data"] = ["tls.crt": "", "tls.key": ""] }
        return object
    }
}
