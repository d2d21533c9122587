import GatewayGraph
import KubeModel
import KubeRules

extension KindSchemas {
    static let httpRoute = Schema.resource(
        .httpRoute, "Which requests go to which backends, by host, path, header or method.",
        spec: .object(
            "The Gateways it attaches to, the hosts it speaks for, and its rules.",
            [
                "parentRefs": .list(of: parent, "The Gateways, or routes above, that it attaches to."),
                "hostnames": .list(of: .string("A host name; *. stands for any first label."), "Hosts it speaks for."),
                "rules": .list(of: rule, "Rules; the most specific match wins."),
            ]
        ).keepingUnknown(),
        status: routeStatus("route", ["parents": "One entry for each Gateway that looked at the route."]))

    private static let parent = Schema.object(
        "One Gateway that the route attaches to.", required: ["name"],
        [
            "group": .string("API group; gateway.networking.k8s.io where left out."),
            "kind": .string("Kind; Gateway where left out."),
            "namespace": .string("Namespace; the route's own where left out."),
            "name": .string("Name of the Gateway."),
            "sectionName": .string("One listener instead of all."),
            "port": .integer("One port instead of all.", 1...65535),
        ])

    private static let rule = Schema.object(
        "What to match, what to change, and where to send it.",
        [
            "name": .string("Name of the rule; policies can name it as a section."),
            "matches": .list(
                of: .open("Path, headers, query and method, all of which must fit."), "Any of these must fit."),
            "filters": .list(of: .open("One change to the request or the response."), "Changes, in order."),
            "backendRefs": .list(
                of: .object(
                    "One backend.", required: ["name"],
                    [
                        "group": .string("API group; the core group, of Services, where left out."),
                        "kind": .string("Service where left out, or Backend, or HTTPRoute to delegate."),
                        "name": .string("Name of the backend."),
                        "namespace": .string("Namespace; the route's own where left out."),
                        "port": .integer("Port of the Service.", 1...65535),
                        "weight": .integer("Share of the requests, against the other weights.", 0...1_000_000),
                    ]
                ).keepingUnknown(), "Where requests go."),
            "timeouts": .open("How long a request may take."),
        ]
    ).keepingUnknown()
}
