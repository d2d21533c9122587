import GatewayGraph
import KubeModel
import KubeRules

extension KindSchemas {
    static let gatewayExtension = Schema.resource(
        .gatewayExtension,
        "A service beside the gateway that policies can call: authorisation, processing, rate limits.",
        spec: .object(
            "Which kind of service it is, and where it answers.",
            [
                "type": .string("Which of the sections below counts.", in: ["ExtAuth", "ExtProc", "RateLimit"]),
                "extAuth": grpcExtension("A service that lets requests pass or turns them away."),
                "extProc": grpcExtension("A service that reads and rewrites requests and responses."),
                "rateLimit": grpcExtension("A service that counts requests for all gateways together."),
            ]),
        status: .gatewayStatus(of: "GatewayExtension"))

    private static func grpcExtension(_ summary: String) -> Schema {
        .object(
            summary,
            [
                "grpcService": .object(
                    "Where the service answers, over gRPC.",
                    [
                        "backendRef": .object(
                            "The Service or Backend behind which it runs.",
                            [
                                "name": .string("Name of the Service or Backend."),
                                "namespace": .string("Namespace of it; the extension's own where left out."),
                                "port": .integer("Port that it listens on."),
                            ])
                    ])
            ])
    }
}
