import GatewayGraph
import KubeModel

extension Kind {
    static let trafficPolicy = Kind(
        .trafficPolicy, isPolicy: true,
        columns: [Column("TARGETS", minimumWidth: 12), Column("DOES", minimumWidth: 8)],
        template: ResourceTemplate(spec: newSpec), secretFields: [.basicAuthUsers, .basicAuthInline]
    ) { spec in
        Cells.policy(spec, features)
    }

    private static let newSpec = """
        spec:
        # What the policy applies to: an HTTPRoute, or a Gateway and all its routes.
          targetRefs:
          - group: gateway.networking.k8s.io
            kind: HTTPRoute
            name: example-route
        # Below, remove the # of what you need. Versions of kgateway differ in the names of some fields: where the server
        # does not know one, it says so here.
        # How long a request may take.
          #timeout:
          #  request: 30s
          #  idle: 5m
        # Which failures are tried again, and how often.
          #retries:
          #  attempts: 3
          #  perTryTimeout: 2s
          #  retryOn: connect-failure,refused-stream,5xx
          #  backOff:
          #    baseInterval: 25ms
          #    maxInterval: 250ms
        # Which web pages of other origins may call.
          #cors:
          #  allowOrigins:
          #  - type: Exact
          #    value: https://shop.example.com
          #  allowMethods: [GET, POST]
          #  allowHeaders: [authorization]
          #  exposeHeaders: [x-request-id]
          #  maxAge: 1h
          #  allowCredentials: false
        # Headers on the way in and on the way out.
          #requestHeaderModifier:
          #  set:
          #  - name: x-env
          #    value: prod
          #  add:
          #  - name: x-via
          #    value: gateway
          #  remove: [x-debug]
          #responseHeaderModifier:
          #  remove: [server]
        # Services that decide about, rewrite, or count requests: GatewayExtensions by name.
          #extAuth:
          #  extensionRef:
          #    name: example-auth
          #extProc:
          #  extensionRef:
          #    name: example-processor
          #rateLimit:
          #  extensionRef:
          #    name: example-limiter

        """

    /// The fields of the contract and of kgateway 2.1, which name some of them differently.
    private static let features = Cells.Features([
        "cors": "cors", "extAuth": "extAuth", "extProc": "extProc", "rateLimit": "rateLimit", "timeout": "timeout",
        "timeouts": "timeout", "retries": "retry", "retry": "retry", "requestHeaderModifier": "headers",
        "responseHeaderModifier": "headers", "headerModifiers": "headers", "transformation": "transform", "csrf": "csrf",
        "buffer": "buffer", "rbac": "rbac", "ai": "ai", "hashPolicies": "hash", "autoHostRewrite": "hostRewrite",
        "urlRewrite": "urlRewrite",
    ])
}
