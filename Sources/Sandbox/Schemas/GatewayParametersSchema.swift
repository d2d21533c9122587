import GatewayGraph
import KubeModel
import KubeRules

extension KindSchemas {
    static let gatewayParameters = Schema.resource(
        .gatewayParameters, "How the proxies of a Gateway are deployed: how many, which image, with which resources.",
        spec: .object(
            "Settings for what is deployed.",
            [
                "kube": .object(
                    "Settings for a deployment in this cluster.",
                    [
                        "deployment": .object(
                            "The Deployment of the proxies.",
                            ["replicas": .integer("How many proxies run side by side.")]),
                        "podTemplate": podTemplate,
                        "envoyContainer": envoyContainer,
                        "service": .object(
                            "The Service in front of the proxies.",
                            [
                                "type": .string(
                                    "How the Service is reached.", in: ["ClusterIP", "NodePort", "LoadBalancer"]),
                                "extraAnnotations": texts("Annotations for the Service."),
                            ]),
                    ])
            ]),
        status: .gatewayStatus(of: "GatewayParameters"))

    private static let podTemplate = Schema.object(
        "The pods that the proxies run in.",
        [
            "extraLabels": texts("Labels for the pods."),
            "extraAnnotations": texts("Annotations for the pods."),
            "nodeSelector": texts("Labels that a node must carry to run the pods."),
            "tolerations": .list(
                of: .object(
                    "One taint that the pods put up with.",
                    [
                        "key": .string("Key of the taint."),
                        "operator": .string("Exists, or Equal to compare the value."),
                        "value": .string("Value of the taint."),
                        "effect": .string("NoSchedule, PreferNoSchedule or NoExecute; all of them where left out."),
                    ]), "Taints of nodes that the pods put up with."),
        ])

    private static let envoyContainer = Schema.object(
        "The container that runs Envoy.",
        [
            "resources": .object(
                "What the container asks for and may use.",
                ["requests": quantities("What is set aside for it."), "limits": quantities("What it may use at most.")]),
            "image": .object(
                "The image of the container.",
                [
                    "registry": .string("Host of the registry."),
                    "repository": .string("Path of the image in the registry."),
                    "tag": .string("Tag of the image."),
                ]),
        ])

    private static func quantities(_ summary: String) -> Schema {
        .object(
            summary,
            [
                "cpu": .string("Processor time, in cores or thousandths: 2, 500m."),
                "memory": .string("Memory in bytes, with a unit: 512Mi, 1Gi."),
            ])
    }

    private static func texts(_ summary: String) -> Schema { .map(of: .string("Any text."), summary) }
}
