import GatewayGraph
import KubeModel
import KubeRules

extension KindSchemas {
    static let directResponse = Schema.resource(
        .directResponse, "An answer that the gateway gives by itself, without asking any backend.",
        spec: .object(
            "What the answer consists of.", required: ["statusCode"],
            [
                "statusCode": .integer("HTTP status of the answer.", 200...599),
                "body": .string("Text of the answer; an empty answer where left out."),
            ]),
        status: .gatewayStatus(of: "DirectResponse"))
}
