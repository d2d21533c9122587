import GatewayGraph
import KubeModel
import KubeRules

extension KindSchemas {
    static let trafficPolicy = Schema.resource(
        .trafficPolicy,
        "Rules for the traffic of a Gateway or an HTTPRoute: CORS, authentication, limits, retries, headers.",
        spec: .object(
            "What shall happen to requests on their way through the targets.", required: ["targetRefs"],
            [
                "targetRefs": .targetRefs("The Gateways and HTTPRoutes that the policy attaches to."),
                "cors": cors,
                "extAuth": externalService(
                    "Asks an external service whether a request may pass.", "external authorisation"),
                "extProc": externalService(
                    "Hands requests and responses to an external processor.", "external processing"),
                "rateLimit": externalService("Counts requests in a rate limit service.", "rate limiting"),
                "timeout": .object(
                    "How long the gateway waits.",
                    [
                        "request": .string("The longest a request may take as a whole, such as 30s."),
                        "idle": .string("The longest a connection may stay silent, such as 5m."),
                    ]),
                "retries": retries,
                "requestHeaderModifier": headers("Changes the headers of requests before they leave the gateway."),
                "responseHeaderModifier": headers("Changes the headers of responses before they reach the client."),
            ]),
        status: .gatewayStatus(of: "TrafficPolicy"))

    private static let cors = Schema.object(
        "Which pages of other origins may call these routes from a browser.",
        [
            "allowOrigins": .list(
                of: .object(
                    "One origin, or a pattern of origins.",
                    [
                        "type": .string(
                            "How value is compared with the Origin header.", in: ["Exact", "Prefix", "Regex"]),
                        "value": .string("The origin, its beginning, or a regular expression for all of it."),
                    ]), "Origins that may call."),
            "allowMethods": .list(of: .string("A method, such as GET."), "Methods that a page may use."),
            "allowHeaders": .list(of: .string("The name of a header."), "Request headers that a page may send."),
            "exposeHeaders": .list(of: .string("The name of a header."), "Response headers that a page may read."),
            "maxAge": .string("How long a browser may remember the answer, such as 24h."),
            "allowCredentials": .boolean("Whether cookies and authorisation may be sent along."),
        ])

    private static let retries = Schema.object(
        "Whether and when a failed request is tried again.",
        [
            "attempts": .integer("How often a request is tried again at most."),
            "perTryTimeout": .string("How long each try may take, such as 500ms."),
            "backOff": .object(
                "How long to wait between two tries; it grows from try to try.",
                [
                    "baseInterval": .string("The wait before the first repetition, such as 25ms."),
                    "maxInterval": .string("The longest wait, such as 1s."),
                ]),
            "retryOn": .string("The failures that are worth another try, with commas between: connect-failure,5xx."),
        ])

    private static func externalService(_ summary: String, _ topic: String) -> Schema {
        .object(
            summary,
            [
                "extensionRef": .reference("The GatewayExtension that names the service.", to: "GatewayExtension"),
                "disable": .boolean("Turns \(topic) off here, where a wider policy has it on."),
            ])
    }

    private static func headers(_ summary: String) -> Schema {
        let header = Schema.object(
            "One header.", ["name": .string("Name of the header."), "value": .string("Value of the header.")])
        return .object(
            summary,
            [
                "set": .list(of: header, "Headers to write, in place of those of the same name."),
                "add": .list(of: header, "Headers to write besides those of the same name."),
                "remove": .list(of: .string("The name of a header."), "Headers to take away."),
            ])
    }
}
