import KubeModel
import KubeRules

/// The pieces that the schemas of several kinds share.
extension Schema {
    /// The schema of a whole object. The server checks `metadata` itself, so it is left open here.
    static func resource(_ type: ResourceType, _ summary: String, spec: Schema, status: Schema) -> Schema {
        .object(
            summary,
            [
                "apiVersion": .string("Group and version of this kind: \(type.apiVersion).", in: [type.apiVersion]),
                "kind": .string("The name of this kind: \(type.kind).", in: [type.kind]),
                "metadata": .open("Name, namespace, labels, annotations and what the server keeps about the object."),
                "spec": spec,
                "status": status,
            ])
    }

    /// The status of the seven kinds: conditions as the contract has them, ancestors as a kgateway cluster writes them.
    static func gatewayStatus(of kind: String) -> Schema {
        .object(
            "What the controller found when it last looked at this \(kind).",
            [
                "conditions": conditions("One entry for each thing that is known about this \(kind)."),
                "ancestors": .list(
                    of: .open("The verdict of one controller about one Gateway, listener or backend."),
                    "One entry for each place that this \(kind) reaches, with conditions of its own."),
            ])
    }

    /// Conditions are owned one by one, as every controller expects.
    static func conditions(_ summary: String) -> Schema {
        var list = Schema.list(of: condition, summary)
        list.ownership = .map(keys: ["type"])
        return list
    }

    private static let condition = Schema.object(
        "One thing that is true, false or not known.",
        [
            "type": .string("What the condition is about, such as Accepted or Attached."),
            "status": .string("Whether it holds.", in: ["True", "False", "Unknown"]),
            "reason": .string("One word for why, meant for programs."),
            "message": .string("The same in a sentence, meant for people."),
            "lastTransitionTime": Schema(
                .string(StringRule(format: "date-time")), "When status last changed from one value to another."),
            "observedGeneration": .integer("The generation of the spec that this condition speaks about."),
        ])

    /// `targetRefs` of the policies.
    static func targetRefs(_ summary: String) -> Schema {
        .list(
            of: .object(
                "One Gateway or HTTPRoute that the policy attaches to.", required: ["kind", "name"],
                [
                    "group": .string("API group of the target; gateway.networking.k8s.io where left out."),
                    "kind": .string("Kind of the target.", in: ["Gateway", "HTTPRoute"]),
                    "name": .string("Name of the target."),
                    "namespace": .string("Namespace of the target; the policy's own where left out."),
                    "sectionName": .string(
                        "One listener of the Gateway, or one rule of the HTTPRoute, instead of all."),
                ]), summary)
    }

    /// A reference by name and namespace.
    static func reference(_ summary: String, to what: String) -> Schema {
        .object(
            summary,
            [
                "name": .string("Name of the \(what)."),
                "namespace": .string("Namespace of the \(what); the object's own where left out."),
            ])
    }

    /// Where the credentials for a model provider come from.
    static let authToken = Schema.object(
        "The credentials that are sent to the provider.",
        ["secretRef": reference("The Secret that holds the key.", to: "Secret")])
}
