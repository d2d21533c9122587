extension ResourceTemplate {
    static let trafficPolicy = """
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

    static let httpListenerPolicy = """
        spec:
        # The Gateways whose HTTP and HTTPS listeners this is for; sectionName picks one listener.
          targetRefs:
          - group: gateway.networking.k8s.io
            kind: Gateway
            name: example-gateway
            #sectionName: https
        # Below, remove the # of what you need.
        # A log line for every request.
          #accessLogging: {}
        # Requests are read in full, up to this size, before they go on.
          #buffer:
          #  maxRequestBytes: 1048576
        # Requests are let through or turned away by expressions.
          #celValidation:
          #  rules:
          #  - expression: request.path.startsWith('/internal')
          #    action: Deny
        # Names and passwords, kept in a Secret.
          #basicAuth:
          #  credentialsSecretRef:
          #    name: example-users

        """
}
