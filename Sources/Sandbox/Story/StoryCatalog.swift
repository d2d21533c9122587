extension Story {
    /// Products and pictures, and in the end the oddities that a dashboard has to bear.
    static let catalog = #"""
        ---
        kind: HTTPRoute
        name: products
        age: 109d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [shop.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /api/products}}]
            backendRefs: [{name: products, port: 8080}]
        ---
        kind: HTTPRoute
        name: images
        age: 106d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [images.example.com]
          rules:
          - backendRefs: [{group: gateway.kgateway.dev, kind: Backend, name: image-cdn}]
        ---
        kind: HTTPRoute
        name: reviews
        age: 68d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [shop.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /api/reviews}}]
            filters:
            - {type: ExtensionRef, extensionRef: {group: gateway.kgateway.dev, kind: DirectResponse, name: reviews-paused}}
        ---
        kind: TrafficPolicy
        name: products-cache-headers
        age: 76d
        labels: {rollout: blue}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: products}]
          responseHeaderModifier:
            set: [{name: cache-control, value: "public, max-age=60, stale-while-revalidate=600"}]
        ---
        kind: TrafficPolicy
        name: images-cors
        age: 106d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: images}]
          cors:
            allowOrigins: [{type: Exact, value: "*"}]
            allowMethods: [GET, HEAD]
            maxAge: 168h
        ---
        kind: TrafficPolicy
        name: images-cors-campaign
        age: 9d
        annotations:
          kgateway.dev/policy-weight: "10"
          example.com/note: "until the campaign ends: partners may show our pictures"
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: images}]
          cors:
            allowOrigins: [{type: Regex, value: 'https://[a-z0-9-]+\.campaign\.example\.org'}]
            allowMethods: [GET, HEAD]
            maxAge: 1h
        ---
        kind: GRPCRoute
        name: inventory
        age: 74d
        spec:
          parentRefs: [{name: internal, namespace: infra}]
          hostnames: [inventory.svc.example.net]
          rules:
          - matches: [{method: {service: shop.inventory.v1.Stock}}]
            backendRefs: [{name: inventory, port: 9090}]
        ---
        kind: TrafficPolicy
        name: reviews-profanity-filter
        age: 22d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: reviews}]
          extProc: {extensionRef: {name: profanity-filter}}
        ---
        kind: TrafficPolicy
        name: products-price-preview
        age: 45m
        status: none
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: products, sectionName: prices}]
          requestHeaderModifier: {set: [{name: x-prices, value: preview}]}
        ---
        kind: Backend
        name: image-cdn
        age: 106d
        spec:
          type: Static
          static: {hosts: [{host: cdn.images.example.org, port: 443, tls: {sni: cdn.images.example.org}}]}
        ---
        kind: Backend
        name: supplier-feed
        age: 39d
        spec:
          type: Static
          static: {hosts: []}
        ---
        kind: DirectResponse
        name: reviews-paused
        age: 68d
        spec: {statusCode: 200, body: "[]"}
        ---
        kind: GatewayExtension
        name: profanity-filter
        age: 22d
        spec:
          type: ExtProc
          extProc: {grpcService: {backendRef: {name: profanity-filter, port: 50051}}}
        ---
        kind: HTTPListenerPolicy
        name: catalog-import-window
        age: 17d
        status: none
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: import}]
          buffer: {maxRequestBytes: 268435456}
        ---
        kind: TrafficPolicy
        name: images-legacy-resizer
        age: 73d
        deleting: 4m
        finalizers: [gateway.kgateway.dev/policy-cleanup]
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: images}]
          requestHeaderModifier: {set: [{name: x-resizer, value: v1}]}
        status:
          conditions:
          - {type: Accepted, status: "True", reason: Valid, message: Policy accepted, since: 73d}
          - {type: Attached, status: "True", reason: Attached, message: Attached to all targets, since: 73d}
        ---
        kind: TrafficPolicy
        name: recommendations-header-rewrite-for-the-winter-sale-experiment-b
        age: 16d
        labels: {example.com/experiment: winter-sale-personalised-recommendations-with-long-holdout-b-02}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: products}]
          requestHeaderModifier:
            set: [{name: x-recommendations-experiment-assignment-bucket, value: winter-sale-holdout-b}]
        ---
        kind: DirectResponse
        name: closed-on-holidays
        age: 47d
        annotations:
          example.com/title: 祝日のお知らせ 🎌
          example.com/contact: "Zoë Müller-Łęcka 👩‍💻"
        spec:
          statusCode: 503
          body: |
            本日は休業日です。明日またお越しください。🙇
            오늘은 쉽니다. We are closed today.
        """#
}
