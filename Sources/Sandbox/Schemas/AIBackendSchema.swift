import GatewayGraph
import KubeModel
import KubeRules

extension KindSchemas {
    static let aiBackend = Schema.resource(
        .aiBackend, "A provider of language models, or several in an order of preference.",
        spec: .object(
            "Which provider is asked, or which groups of providers.",
            [
                "provider": .object(
                    "Which provider, which model, and how to sign in there.",
                    [
                        "type": .string(
                            "Which of the sections below counts.", in: ["openai", "azure", "gemini", "mistral"]),
                        "openai": model("OpenAI, or a service that speaks its protocol."),
                        "azure": azure,
                        "gemini": model("Google Gemini."),
                    ]),
                "groups": .list(
                    of: .object(
                        "Backends that are equally good.",
                        [
                            "priority": .integer("Place of the group: the lowest number is asked first."),
                            "backends": .list(
                                of: .object(
                                    "One backend of the group.",
                                    [
                                        "backendRef": .reference("The Backend that is asked.", to: "Backend"),
                                        "weight": .integer("Share of the group's requests, against the other weights."),
                                    ]), "The backends of the group."),
                        ]), "Groups to fall back to, one after the other."),
            ]),
        status: .gatewayStatus(of: "AIBackend"))

    private static func model(_ summary: String) -> Schema {
        .object(
            summary,
            ["model": .string("Model that answers; the request's own where left out."), "authToken": .authToken])
    }
}
