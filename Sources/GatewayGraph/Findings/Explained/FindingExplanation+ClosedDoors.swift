extension FindingExplanation {
    /// Requests that fail.
    static let closedDoors: [FindingExplanation] = parents + backends + rules

    private static let parents = [
        FindingExplanation(
            .parentMissing, [.error], "A parentRef names a Gateway, a ListenerSet, a section or a port that is not there.",
            meaning: "The route hangs on nothing there and serves no request by it. Where the Gateway itself is missing, no status says so.",
            cause: "A misspelt name, the namespace left out (it is the route's own then), or a listener that was renamed.",
            example: "parentRefs:\n- name: public        # it is in infra\n  sectionName: htps",
            cure: "Write the name, the namespace and the section as the Gateway has them."),
        FindingExplanation(
            .notAllowedByListener, [.error], "The listener's allowedRoutes exclude the route.",
            meaning: "The route is attached to no listener by this parentRef. Without allowedRoutes a listener takes routes of its own namespace only.",
            cause: "A route in another namespace, a namespace without the label that the selector asks for, or a kind that the listener does not take.",
            example: "allowedRoutes:\n  namespaces:\n    from: Selector\n    selector: {matchLabels: {team: edge}}   # the namespace lacks team=edge",
            cure: "Label the namespace, or widen allowedRoutes of the listener."),
        FindingExplanation(
            .hostnameNoMatch, [.error], "No hostname of the route meets that of the listener.",
            meaning: "The route is attached to no listener by this parentRef (NoMatchingListenerHostname).",
            cause: "Another domain, or the domain itself under a wildcard: *.a.com takes www.a.com, and not a.com.",
            example: "hostnames: [a.com]      # the listener has *.a.com",
            cure: "Name a host that the listener has, or add a listener for this one."),
        FindingExplanation(
            .delegationBroken, [.error], "A route hands over to others, and they do not take part.",
            meaning: "What is handed over in vain answers 500; a match outside of its parent's is left out without a word.",
            cause: """
                No such route, a circle, hostnames on the route below, a path that does not begin with that of the parent, headers or a method of the \
                parent that are not repeated, or parentRefs that name somebody else.
                """,
            example: "# the parent has path /cart\nmatches:\n- path: {value: /items}     # must begin with /cart",
            cure: "Give the route below the parent's path, no hostnames, and the parent (with group and kind) among its parentRefs."),
    ]

    private static let backends = [
        FindingExplanation(
            .backendMissing, [.error], "A backend is not there.", meaning: "Its share of the requests is answered with 500.",
            cause: "A misspelt name, a Service of another namespace without its namespace, or kind Backend without its group.",
            example: "backendRefs:\n- name: crat\n  port: 80",
            cure: "Write the name as the Service has it; in another namespace also the namespace, with a ReferenceGrant there."),
        FindingExplanation(
            .backendPortMissing, [.error], "The Service has not this port.",
            meaning: "Its share of the requests is answered with 500. The status says that the Service was not found, though it is there.",
            cause: "The targetPort was written, which is the container's, and not the port of the Service.",
            example: "backendRefs:\n- name: cart\n  port: 8080      # the Service has 80, targetPort 8080", cure: "Write a port of the Service."),
        FindingExplanation(
            .backendNoEndpoints, [.warning], "A Service has no ready endpoint.", meaning: "Requests to it are answered with 503 until a Pod is ready.",
            cause: "No Pod has the labels of its selector, or none of them is ready.",
            example: "endpoints:\n- addresses: [10.0.0.1]\n  conditions: {ready: false}", cure: "Look at the Pods that the selector of the Service means."),
        FindingExplanation(
            .weightsAllZero, [.error], "The weights of all backends are 0.", meaning: "The rule answers 500.",
            cause: "A roll-out that took traffic from the one and never gave it to the other.",
            example: "backendRefs:\n- {name: blue, port: 80, weight: 0}\n- {name: green, port: 80, weight: 0}", cure: "Give one of them a weight."),
        FindingExplanation(
            .weightAlone, [.note], "The only backend of a rule has a weight.", meaning: "It takes every request, also with weight 0.",
            cause: "The other backend was removed, and the weight stayed.", example: "backendRefs:\n- {name: cart, port: 80, weight: 10}",
            cure: "Remove the weight; to send nobody there remove the rule."),
        FindingExplanation(
            .protocolGuess, [.warning], "The protocol of a port is guessed by its name, or gRPC is sent to one that is not HTTP/2.",
            meaning: "Without appProtocol a port named http2, grpc or grpc-web is HTTP/2 and every other is HTTP/1: renaming the port changes the protocol.",
            cause: "appProtocol was not set.", example: "ports:\n- name: grpc\n  port: 9000      # no appProtocol",
            cure: "Set appProtocol: kubernetes.io/h2c for HTTP/2 and gRPC."),
    ]

    private static let rules = [
        FindingExplanation(
            .redirectLoop, [.error], "A redirect leads back to itself.", meaning: "Browsers give up with too many redirects.",
            cause: "A redirect to https on a parentRef without a sectionName is attached to the https listener, too.",
            example: "parentRefs:\n- name: public     # both listeners\nrules:\n- filters:\n  - type: RequestRedirect\n    requestRedirect: {scheme: https}",
            cure: "Name the http listener as sectionName of the parentRef."),
        FindingExplanation(
            .ruleShadowed, [.warning], "A match is never reached.",
            meaning: "Another one takes every request that it would take, and is tried first.",
            cause: "Two matches are equal, or the earlier one asks for less: of equal paths that with a method, more headers or more parameters comes first, then the older route, then that which is first by name.",
            example: "rules:\n- matches: [{path: {value: /a}}]\n- matches: [{path: {value: /a}}]     # never reached",
            cure: "Make it more specific, or remove it."),
        FindingExplanation(
            .regexInvalid, [.error], "A regular expression that RE2 refuses.",
            meaning: "Envoy refuses the whole configuration with it, so that no change of any route arrives; a strict controller leaves the rule out, or the policy.",
            cause: "A bracket without its other half, or what RE2 has not: looking ahead, references to groups.",
            example: "path: {type: RegularExpression, value: \"/a(\"}", cure: "Write it as RE2 takes it."),
        FindingExplanation(
            .rewriteInvalid, [.error], "A path that may not be, or a prefix to be replaced where there is none.",
            meaning: "The rule answers 500, or the server refuses it.",
            cause: "A path with //, /./, /../, %2f or #, or one that ends in /. or /..; ReplacePrefixMatch on an Exact or RegularExpression match.",
            example: "matches: [{path: {type: Exact, value: /a}}]\nfilters:\n- type: URLRewrite\n  urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /b}}",
            cure: "Match by PathPrefix, or use ReplaceFullPath."),
        FindingExplanation(
            .directResponseConflict, [.error], "A DirectResponse beside another action, or one that is not there.", meaning: "The rule answers 500.",
            cause: "The rule has backends, a redirect or a second DirectResponse, too, or the name is misspelt.",
            example: "filters:\n- type: ExtensionRef\n  extensionRef: {group: gateway.kgateway.dev, kind: DirectResponse, name: teapot}\nbackendRefs:\n- {name: cart, port: 80}",
            cure: "Give it a rule of its own."),
    ]
}
