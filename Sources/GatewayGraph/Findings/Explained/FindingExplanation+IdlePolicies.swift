extension FindingExplanation {
    /// Policies that are accepted and do nothing, or harm.
    static let idlePolicies: [FindingExplanation] = [
        FindingExplanation(
            .policyNeverWins, [.warning], "a policy whose fields others set everywhere",
            meaning:
                "It is accepted and attached, and on no route does any of its fields take effect. The status may say Attached "
                    + "all the same.",
            cause:
                "An older policy, one of more weight, or one on a more specific place sets the same fields.",
            example: """
                metadata: {name: new, creationTimestamp: "2025-02-01T00:00:00Z"}   # old is on the same route, with timeouts
                spec: {timeouts: {request: 5s}}
                """,
            cure:
                "Give it a higher kgateway.dev/policy-weight, put the fields into one policy, or delete it."),
        FindingExplanation(
            .levelSilenced, [.warning], "a valid policy that an invalid one beside it silences",
            meaning:
                "An invalid policy takes all policies of its place with it, and requests there are answered 500. Nothing in the "
                    + "status of the valid one says so. The error is told of the invalid one, with whom it silences.",
            cause:
                "Both are attached to the same route, listener or Gateway.",
            example: """
                metadata:
                  name: pages
                  annotations: {kgateway.dev/policy-weight: heavy}   # invalid; limits is on the same route
                """,
            cure:
                "Mend or detach the invalid one."),
        FindingExplanation(
            .backendTLSConflict, [.warning], "two policies encrypt the connections to one backend",
            meaning:
                "A BackendTLSPolicy beats the tls of a BackendConfigPolicy, whose settings do nothing.",
            cause:
                "One was added for the Gateway API, and the other left in place.",
            example: """
                kind: BackendConfigPolicy
                spec:
                  targetRefs: [{group: "", kind: Service, name: cart}]   # a BackendTLSPolicy names cart as well
                  tls: {sni: cart.shop.example}
                """,
            cure:
                "Delete tls from the BackendConfigPolicy, or the BackendTLSPolicy."),
        FindingExplanation(
            .backendOptionsIgnored, [.warning], "options of a protocol that the backend does not speak",
            meaning:
                "http1ProtocolOptions do nothing on a backend that is spoken to by HTTP/2, and http2ProtocolOptions on any "
                    + "other.",
            cause:
                "The port of the Service does not say what it speaks (appProtocol), or says something else.",
            example: """
                kind: BackendConfigPolicy
                spec:
                  targetRefs: [{group: "", kind: Service, name: cart}]   # its port has no appProtocol
                  http2ProtocolOptions: {maxConcurrentStreams: 100}
                """,
            cure:
                "Write the options of its protocol, or the appProtocol of the port."),
        FindingExplanation(
            .secretContentUnusable, [.error], "a Secret or ConfigMap without what is looked for in it",
            meaning:
                "The policy is invalid, and its routes answer 500: a selector for keys selects no Secret, a ConfigMap has no "
                    + "key jwks, a Secret no .htpasswd or client-secret. The same where an extension or a Backend names a Secret that is not there.",
            cause:
                "A label or a key with another name.",
            example: """
                kind: ConfigMap
                metadata: {name: keys}
                data: {keys.json: "{}"}     # jwks is looked for
                """,
            cure:
                "Give the Secret the label, or the key its name.",
            versions: "of policies 2.2 and later"),
    ]
}
