import GatewayGraph
import KubeModel
import KubeRules

/// The two kinds of the Gateway API that policies attach to: their main fields, the rest kept as it is written.
extension KindSchemas {
    static let gateway = Schema.resource(
        .gateway, "An entry point for traffic: ports and host names, and who may attach routes to them.",
        spec: .object(
            "What the gateway listens on.", required: ["gatewayClassName", "listeners"],
            [
                "gatewayClassName": .string("The class that decides which controller runs this Gateway."),
                "listeners": .list(of: listener, "What the gateway listens on.", 1...64),
                "addresses": .list(of: .open("One address that is asked for."), "Addresses that the gateway asks for."),
                "infrastructure": .open("Labels, annotations and parameters for what is deployed."),
            ]
        ).keepingUnknown(),
        status: routeStatus(
            "gateway", ["addresses": "Addresses that were given.", "listeners": "One entry for each listener."]))

    private static let listener = Schema.object(
        "One port, with what is spoken there.", required: ["name", "port", "protocol"],
        [
            "name": .string("Name of the listener; policies can name it as a section."),
            "hostname": .string("Host name to answer for; every one where left out."),
            "port": .integer("Port to listen on.", 1...65535),
            "protocol": .string("What is spoken there: HTTP, HTTPS, TLS, TCP or UDP."),
            "tls": .open("Certificates, and whether TLS ends here."),
            "allowedRoutes": .open("Which routes may attach, by kind and namespace."),
        ]
    ).keepingUnknown()

    /// A status of the Gateway API: conditions, and lists of entries that keep their own shape.
    static func routeStatus(_ what: String, _ lists: KeyValuePairs<String, String>) -> Schema {
        let conditions = Schema.conditions("One entry for each thing that is known about the \(what).")
        let entries = lists.map { ObjectProperty($0.key, .list(of: .open("One entry."), $0.value)) }
        return Schema(
            .object(
                Schema.ObjectRule(properties: [ObjectProperty("conditions", conditions)] + entries, keepsUnknown: true)),
            "What the controller found when it last looked at the \(what).")
    }

    private typealias ObjectProperty = Schema.ObjectRule.Property
}
