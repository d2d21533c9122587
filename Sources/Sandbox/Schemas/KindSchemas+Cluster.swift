import APIServer
import GatewayGraph
import KubeModel
import KubeRules

/// What stands around the story's kinds in a cluster: the rest that the rules of attachment read, and what routes,
/// gateways and policies refer to. Schemas are loose: here it counts that an object is there.
extension KindSchemas {
    /// Every kind that the sandbox serves.
    public static let cluster: [ServedKind] = all + gatewayAPIOthers + core

    private static let gatewayAPIOthers: [ServedKind] = [
        ServedKind(
            type: .grpcRoute,
            schema: loose(
                .grpcRoute, "Which calls go to which backends, by host, service, method or header.",
                statusOf: "route", ["parents": "One entry for each Gateway that looked at the route."]),
            categories: ["gateway-api"], tableColumns: [.hostnames]),
        ServedKind(
            type: .gatewayClass,
            schema: loose(.gatewayClass, "A kind of Gateway, and the controller that runs it.", statusOf: "class", [:]),
            shortNames: ["gc"], categories: ["gateway-api"],
            tableColumns: [
                .field("Controller", "spec", "controllerName", "The controller that runs Gateways of this class."),
                .accepted,
                TableColumn(
                    "Description", priority: 1, summary: "What the class is for.", path: ["spec", "description"]),
            ]),
        ServedKind(
            type: .referenceGrant, schema: loose(.referenceGrant, "Lets objects of other namespaces refer to some here."),
            shortNames: ["refgrant"], categories: ["gateway-api"], hasStatus: false),
        ServedKind(
            type: .trialListenerSet,
            schema: loose(
                .trialListenerSet, "Listeners that are added to a Gateway of somebody else's.",
                statusOf: "set of listeners", ["listeners": "One entry for each listener."]),
            shortNames: ["lset"], categories: ["gateway-api"], tableColumns: [.accepted, .programmed]),
        ServedKind(
            type: .backendConfigPolicy,
            schema: loose(
                .backendConfigPolicy, "How the gateway speaks to Services and Backends.", statusOf: "policy",
                ["ancestors": "One entry for each place that the policy reaches."]),
            shortNames: ["bcp"], categories: ["kgateway"], tableColumns: [.accepted, .attached, .targets]),
    ]

    private static func loose(
        _ type: ResourceType, _ summary: String, statusOf what: String, _ lists: KeyValuePairs<String, String>
    ) -> Schema {
        .resource(type, summary, spec: .open("As the definition of the kind has it."), status: routeStatus(what, lists))
    }

    /// Of a kind without a status.
    private static func loose(_ type: ResourceType, _ summary: String) -> Schema {
        .object(
            summary,
            [
                "apiVersion": .string("Group and version of this kind.", in: [type.apiVersion]),
                "kind": .string("The name of this kind.", in: [type.kind]),
                "metadata": .open("Name, namespace, labels and annotations."),
                "spec": .open("As the definition of the kind has it."),
            ])
    }
}
