import APIServer
import GatewayGraph
import KubeModel
import KubeRules

/// The kinds of the story: the seven of kgateway, and the two of the Gateway API that they attach to.
public enum KindSchemas {
    public static let all: [ServedKind] = [
        kgateway(.trafficPolicy, trafficPolicy, short: ["tp"], [.accepted, .attached, .targets]),
        kgateway(
            .backend, backend, short: ["be"],
            [.field("Type", "spec", "type", "Which kind of backend it is."), .accepted]),
        kgateway(
            .directResponse, directResponse, short: ["dr"],
            [
                TableColumn(
                    "Code", type: .integer, summary: "HTTP status of the answer.", path: ["spec", "statusCode"]),
                .accepted,
            ]),
        kgateway(
            .gatewayExtension, gatewayExtension, short: ["gext"],
            [.field("Type", "spec", "type", "Which kind of service it is."), .accepted]),
        kgateway(
            .gatewayParameters, gatewayParameters, short: ["gwp"],
            [
                TableColumn(
                    "Replicas", type: .integer, summary: "Proxies side by side.",
                    path: ["spec", "kube", "deployment", "replicas"]),
                .accepted,
            ]),
        kgateway(.httpListenerPolicy, httpListenerPolicy, short: ["hlp"], [.accepted, .attached, .targets]),
        kgateway(.aiBackend, aiBackend, short: ["aib"], [.provider, .accepted]),
        ServedKind(
            type: .gateway, schema: gateway, shortNames: ["gtw"], categories: ["gateway-api"],
            tableColumns: [
                .field("Class", "spec", "gatewayClassName", "The class that decides who runs it."), .address,
                .programmed,
            ]),
        ServedKind(
            type: .httpRoute, schema: httpRoute, categories: ["gateway-api"], tableColumns: [.hostnames, .parents]),
    ]

    private static func kgateway(
        _ type: ResourceType, _ schema: Schema, short: [String], _ columns: [TableColumn]
    ) -> ServedKind {
        ServedKind(
            type: type, schema: schema, shortNames: short, categories: ["kgateway"],
            tableColumns: columns + [.reason, .message])
    }
}
