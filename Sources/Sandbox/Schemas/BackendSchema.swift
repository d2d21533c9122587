import GatewayGraph
import KubeModel
import KubeRules

extension KindSchemas {
    static let backend = Schema.resource(
        .backend, "Something outside the cluster's Services that routes can send traffic to.",
        spec: .object(
            "Where the traffic goes: hosts by name, an AWS Lambda function, or a model provider.",
            [
                "type": .string("Which of the sections below counts.", in: ["Static", "AWS", "AI"]),
                "static": .object(
                    "Hosts that are known by name or address.",
                    [
                        "hosts": .list(
                            of: .object(
                                "One host.",
                                [
                                    "host": .string("Name or IP address of the host."),
                                    "port": .integer("Port that the host listens on."),
                                    "tls": .object(
                                        "Speaks TLS to this host.",
                                        ["sni": .string("Server name to ask for and to check in the certificate.")]),
                                ]), "The hosts, used in turn.")
                    ]),
                "aws": .object(
                    "A Lambda function.",
                    [
                        "region": .string("Region that the function runs in, such as eu-central-1."),
                        "lambdaFunctionName": .string("Name of the function."),
                        "accountId": .string("Number of the AWS account that owns the function."),
                        "roleArn": .string("Role that the gateway takes on to invoke the function."),
                    ]),
                "ai": .object(
                    "A provider of language models.",
                    [
                        "provider": .object(
                            "Which provider, and how to sign in there.",
                            [
                                "type": .string(
                                    "Which of the sections below counts.", in: ["openai", "azure", "gemini", "mistral"]),
                                "openai": .object(
                                    "OpenAI, or a service that speaks its protocol.", ["authToken": .authToken]),
                                "azure": azure,
                                "gemini": .object("Google Gemini.", ["authToken": .authToken]),
                            ])
                    ]),
            ]),
        status: .gatewayStatus(of: "Backend"))

    static let azure = Schema.object(
        "Azure OpenAI.",
        [
            "endpoint": .string("Host name of the Azure resource."),
            "deploymentName": .string("Name of the deployment of the model."),
            "apiVersion": .string("Version of Azure's API, such as 2024-10-21."),
            "authToken": .authToken,
        ])
}
