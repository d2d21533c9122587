extension Story {
    static let payments = #"""
        ---
        kind: Gateway
        name: pci
        age: 115d
        labels: {compliance: pci-dss}
        spec:
          gatewayClassName: kgateway
          infrastructure:
            parametersRef: {group: gateway.kgateway.dev, kind: GatewayParameters, name: pci-proxy}
          listeners:
          - name: https
            port: 443
            protocol: HTTPS
            hostname: pay.example.com
            tls: {mode: Terminate, certificateRefs: [{kind: Secret, name: pay-example-com}]}
            allowedRoutes: {namespaces: {from: Same}}
        ---
        kind: GatewayParameters
        name: pci-proxy
        age: 115d
        labels: {compliance: pci-dss}
        spec:
          kube:
            deployment: {replicas: 3}
            podTemplate:
              nodeSelector: {node.kubernetes.io/pool: pci}
              tolerations: [{key: compliance, operator: Exists, effect: NoExecute}]
            envoyContainer:
              resources: {requests: {cpu: 500m, memory: 512Mi}, limits: {cpu: "2", memory: 1Gi}}
              image: {registry: registry.pci.example.net, repository: mirror/envoy-wrapper, tag: v2.1.0-fips}
            service: {type: LoadBalancer}
        ---
        kind: HTTPRoute
        name: payments-api
        age: 115d
        spec:
          parentRefs: [{name: pci}]
          hostnames: [pay.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /v1/payments}}]
            backendRefs: [{name: payments, port: 8443}]
        ---
        kind: HTTPRoute
        name: webhooks
        age: 87d
        spec:
          parentRefs: [{name: pci, sectionName: https}]
          hostnames: [pay.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /webhooks/stripe}}]
            backendRefs: [{name: webhook-receiver, port: 8080}]
        ---
        kind: HTTPRoute
        name: refunds
        age: 61d
        spec:
          parentRefs: [{name: pci}, {name: backoffice, namespace: infra}]
          hostnames: [pay.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /v1/refunds}}]
            backendRefs: [{name: refunds, port: 8443}]
        ---
        kind: TrafficPolicy
        name: payments-extauth
        age: 114d
        labels: {compliance: pci-dss}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: payments-api}]
          extAuth: {extensionRef: {name: payments-authz}}
        ---
        kind: TrafficPolicy
        name: payments-idempotency
        age: 70d
        labels: {compliance: pci-dss}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: payments-api}]
          timeout: {request: 45s}
          retries: {attempts: 0}
          requestHeaderModifier: {set: [{name: x-idempotency, value: required}]}
        ---
        kind: TrafficPolicy
        name: webhooks-no-auth
        age: 87d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: webhooks}]
          extAuth: {disable: true}
          timeout: {request: 10s}
        ---
        kind: TrafficPolicy
        name: refunds-fraud-check
        age: 28d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: refunds}]
          extProc: {extensionRef: {name: fraud-scoring-v2}}
        ---
        kind: TrafficPolicy
        name: payments-retry-storm
        age: 7h
        annotations: {example.com/incident: INC-2093}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: payments-api}]
          retries: {attempts: 50, perTryTimeout: 2s, retryOn: 5xx}
        ---
        kind: TrafficPolicy
        name: pci-audit-headers
        age: 90d
        labels: {compliance: pci-dss}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: pci}]
          requestHeaderModifier: {set: [{name: x-audit-zone, value: cde}]}
        status:
          ancestors:
          - ancestorRef: {group: gateway.networking.k8s.io, kind: Gateway, name: pci, namespace: payments}
            controllerName: kgateway.dev/kgateway
            conditions:
            - {type: Accepted, status: "True", reason: Valid, message: Policy accepted, since: 90d}
            - {type: Attached, status: "True", reason: Attached, message: Attached to all targets, since: 90d}
          - ancestorRef: {group: gateway.networking.k8s.io, kind: Gateway, name: partners, namespace: infra}
            controllerName: kgateway.dev/kgateway
            conditions:
            - {type: Accepted, status: "True", reason: Valid, message: Policy accepted, since: 41d}
            - type: Attached
              status: "False"
              reason: Overridden
              message: Overridden due to conflict with higher priority policy in target(s)
              since: 16h
          - ancestorRef: {group: gateway.networking.k8s.io, kind: Gateway, name: internal, namespace: infra}
            controllerName: kgateway.dev/kgateway
            conditions:
            - {type: Accepted, status: "True", reason: Valid, message: Policy accepted, since: 41d}
            - {type: Attached, status: "True", reason: Merged, message: Merged with 1 older policy and attached, since: 41d}
        ---
        kind: HTTPListenerPolicy
        name: pci-body-limit
        age: 115d
        labels: {compliance: pci-dss}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: pci}]
          buffer: {maxRequestBytes: 65536}
          celValidation:
            rules: [{expression: "request.headers['content-type'] != 'application/json'", action: Deny}]
        ---
        kind: GatewayExtension
        name: payments-authz
        age: 114d
        spec:
          type: ExtAuth
          extAuth: {grpcService: {backendRef: {name: opa-envoy, port: 9191}}}
        ---
        kind: GatewayExtension
        name: fraud-scoring
        age: 54d
        spec:
          type: ExtProc
          extProc: {grpcService: {backendRef: {name: fraud-scoring, port: 50051}}}
        ---
        kind: Backend
        name: acquirer
        age: 114d
        labels: {compliance: pci-dss}
        spec:
          type: Static
          static:
            hosts:
            - {host: gw1.acquirer.example.org, port: 8443, tls: {sni: gw.acquirer.example.org}}
            - {host: gw2.acquirer.example.org, port: 8443, tls: {sni: gw.acquirer.example.org}}
        ---
        kind: Backend
        name: ledger-export
        age: 19d
        spec:
          type: AWS
          aws: {region: eu-west-1, accountId: "210987654321", lambdaFunctionName: ledger-export}
        ---
        kind: DirectResponse
        name: payments-read-only
        age: 25d
        spec: {statusCode: 503, body: '{"error":"read_only","message":"Payments are paused for a migration."}'}
        ---
        kind: TrafficPolicy
        name: refunds-timeouts
        age: 33d
        labels: {compliance: pci-dss}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: refunds}]
          timeout: {request: 20s}
        """#
}
