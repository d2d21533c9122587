extension FindingExplanation {
    /// Requests that pass though they should not.
    static let openDoors: [FindingExplanation] = [
        FindingExplanation(
            .routeUnprotected, [.warning, .error], "a route without authentication beside others that have it",
            meaning:
                "Other routes of the same host, port or Gateway ask who it is, and this one lets everybody in. With "
                    + "--require-auth every such route is an error, whatever others do.",
            cause:
                "A route was added after the policies, or its policy is attached to one rule only. Redirects, fixed answers and "
                    + "the proof for a certificate are left out.",
            example: """
                kind: HTTPRoute
                metadata: {name: admin}   # no policy; HTTPRoute shop has one with extAuth
                """,
            cure:
                "Attach a policy to it, or say why it is open: gatehouse.dev/ignore: routeUnprotected=public health check."),
        FindingExplanation(
            .childDisablesAuth, [.warning], "a policy switches authentication off",
            meaning:
                "A policy on a route, a rule or a listener has disable for what the Gateway, or the route above, asks for. "
                    + "Nothing else takes its place, so requests pass without it.",
            cause:
                "Often on purpose, for a health check; sometimes left over from a test.",
            example: """
                targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: help}]
                extAuth: {disable: {}}
                """,
            cure:
                "Delete the field, or say why it is there in a suppression."),
        FindingExplanation(
            .claimWithoutAuth, [.error], "a rule asks for a claim of a token that nobody reads",
            meaning:
                "The expression looks at what jwtAuth leaves in the metadata, and no jwtAuth runs on the route: the claim is "
                    + "never there. With Allow everybody is turned away, with Deny nobody.",
            cause:
                "The policy with jwtAuth is attached elsewhere.",
            example: """
                rbac:
                  policy:
                    matchExpressions:
                    - "metadata.filter_metadata['envoy.filters.http.jwt_authn']['payload']['team'] == 'shop'"
                """,
            cure:
                "Let jwtAuth run on the same routes.",
            versions: "2.2 and later"),
        FindingExplanation(
            .extensionFailsOpen, [.note, .warning], "an extension lets requests through when its server does not answer",
            meaning:
                "extProc and rateLimit do so where nothing else is said; extAuth only when failOpen is true, and then nobody is "
                    + "asked who he is.",
            cause:
                "The default was not thought about, or it was changed during an outage.",
            example: """
                kind: GatewayExtension
                spec:
                  type: ExtAuth
                  extAuth: {failOpen: true}
                """,
            cure:
                "Write failOpen: false."),
        FindingExplanation(
            .grantTooWide, [.note, .warning], "a grant lets in more than anybody needs",
            meaning:
                "A ReferenceGrant to a kind without a name gives away every Secret of the namespace, and one from many "
                    + "namespaces is hard to oversee. With KGW_REFERENCE_GRANT_MODE OFF nobody needs a grant at all.",
            cause:
                "A name was left out for convenience.",
            example: """
                spec:
                  from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: shop}]
                  to: [{group: "", kind: Secret}]
                """,
            cure:
                "Name the Secret in to, and write a grant for each namespace."),
        FindingExplanation(
            .upstreamUnverified, [.warning], "a server is trusted without a look at who it is",
            meaning:
                "insecureSkipVerify takes whatever certificate the server shows, and keys or tokens that come over plain http "
                    + "can be changed on the way.",
            cause:
                "A certificate was not at hand when it was set up.",
            example: """
                kind: BackendConfigPolicy
                spec:
                  tls: {insecureSkipVerify: true}
                """,
            cure:
                "Name the certificate authority (wellKnownCACertificates, secretRef), and write https."),
        FindingExplanation(
            .corsOpenWithCredentials, [.warning], "any page may ask with the credentials of its reader",
            meaning:
                "With any origin and credentials together, whatever page a person reads can call the service with his cookies.",
            cause:
                "Origins were opened for a test.",
            example: """
                cors:
                  allowOrigins: ["*"]
                  allowCredentials: true
                """,
            cure:
                "Name the origins, or leave credentials out."),
    ]
}
