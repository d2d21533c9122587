extension Story {
    static let search = #"""
        ---
        kind: HTTPRoute
        name: search
        age: 113d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [search.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /v2/search}}]
            backendRefs: [{name: query-frontend, port: 9200}]
        ---
        kind: HTTPRoute
        name: suggest
        age: 80d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [search.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /v2/suggest}}]
            backendRefs: [{name: suggest, port: 8080}]
        ---
        kind: HTTPRoute
        name: search-admin
        age: 113d
        spec:
          parentRefs: [{name: internal, namespace: infra}]
          hostnames: [search-admin.svc.example.net]
          rules:
          - backendRefs: [{name: search-admin, port: 8080}]
        ---
        kind: HTTPRoute
        name: semantic-search
        age: 14d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [search.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /v3/semantic}}]
            backendRefs: [{group: gateway.kgateway.dev, kind: Backend, name: vector-store}]
        ---
        kind: TrafficPolicy
        name: search-timeouts
        age: 103d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: search}]
          timeout: {request: 2s, idle: 30s}
        ---
        kind: TrafficPolicy
        name: search-retry
        age: 3h
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: search}]
          retries: {attempts: 1, perTryTimeout: 700ms, retryOn: "connect-failure,reset"}
        ---
        kind: TrafficPolicy
        name: suggest-cors
        age: 79d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: suggest}]
          cors:
            allowOrigins: [{type: Prefix, value: "https://shop."}, {type: Exact, value: "https://www.example.com"}]
            allowMethods: [GET, OPTIONS]
            maxAge: 1h
        ---
        kind: TrafficPolicy
        name: suggest-limits
        age: 44d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: suggest}]
          rateLimit: {extensionRef: {name: search-ratelimit}}
        ---
        kind: TrafficPolicy
        name: semantic-timeouts
        age: 14d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: semantic-search}]
          timeout: {request: 30 parsecs}
        ---
        kind: TrafficPolicy
        name: search-admin-vpn-only
        age: 100d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: search-admin}]
          extAuth: {extensionRef: {name: employee-extauth, namespace: identity}}
        ---
        kind: TrafficPolicy
        name: search-experiment-b
        age: 31d
        annotations: {example.com/note: "overridden while experiment A runs"}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: search}]
          timeout: {request: 4s}
        ---
        kind: GatewayExtension
        name: search-ratelimit
        age: 82d
        spec:
          type: RateLimit
          rateLimit: {grpcService: {backendRef: {name: ratelimit, namespace: infra, port: 8081}}}
        ---
        kind: GatewayExtension
        name: query-rewriter
        age: 20d
        spec:
          type: ExtProc
          extProc: {grpcService: {backendRef: {name: query-rewriter, port: 50051}}}
        ---
        kind: TrafficPolicy
        name: search-query-rewrite
        age: 20d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: search}]
          extProc: {extensionRef: {name: query-rewriter}}
        ---
        kind: Backend
        name: vector-store
        age: 14d
        spec:
          type: Static
          static:
            hosts:
            - {host: vectors-a.example.net, port: 6333}
            - {host: vectors-b.example.net, port: 6333}
        ---
        kind: Backend
        name: opensearch-dr
        age: 58d
        annotations: {example.com/note: "second site, only for disaster recovery"}
        spec:
          type: Static
          static: {hosts: [{host: opensearch.dr.example.net, port: 9200, tls: {sni: opensearch.dr.example.net}}]}
        ---
        kind: DirectResponse
        name: search-v1-gone
        age: 75d
        spec: {statusCode: 410, body: "Version 1 has ended. See https://docs.example.com/search/v2"}
        """#
}
