extension FindingExplanation {
    /// What policies name that is not there, or not as they mean it.
    static let attachment: [FindingExplanation] = [
        FindingExplanation(
            .targetMissing, [.warning, .error], "a target names something that is not there",
            meaning:
                "The policy is attached to nothing at this target. Where it was to say who may pass, requests pass without it: "
                    + "then it is an error. The status of the policy is silent about it.",
            cause:
                "A name with a typo, an object that was renamed or deleted, or a target of the wrong group.",
            example: """
                targetRefs:
                - group: gateway.networking.k8s.io
                  kind: HTTPRoute
                  name: crat        # the route is called cart
                """,
            cure:
                "Write the name of what is meant."),
        FindingExplanation(
            .sectionMissing, [.warning, .error], "a target names a listener or a rule that is not there",
            meaning:
                "The object is there and has no section of that name, so the policy is attached to nothing. Where it was to say "
                    + "who may pass, requests pass without it.",
            cause:
                "A typo, a listener that was renamed, or a rule without a name: only rules with a name can be targets.",
            example: """
                targetRefs:
                - group: gateway.networking.k8s.io
                  kind: HTTPRoute
                  name: cart
                  sectionName: pya  # the rule is called pay
                """,
            cure:
                "Write the name of the section, or give the rule that name."),
        FindingExplanation(
            .targetNotServed, [.warning], "a target is there, and nobody serves it",
            meaning:
                "The policy does nothing at this target: the kind takes no such policy, the Gateway is of another class, the "
                    + "listener is not served, or no Gateway serves the route.",
            cause:
                "Mostly something else is wrong first: with the listener, or with what the route hangs on.",
            example: """
                targetRefs:
                - group: ""
                  kind: Service     # a TrafficPolicy is for Gateways, listeners and routes
                  name: cart
                """,
            cure:
                "Mend what keeps the target from being served, or name another one."),
        FindingExplanation(
            .selectorEmpty, [.warning], "a selector without labels",
            meaning:
                "A selector that asks for no label selects nothing at all, and not everything.",
            cause:
                "Elsewhere in Kubernetes an empty selector selects everything.",
            example: """
                targetSelectors:
                - group: gateway.networking.k8s.io
                  kind: HTTPRoute
                  matchLabels: {}
                """,
            cure:
                "Ask for a label that the targets have."),
        FindingExplanation(
            .selectorMatchesNothing, [.warning], "a selector that nothing has the labels for",
            meaning:
                "Nothing of the kind in the namespace of the policy has these labels, so the policy does nothing. Only policies "
                    + "in the global namespace of the controller select elsewhere.",
            cause:
                "A label with a typo, or targets in another namespace.",
            example: """
                targetSelectors:
                - group: gateway.networking.k8s.io
                  kind: HTTPRoute
                  matchLabels: {app: crat}
                """,
            cure:
                "Write the label as the targets have it, or give it to them."),
        FindingExplanation(
            .targetInOtherNamespace, [.warning], "a target is in another namespace",
            meaning:
                "A targetRef never leaves the namespace of its policy, and no ReferenceGrant changes that. The policy does "
                    + "nothing.",
            cause:
                "The policy was put beside others, and not beside its target.",
            example: """
                metadata: {name: limits, namespace: policies}
                spec:
                  targetRefs:
                  - group: gateway.networking.k8s.io
                    kind: HTTPRoute
                    name: cart      # is in the namespace shop
                """,
            cure:
                "Move the policy to the namespace of its target."),
        FindingExplanation(
            .extensionMissing, [.error], "a policy calls for a GatewayExtension that is not there",
            meaning:
                "The policy is invalid as a whole. It silences those beside it, and every route that it comes to answers 500.",
            cause:
                "A typo, or an extension in another namespace.",
            example: """
                extAuth:
                  extensionRef:
                    name: logni     # the extension is called login
                """,
            cure:
                "Write the name of the extension, and its namespace where that is another."),
        FindingExplanation(
            .extensionWrongType, [.error], "a policy calls for an extension of another type",
            meaning:
                "The policy is invalid as a whole, and every route that it comes to answers 500.",
            cause:
                "The name of another extension, or a type that does not fit what the extension holds.",
            example: """
                kind: GatewayExtension
                spec:
                  type: RateLimit   # and a policy calls for it with extAuth
                """,
            cure:
                "Call for an extension of the type, or mend the type."),
        FindingExplanation(
            .extensionBackendMissing, [.error], "the server that an extension asks is not there",
            meaning:
                "The extension cannot do its work, so the policies that call for it are invalid, and their routes answer 500.",
            cause:
                "A Service or Backend with another name, or a port that the Service does not have.",
            example: """
                extAuth:
                  grpcService:
                    backendRef:
                      name: auth
                      port: 9001    # the Service has 9000
                """,
            cure:
                "Name a server that is there, and one of its ports."),
        FindingExplanation(
            .grantMissing, [.error], "a reference crosses namespaces, and nobody allows it",
            meaning:
                "What is in another namespace may be used only where a ReferenceGrant in that namespace says so. A listener is "
                    + "not served then, and a policy is invalid.",
            cause:
                "The grant was forgotten, or names another kind or namespace.",
            example: """
                certificateRefs:
                - name: cert
                  namespace: infra  # no ReferenceGrant there lets Gateways of shop refer to it
                """,
            cure:
                "Apply the ReferenceGrant in the namespace of what is referred to."),
        FindingExplanation(
            .policyInvalid, [.error, .warning], "a policy says something that kgateway refuses",
            meaning:
                "All of the policy is left out, not just the field. It silences the policies beside it, and every route that it "
                    + "comes to answers 500. A template that cannot be read is a warning: only a strict controller refuses it.",
            cause:
                "An expression that cannot be read, a limit without descriptors, a Secret that is not there, JSON that is none.",
            example: """
                rbac:
                  policy:
                    matchExpressions:
                    - "request.path.startsWith('/a'"   # a bracket is open
                """,
            cure:
                "Mend the field that the finding names."),
        FindingExplanation(
            .annotationIgnored, [.warning], "the annotation about inherited policies does nothing here",
            meaning:
                "kgateway.dev/inherited-policy-priority counts on HTTPRoutes only, and with four values; anything else is taken "
                    + "for ShallowMergePreferChild.",
            cause:
                "A typo, or an annotation on a Gateway, as an old page has it.",
            example: """
                kind: HTTPRoute
                metadata:
                  annotations:
                    kgateway.dev/inherited-policy-priority: ShallowMergePreferParnet
                """,
            cure:
                "Write one of ShallowMergePreferChild, ShallowMergePreferParent, DeepMergePreferChild and "
                    + "DeepMergePreferParent."),
        FindingExplanation(
            .weightInvalid, [.error, .warning], "a weight that is no whole number",
            meaning:
                "The policy is invalid because of its annotation kgateway.dev/policy-weight, and its routes answer 500.",
            cause:
                "A weight with words or a fraction.",
            example: """
                metadata:
                  annotations:
                    kgateway.dev/policy-weight: "10 or so"
                """,
            cure:
                "Write a whole number; it may be negative."),
        FindingExplanation(
            .tie, [.warning], "two policies of one place, weight and age",
            meaning:
                "Both set the same field, and which of them counts is not defined: it may change when the controller starts "
                    + "anew. From 2.4 on their names decide.",
            cause:
                "Policies that were applied together have the same second of creation.",
            example: """
                metadata: {name: a}    # both on HTTPRoute cart, both with timeouts
                ---
                metadata: {name: b}
                """,
            cure:
                "Give one of them the annotation kgateway.dev/policy-weight.",
            versions: "before 2.4"),
        FindingExplanation(
            .fieldNoEffect, [.warning], "a field that does nothing where the policy is",
            meaning:
                "Before 2.3, timeouts and autoHostRewrite count on routes only, and retry not on a whole Gateway. The status "
                    + "tells nothing of it.",
            cause:
                "Defaults for all routes were put on the Gateway.",
            example: """
                targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public}]
                timeouts: {request: 30s}
                """,
            cure:
                "Attach the policy to the routes.",
            versions: "before 2.3"),
        FindingExplanation(
            .classAssumed, [.note], "a class that is not here",
            meaning:
                "Whether kgateway serves the Gateway depends on its GatewayClass, which is not among what was read. It is taken "
                    + "for one of kgateway.",
            cause:
                "A folder of manifests seldom holds the class.",
            example: """
                kind: Gateway
                spec: {gatewayClassName: kgateway}
                """,
            cure:
                "Nothing needs to be done; add the GatewayClass to be sure."),
        FindingExplanation(
            .settingAssumed, [.note], "settings of the controller that are not known",
            meaning:
                "Some answers depend on the environment of the controller. What is not known is taken for the default.",
            cause:
                "Manifests do not say it, and the Deployment of the controller could not be read.",
            example: """
                env:
                - name: KGW_POLICY_MERGE
                  value: '{"trafficPolicy":{"extAuth":"DeepMerge"}}'
                """,
            cure:
                "Say it with --controller-env NAME=VALUE."),
        FindingExplanation(
            .duplicateObject, [.note], "an object is there more than once",
            meaning:
                "The last one counts, as it does when both are applied one after the other.",
            cause:
                "Two files hold the same object, or one was copied and not renamed.",
            example: """
                metadata: {name: limits, namespace: shop}
                ---
                metadata: {name: limits, namespace: shop}
                """,
            cure:
                "Delete one of them, or give it a name of its own."),
        FindingExplanation(
            .unreadableKind, [.note], "a kind that could not be read",
            meaning:
                "Nothing of this kind is said to be missing, and what depends on it is not known.",
            cause:
                "The account may not list it.",
            example: """
                secrets is forbidden: User "dev" cannot list resource "secrets"
                """,
            cure:
                "Let the account list the kind."),
        FindingExplanation(
            .certificateMissing, [.error], "a certificate that is named and not there",
            meaning:
                "The Secret is not there, or lacks tls.crt or tls.key, or it is no Secret. A listener is not served then, and "
                    + "connections to it are refused; connections to a backend fail.",
            cause:
                "A typo, or a Secret that is made later by somebody else.",
            example: """
                tls:
                  mode: Terminate
                  certificateRefs:
                  - name: crt       # the Secret is called cert
                """,
            cure:
                "Name a Secret of the type kubernetes.io/tls that is there, or a ConfigMap with ca.crt where that is asked for."),
        FindingExplanation(
            .ruleEmpty, [.error], "a rule with nothing to answer with",
            meaning:
                "It has no backend, no redirect and no DirectResponse: requests that it takes are answered 500.",
            cause:
                "The backend was taken out, and the rule left behind.",
            example: """
                rules:
                - matches: [{path: {value: /old}}]
                """,
            cure:
                "Give it a backendRef, a redirect or a DirectResponse, or delete it."),
        FindingExplanation(
            .filterMissing, [.error], "a filter names an object that is not there",
            meaning:
                "The rule is replaced as a whole: requests that it takes are answered 500.",
            cause:
                "A typo; such a filter looks into the namespace of its route only.",
            example: """
                filters:
                - type: ExtensionRef
                  extensionRef:
                    group: gateway.kgateway.dev
                    kind: TrafficPolicy
                    name: limit      # the policy is called limits
                """,
            cure:
                "Write the name of the object, or take the filter out."),
    ]
}
