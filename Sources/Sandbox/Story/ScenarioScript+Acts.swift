import GatewayGraph
import KubeModel

extension ScenarioScript {
    static func acts(_ story: [StoryObject]) -> [Act] {
        let ends = [
            leaveAndReturn(ObjectID(.httpRoute, "search", "suggest"), story),
            leaveAndReturn(ObjectID(.gatewayExtension, "identity", "risk-extproc"), story),
        ]
        return edits + flapping + ends.compactMap { $0 } + [visitor]
    }

    /// Somebody edits, gets it wrong, and puts it right.
    private static let edits: [Act] = [
        circle(ObjectID(.trafficPolicy, "checkout", "cart-retries"), "retries", [retries(25), retries(4), retries(3)]),
        circle(
            ObjectID(.trafficPolicy, "search", "search-timeouts"), "timeout",
            [
                ["request": "2 parsecs", "idle": "30s"], ["request": "3s", "idle": "30s"],
                ["request": "2s", "idle": "30s"],
            ]),
        circle(
            ObjectID(.trafficPolicy, "identity", "login-cors"), "cors",
            [origins("https://(?:[a-z]+[.)?example.com"), origins(#"https://([a-z]+\.)?example\.com"#)]),
        circle(
            ObjectID(.directResponse, "infra", "maintenance-503"), "body",
            [
                "Back at 14:00 UTC.\n", "Back at 15:30 UTC. Sorry.\n",
                "We are working on the shop and will be back soon.\n",
            ]),
        circle(
            ObjectID(.httpListenerPolicy, "infra", "public-body-limit"), "buffer",
            [["maxRequestBytes": 0], ["maxRequestBytes": 2_097_152], ["maxRequestBytes": 1_048_576]]),
        circle(ObjectID(.gatewayParameters, "infra", "public-proxy"), "kube", [proxies(6), proxies(5), proxies(4)]),
        circle(
            ObjectID(.aiBackend, "ml-platform", "chat-failover"), "groups",
            [weights(50, 50), weights(20, 80), weights(80, 20)]),
    ]

    private static let flapping: [Act] = [
        circle(ObjectID(.backend, "catalog", "image-cdn"), "static", [cdn(port: 70_443), cdn(port: 443)]),
        Act(
            steps: ["green", "blue"].map {
                .label(ObjectID(.trafficPolicy, "catalog", "products-cache-headers"), name: "rollout", value: $0)
            }),
    ]

    /// A policy that somebody creates for an experiment, and removes.
    private static let visitor: Act = {
        let id = ObjectID(.trafficPolicy, "checkout", "canary-headers")
        let object: JSONValue = [
            "apiVersion": "gateway.kgateway.dev/v1alpha1", "kind": "TrafficPolicy",
            "metadata": [
                "name": "canary-headers", "namespace": "checkout",
                "labels": ["app.kubernetes.io/name": "cart", "app.kubernetes.io/part-of": "checkout", "team": "shop"],
                "annotations": ["example.com/note": "experiment, removed by the pipeline"],
            ],
            "spec": [
                "targetRefs": [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "name": "cart"]],
                "requestHeaderModifier": ["set": [["name": "x-canary", "value": "5-percent"]]],
            ],
        ]
        return Act(steps: [.create(id, object), .delete(id)])
    }()

    /// Deleted, and created anew from the story; nil when the story does not have it.
    private static func leaveAndReturn(_ id: ObjectID, _ story: [StoryObject]) -> Act? {
        guard var object = story.first(where: { $0.id == id })?.object else { return nil }
        var metadata = object["metadata"] ?? [:]
        for field in ["uid", "generation", "creationTimestamp"] { metadata[field] = nil }
        object["metadata"] = metadata
        object["status"] = nil
        return Act(steps: [.delete(id), .create(id, object)])
    }

    private static func circle(_ id: ObjectID, _ field: String, _ values: [JSONValue]) -> Act {
        Act(steps: values.map { .set(id, field: field, $0) })
    }

    private static func retries(_ attempts: Int) -> JSONValue {
        [
            "attempts": .integer(attempts), "perTryTimeout": "800ms",
            "backOff": ["baseInterval": "25ms", "maxInterval": "250ms"],
            "retryOn": "connect-failure,refused-stream,5xx",
        ]
    }

    private static func origins(_ pattern: String) -> JSONValue {
        [
            "allowOrigins": [["type": "Regex", "value": .string(pattern)]], "allowMethods": ["GET", "POST"],
            "allowHeaders": ["content-type", "x-csrf-token"], "maxAge": "10m", "allowCredentials": true,
        ]
    }

    private static func cdn(port: Int) -> JSONValue {
        let host = JSONValue.string("cdn.images.example.org")
        return ["hosts": [["host": host, "port": .integer(port), "tls": ["sni": host]]]]
    }

    private static func weights(_ first: Int, _ second: Int) -> JSONValue {
        [
            [
                "priority": 0,
                "backends": [
                    ["backendRef": ["name": "openai-prod"], "weight": .integer(first)],
                    ["backendRef": ["name": "vllm-cluster"], "weight": .integer(second)],
                ],
            ],
            ["priority": 1, "backends": [["backendRef": ["name": "gemini-batch"], "weight": 100]]],
        ]
    }

    private static func proxies(_ replicas: Int) -> JSONValue {
        [
            "deployment": ["replicas": .integer(replicas)],
            "podTemplate": ["extraLabels": ["tier": "edge"], "nodeSelector": ["node.kubernetes.io/pool": "edge"]],
            "envoyContainer": [
                "resources": [
                    "requests": ["cpu": "1", "memory": "1Gi"], "limits": ["cpu": "4", "memory": "2Gi"],
                ]
            ],
            "service": ["type": "LoadBalancer"],
        ]
    }
}
