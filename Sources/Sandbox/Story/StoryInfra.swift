extension Story {
    /// The platform team's own: gateways, proxies, listener settings, answers for bad days.
    static let infra = #"""
        ---
        kind: Gateway
        name: public
        age: 118d
        annotations: {example.com/runbook: "https://runbooks.example.com/gateways/public"}
        spec:
          gatewayClassName: kgateway
          infrastructure:
            parametersRef: {group: gateway.kgateway.dev, kind: GatewayParameters, name: public-proxy}
          listeners:
          - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
          - name: https
            port: 443
            protocol: HTTPS
            hostname: "*.example.com"
            tls: {mode: Terminate, certificateRefs: [{kind: Secret, name: wildcard-example-com}]}
            allowedRoutes: {namespaces: {from: All}}
        ---
        kind: Gateway
        name: internal
        age: 118d
        spec:
          gatewayClassName: kgateway
          infrastructure:
            parametersRef: {group: gateway.kgateway.dev, kind: GatewayParameters, name: internal-proxy}
          listeners:
          - {name: http, port: 8080, protocol: HTTP, hostname: "*.svc.example.net", allowedRoutes: {namespaces: {from: All}}}
        ---
        kind: Gateway
        name: partners
        age: 64d
        spec:
          gatewayClassName: kgateway
          listeners:
          - name: mtls
            port: 8443
            protocol: HTTPS
            hostname: partners.example.com
            tls: {mode: Terminate, certificateRefs: [{kind: Secret, name: partners-example-com}]}
            allowedRoutes: {namespaces: {from: All}}
        ---
        kind: GatewayParameters
        name: public-proxy
        age: 118d
        spec:
          kube:
            deployment: {replicas: 4}
            podTemplate:
              extraLabels: {tier: edge}
              extraAnnotations: {prometheus.io/scrape: "true", prometheus.io/port: "9091"}
              nodeSelector: {node.kubernetes.io/pool: edge}
              tolerations: [{key: dedicated, operator: Equal, value: edge, effect: NoSchedule}]
            envoyContainer:
              resources: {requests: {cpu: "1", memory: 1Gi}, limits: {cpu: "4", memory: 2Gi}}
              image: {registry: cr.kgateway.dev, repository: kgateway-dev/envoy-wrapper, tag: v2.1.0}
            service:
              type: LoadBalancer
              extraAnnotations: {service.beta.kubernetes.io/aws-load-balancer-type: external}
        ---
        kind: GatewayParameters
        name: internal-proxy
        age: 118d
        spec:
          kube:
            deployment: {replicas: 2}
            envoyContainer: {resources: {requests: {cpu: 250m, memory: 256Mi}, limits: {cpu: "1", memory: 512Mi}}}
            service: {type: ClusterIP}
        ---
        kind: GatewayParameters
        name: debug-proxy
        age: 6h
        labels: {purpose: debugging}
        annotations: {example.com/note: "one proxy with a huge memory limit, to look for the leak"}
        spec:
          kube:
            deployment: {replicas: 1}
            envoyContainer:
              resources: {requests: {cpu: 100m, memory: 4 gigs}, limits: {cpu: "2", memory: 16Gi}}
        ---
        kind: HTTPListenerPolicy
        name: public-access-logs
        age: 101d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public}]
          accessLogging:
            format: json
            path: /dev/stdout
            fields: [start_time, method, path, response_code, upstream_host, duration]
        ---
        kind: HTTPListenerPolicy
        name: public-body-limit
        age: 88d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public}]
          buffer: {maxRequestBytes: 1048576}
        ---
        kind: HTTPListenerPolicy
        name: internal-no-debug-paths
        age: 45d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: internal}]
          celValidation:
            rules:
            - {expression: "request.path.startsWith('/debug/')", action: Deny}
            - {expression: "request.path.startsWith('/metrics')", action: Deny}
        ---
        kind: HTTPListenerPolicy
        name: partners-basic-auth
        age: 60d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: partners}]
          basicAuth: {credentialsSecretRef: {name: partner-htpasswd, namespace: infra}}
        ---
        kind: HTTPListenerPolicy
        name: legacy-edge-logs
        age: 97d
        annotations: {example.com/note: "gateway edge-v1 was switched off in spring"}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge-v1}]
          accessLogging: {format: text, path: /var/log/envoy/access.log}
        ---
        kind: DirectResponse
        name: maintenance-503
        age: 110d
        spec:
          statusCode: 503
          body: |
            We are working on the shop and will be back within the hour.
        ---
        kind: DirectResponse
        name: robots-txt
        age: 110d
        spec:
          statusCode: 200
          body: |
            User-agent: *
            Disallow: /api/
        ---
        kind: DirectResponse
        name: blocked-country-451
        age: 33d
        spec: {statusCode: 451, body: This service is not offered where you are.}
        ---
        kind: HTTPRoute
        name: status-page
        age: 110d
        spec:
          parentRefs: [{name: public, sectionName: https}]
          hostnames: [status.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /}}]
            backendRefs: [{name: status-page, port: 8080}]
          - matches: [{path: {type: Exact, value: /robots.txt}}]
            filters:
            - {type: ExtensionRef, extensionRef: {group: gateway.kgateway.dev, kind: DirectResponse, name: robots-txt}}
        ---
        kind: TrafficPolicy
        name: edge-defaults
        age: 117d
        annotations: {example.com/note: "applies to everything behind public; ask #platform before changing"}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public}]
          timeout: {request: 30s, idle: 5m}
          requestHeaderModifier:
            set: [{name: x-edge, value: public}]
            remove: [x-internal-user, x-internal-tenant]
          responseHeaderModifier:
            set: [{name: strict-transport-security, value: max-age=63072000; includeSubDomains}]
            remove: [server, x-powered-by]
        ---
        kind: TrafficPolicy
        name: internal-defaults
        age: 117d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: internal}]
          timeout: {request: 15s}
          retries: {attempts: 2, perTryTimeout: 5s, retryOn: "connect-failure,refused-stream,unavailable"}
        ---
        kind: TrafficPolicy
        name: partners-rate-limit
        age: 59d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: partners, sectionName: mtls}]
          rateLimit: {extensionRef: {name: global-ratelimit}}
        ---
        kind: TrafficPolicy
        name: status-page-headers
        age: 21d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: status-page}]
          responseHeaderModifier: {set: [{name: cache-control, value: "public, max-age=15"}]}
        ---
        kind: GatewayExtension
        name: global-ratelimit
        age: 90d
        spec:
          type: RateLimit
          rateLimit: {grpcService: {backendRef: {name: ratelimit, namespace: infra, port: 8081}}}
        ---
        kind: GatewayExtension
        name: waf-extproc
        age: 12d
        spec:
          type: ExtProc
          extProc: {grpcService: {backendRef: {name: coraza-waf, namespace: infra, port: 9002}}}
        ---
        kind: TrafficPolicy
        name: public-waf
        age: 12d
        annotations: {example.com/change: CHG-48211}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public, sectionName: https}]
          extProc: {extensionRef: {name: waf-extproc}}
        ---
        kind: ReferenceGrant
        name: ratelimit-for-teams
        age: 90d
        spec:
          from:
          - {group: gateway.kgateway.dev, kind: GatewayExtension, namespace: checkout}
          - {group: gateway.kgateway.dev, kind: GatewayExtension, namespace: identity}
          - {group: gateway.kgateway.dev, kind: GatewayExtension, namespace: ml-platform}
          - {group: gateway.kgateway.dev, kind: GatewayExtension, namespace: search}
          to: [{group: "", kind: Service, name: ratelimit}]
        ---
        kind: HTTPRoute
        name: marketplace
        age: 27d
        annotations: {example.com/note: "teams bring their own routes below /sellers"}
        spec:
          parentRefs: [{name: public, sectionName: https}]
          hostnames: [market.example.com]
          rules:
          - name: sellers
            matches: [{path: {type: PathPrefix, value: /sellers}}]
            backendRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: sellers, namespace: checkout}]
        ---
        kind: TrafficPolicy
        name: marketplace-defaults
        age: 27d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: marketplace}]
          timeout: {request: 10s}
          retries: {attempts: 2, perTryTimeout: 3s, retryOn: connect-failure}
        ---
        kind: HTTPRoute
        name: partner-feed
        age: 43d
        spec:
          parentRefs: [{name: partners, sectionName: mtls}]
          hostnames: [partners.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /feed}}]
            backendRefs: [{name: partner-feed, port: 8080}]
        ---
        kind: TrafficPolicy
        name: partners-cors
        age: 59d
        annotations: {example.com/note: "meant for all of partners, but the only route there has cors of its own"}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: partners}]
          cors:
            allowOrigins: [{type: Exact, value: "https://partners.example.com"}]
            allowMethods: [GET]
        ---
        kind: TrafficPolicy
        name: partner-feed-cors
        age: 43d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: partner-feed}]
          cors:
            allowOrigins: [{type: Exact, value: "https://feeds.partner.example.org"}]
            allowMethods: [GET, HEAD]
        """#
}
