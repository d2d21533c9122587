extension Story {
    static let identity = #"""
        ---
        kind: HTTPRoute
        name: login
        age: 116d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [login.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /}}]
            backendRefs: [{name: keycloak, port: 8080}]
        ---
        kind: HTTPRoute
        name: oidc
        age: 116d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [login.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /.well-known}}, {path: {type: PathPrefix, value: /oauth2}}]
            backendRefs: [{name: keycloak, port: 8080}]
        ---
        kind: HTTPRoute
        name: accounts
        age: 93d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [accounts.example.com]
          rules:
          - backendRefs: [{name: accounts, port: 8080}]
        ---
        kind: TrafficPolicy
        name: login-extauth
        age: 98d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: login}]
          extAuth: {extensionRef: {name: bot-detection}}
        ---
        kind: TrafficPolicy
        name: login-cors
        age: 52d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: login}]
          cors:
            allowOrigins: [{type: Regex, value: 'https://([a-z]+\.)?example\.com'}]
            allowMethods: [GET, POST]
            allowHeaders: [content-type, x-csrf-token]
            maxAge: 10m
            allowCredentials: true
        ---
        kind: TrafficPolicy
        name: oidc-cors
        age: 13d
        annotations: {example.com/note: "pattern was copied from a shell glob"}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: oidc}]
          cors:
            allowOrigins: [{type: Regex, value: "*.example.com"}, {type: Exact, value: "https://admin.example.com"}]
            allowMethods: [GET]
        ---
        kind: TrafficPolicy
        name: accounts-risk
        age: 37d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: accounts}]
          extProc: {extensionRef: {name: risk-extproc}}
        ---
        kind: TrafficPolicy
        name: accounts-session
        age: 84d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: accounts}]
          extAuth: {extensionRef: {name: session-extauth}}
          responseHeaderModifier: {set: [{name: cache-control, value: no-store}]}
        ---
        kind: TrafficPolicy
        name: password-reset-limits
        age: 26d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: login}]
          rateLimit: {extensionRef: {name: login-ratelimit}}
        ---
        kind: TrafficPolicy
        name: passkeys-preview
        age: 2h
        generation: 3
        annotations: {example.com/note: "the controller is still busy with the previous version"}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: login}]
          requestHeaderModifier: {set: [{name: x-passkeys, value: preview}]}
        status:
          conditions:
          - {type: Accepted, status: "True", reason: Valid, message: Policy accepted, since: 2h, observedGeneration: 2}
          - {type: Attached, status: "True", reason: Attached, message: Attached to all targets, since: 2h, observedGeneration: 2}
        ---
        kind: GatewayExtension
        name: session-extauth
        age: 116d
        spec:
          type: ExtAuth
          extAuth: {grpcService: {backendRef: {name: session-authz, namespace: identity, port: 9000}}}
        ---
        kind: GatewayExtension
        name: employee-extauth
        age: 105d
        spec:
          type: ExtAuth
          extAuth: {grpcService: {backendRef: {name: employee-authz, namespace: identity, port: 9000}}}
        ---
        kind: GatewayExtension
        name: bot-detection
        age: 98d
        spec:
          type: ExtAuth
          extAuth: {grpcService: {backendRef: {name: bot-detection, port: 50051}}}
        ---
        kind: GatewayExtension
        name: risk-extproc
        age: 37d
        spec:
          type: ExtProc
          extProc: {grpcService: {backendRef: {name: risk-engine, port: 50051}}}
        ---
        kind: GatewayExtension
        name: login-ratelimit
        age: 26d
        spec:
          type: RateLimit
          rateLimit: {grpcService: {backendRef: {name: ratelimit, namespace: infra, port: 8081}}}
        ---
        kind: GatewayExtension
        name: captcha
        age: 4d
        spec:
          type: ExtAuth
          extProc: {grpcService: {backendRef: {name: captcha, port: 50051}}}
        ---
        kind: HTTPListenerPolicy
        name: login-deny-curl
        age: 8d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public, namespace: infra}]
          celValidation:
            rules: [{expression: "request.headers['user-agent'].startsWith('curl/'", action: Deny}]
        ---
        kind: Backend
        name: legacy-ldap-bridge
        age: 117d
        spec:
          type: Static
          static: {hosts: [{host: 10.40.0.17, port: 8389}]}
        ---
        kind: DirectResponse
        name: account-locked-423
        age: 55d
        spec: {statusCode: 423, body: Your account is locked. Call us.}
        """#
}
