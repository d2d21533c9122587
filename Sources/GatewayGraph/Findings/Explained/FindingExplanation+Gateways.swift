extension FindingExplanation {
    /// Listeners, and what they are made of.
    static let gateways: [FindingExplanation] = listeners + certificates + proxies

    private static let listeners = [
        FindingExplanation(
            .listenerConflict, [.error], "Two listeners of one port are in each other's way.", meaning: "The later one is not served, and nor are its routes.",
            cause: "The same port with the same hostname, or with another protocol. A set's listeners come after those of the Gateway.",
            example: "listeners:\n- {name: http, port: 80, protocol: HTTP}\n- {name: https, port: 80, protocol: HTTPS}", cure: "Give it another port or hostname."),
        FindingExplanation(
            .listenerDropped, [.error], "A listener is not served.", meaning: "Its routes are served nowhere by it.",
            cause: "A protocol that kgateway has not, or a kind among allowedRoutes.kinds that its protocol does not take: one is enough.",
            example: "- name: http\n  protocol: HTTP\n  allowedRoutes: {kinds: [{kind: HTTPRoute}, {kind: TCPRoute}]}", cure: "Name only kinds that the protocol takes."),
        FindingExplanation(
            .portReserved, [.error], "A listener is on a port that kgateway uses itself.", meaning: "It is not served. The ports are 8082, 9091 and 19000.",
            cause: "The port was taken for a free one.", example: "- {name: http, port: 8082, protocol: HTTP}", cure: "Choose another port."),
        FindingExplanation(
            .listenerUnused, [.note], "A listener has no route.", meaning: "Everything on it is answered with 404, or the connection is closed.",
            cause: "Its routes are gone, or name another listener.", example: "listeners:\n- {name: old, port: 8080, protocol: HTTP}",
            cure: "Remove it, or attach a route."),
        FindingExplanation(
            .listenerSetNotAllowed, [.error], "A Gateway does not take a set of listeners.", meaning: "None of its listeners is served, and nor are their routes.",
            cause: "allowedListeners of the Gateway is None where nothing is said; since 2.3 ListenerSets are read in place of XListenerSets.",
            example: "kind: XListenerSet\nspec: {parentRef: {name: public}}     # the Gateway has no allowedListeners",
            cure: "Set spec.allowedListeners of the Gateway; since 2.3 write kind ListenerSet of gateway.networking.k8s.io/v1."),
    ]

    private static let certificates = [
        FindingExplanation(
            .certificateCount, [.error, .warning], "A listener has not as many certificates as can be served.",
            meaning: "2.1: other than exactly one drops the listener. 2.2: one bad one among several drops it. 2.3 and later: only the bad one is left out.",
            cause: "A second certificate for another name, or none at all.", example: "tls:\n  certificateRefs:\n  - name: a\n  - name: b      # in 2.1",
            cure: "Name one certificate, and give other names a listener of their own.", versions: "an error up to 2.2 and without any; a warning since 2.3"),
        FindingExplanation(
            .certificateExpires, [.warning, .error], "A certificate expires soon, or has.", meaning: "Clients refuse the connection from that day on.",
            cause: "Nobody renews it. A warning comes thirty days before, an error seven.", example: "data:\n  tls.crt: LS0t…      # not after 2026-01-05",
            cure: "Renew it, and write it into the Secret; only known where the content of Secrets may be read."),
        FindingExplanation(
            .certificateInvalid, [.error], "A certificate cannot be used.", meaning: "The listener serves no TLS with it.",
            cause: "The key is that of another certificate, the chain is in the wrong order, it is no PEM, or it is not valid yet.",
            example: "data:\n  tls.crt: LS0t…\n  tls.key: LS0t…      # of another certificate", cure: "Write certificate and key of one pair, the server's own certificate first."),
        FindingExplanation(
            .certificateNameMismatch, [.warning], "A certificate does not have the names that are served with it.",
            meaning: "Clients warn of it, or refuse the connection. Only alternative names count, and a wildcard stands for one label.",
            cause: "A host was added, or the listener names the wrong Secret.", example: "hostname: api.shop.example     # the certificate is for www.shop.example",
            cure: "Have a certificate made for these names, or name the right Secret."),
        FindingExplanation(
            .tlsOptionUnknown, [.warning], "An option of tls.options that kgateway does not know.", meaning: "It does nothing; a minimum above the maximum lets nobody in.",
            cause: "A misspelt key or one without kgateway.dev/, or a version that is not 1.0 to 1.3.",
            example: "options:\n  kgateway.dev/min-tls-versions: \"1.2\"", cure: "Write kgateway.dev/min-tls-version, max-tls-version, cipher-suites, ecdh-curves or alpn-protocols."),
    ]

    private static let proxies = [
        FindingExplanation(
            .gatewayNameCollides, [.error, .warning], "A Service has the name of a Gateway and is not its own.",
            meaning: "kgateway makes a Service of the Gateway's name: up to 2.3.0 it writes it over the one that is there. A warning where the class of the Gateway is only assumed to be kgateway's.",
            cause: "An application and its Gateway have one name in one namespace.", example: "kind: Gateway\nmetadata: {name: cart}\n---\nkind: Service\nmetadata: {name: cart}",
            cure: "Give the Gateway another name."),
        FindingExplanation(
            .parametersMissing, [.error], "The GatewayParameters that are named are not there, or it is another kind.",
            meaning: "The Gateway is not made (Accepted=False InvalidParameters).", cause: "A misspelt name, or another namespace: those of a Gateway are in its own.",
            example: "infrastructure:\n  parametersRef: {group: gateway.kgateway.dev, kind: GatewayParameters, name: smal}", cure: "Name GatewayParameters of the Gateway's own namespace."),
    ]
}
