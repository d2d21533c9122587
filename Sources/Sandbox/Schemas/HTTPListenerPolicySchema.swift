import GatewayGraph
import KubeModel
import KubeRules

extension KindSchemas {
    static let httpListenerPolicy = Schema.resource(
        .httpListenerPolicy, "Settings for all HTTP and HTTPS listeners of a Gateway.",
        spec: .object(
            "What shall hold for every connection to the listeners.", required: ["targetRefs"],
            [
                "targetRefs": .targetRefs("The Gateways whose listeners the policy configures."),
                "accessLogging": .open("Where the gateway logs requests, and in which form."),
                "buffer": .object(
                    "Holds requests back until they have arrived completely.",
                    ["maxRequestBytes": .integer("The largest body that is held, in bytes; larger ones are refused.")]),
                "celValidation": .object(
                    "Checks requests with expressions in CEL.",
                    [
                        "rules": .list(
                            of: .object(
                                "One expression, and what follows when it holds.",
                                [
                                    "expression": .string("The expression, true or false for each request."),
                                    "action": .string(
                                        "What happens to a request it holds for.", in: ["Deny", "Allow"]),
                                ]), "The expressions, in the order they are tried.")
                    ]),
                "basicAuth": .object(
                    "Asks for a user name and a password.",
                    [
                        "credentialsSecretRef": .reference(
                            "The Secret with the users, in the form htpasswd writes.", to: "Secret")
                    ]),
            ]),
        status: .gatewayStatus(of: "HTTPListenerPolicy"))
}
