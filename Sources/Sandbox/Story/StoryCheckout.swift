extension Story {
    /// The shop: cart, checkout, orders.
    static let checkout = #"""
        ---
        kind: HTTPRoute
        name: cart
        age: 112d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [shop.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /api/cart}}]
            backendRefs: [{name: cart, port: 8080, weight: 95}, {name: cart-canary, port: 8080, weight: 5}]
        ---
        kind: HTTPRoute
        name: checkout
        age: 112d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [shop.example.com]
          rules:
          - name: submit
            matches: [{path: {type: Exact, value: /api/checkout}, method: POST}]
            backendRefs: [{name: checkout, port: 8080}]
          - name: rest
            matches: [{path: {type: PathPrefix, value: /api/checkout}}]
            backendRefs: [{name: checkout, port: 8080}]
        ---
        kind: HTTPRoute
        name: orders
        age: 96d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}, {name: internal, namespace: infra}]
          hostnames: [shop.example.com, orders.svc.example.net]
          rules:
          - matches: [{path: {type: PathPrefix, value: /api/orders}}]
            backendRefs: [{name: orders, port: 8080}]
        ---
        kind: HTTPRoute
        name: storefront
        age: 108d
        spec:
          parentRefs: [{name: public, namespace: infra}]
          hostnames: [shop.example.com, www.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /}}]
            backendRefs: [{name: storefront, port: 3000}]
        ---
        kind: HTTPRoute
        name: loyalty
        age: 5d
        spec:
          parentRefs: [{name: public, namespace: infra, sectionName: https}]
          hostnames: [shop.example.com]
          rules:
          - matches: [{path: {type: PathPrefix, value: /api/loyalty}}]
            backendRefs: [{group: gateway.kgateway.dev, kind: Backend, name: loyalty-saas}]
        ---
        kind: TrafficPolicy
        name: checkout-cors
        age: 104d
        labels: {app.kubernetes.io/name: checkout}
        spec:
          targetRefs:
          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: checkout}
          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}
          cors:
            allowOrigins:
            - {type: Exact, value: "https://shop.example.com"}
            - {type: Regex, value: 'https://[a-z0-9-]+\.preview\.example\.com'}
            allowMethods: [GET, POST, PUT, DELETE]
            allowHeaders: [authorization, content-type, x-request-id]
            exposeHeaders: [x-request-id]
            maxAge: 24h
            allowCredentials: true
        ---
        kind: TrafficPolicy
        name: checkout-timeouts
        age: 71d
        labels: {app.kubernetes.io/name: checkout}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: checkout, sectionName: submit}]
          timeout: {request: 12s, idle: 1m}
        ---
        kind: TrafficPolicy
        name: cart-retries
        age: 83d
        labels: {app.kubernetes.io/name: cart}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}]
          timeout: {request: 5s}
          retries:
            attempts: 3
            perTryTimeout: 800ms
            backOff: {baseInterval: 25ms, maxInterval: 250ms}
            retryOn: connect-failure,refused-stream,5xx
        ---
        kind: TrafficPolicy
        name: orders-extauth
        age: 77d
        labels: {app.kubernetes.io/name: orders}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: orders}]
          extAuth: {extensionRef: {name: session-extauth, namespace: identity}}
        ---
        kind: TrafficPolicy
        name: orders-retry-budget
        age: 2d
        labels: {app.kubernetes.io/name: orders}
        annotations: {example.com/change: CHG-48377}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: orders}]
          timeout: {request: 3s}
          retries: {attempts: 5, perTryTimeout: 10s, retryOn: "5xx,reset"}
        ---
        kind: TrafficPolicy
        name: storefront-headers
        age: 92d
        labels: {app.kubernetes.io/name: storefront}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: storefront}]
          responseHeaderModifier:
            set:
            - {name: content-security-policy, value: "default-src 'self'; img-src 'self' images.example.com"}
            - {name: referrer-policy, value: strict-origin-when-cross-origin}
            add: [{name: vary, value: accept-encoding}]
        ---
        kind: TrafficPolicy
        name: storefront-cors-old
        age: 99d
        labels: {app.kubernetes.io/name: storefront}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: storefront-v1}]
          cors:
            allowOrigins: [{type: Exact, value: "https://old-shop.example.com"}]
            allowMethods: [GET]
        ---
        kind: TrafficPolicy
        name: loyalty-rollout
        age: 5d
        labels: {app.kubernetes.io/name: loyalty}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: loyalty}]
          timeout: {request: 2s}
          requestHeaderModifier: {add: [{name: x-loyalty-tier, value: beta}]}
        ---
        kind: Backend
        name: loyalty-saas
        age: 5d
        spec:
          type: Static
          static: {hosts: [{host: api.loyalty.example.org, port: 443, tls: {sni: api.loyalty.example.org}}]}
        ---
        kind: Backend
        name: invoice-lambda
        age: 51d
        spec:
          type: AWS
          aws:
            region: eu-central-1
            accountId: "123456789012"
            lambdaFunctionName: render-invoice
            roleArn: arn:aws:iam::123456789012:role/gateway-invoke
        ---
        kind: Backend
        name: tax-lambda
        age: 3d
        spec:
          type: AWS
          aws: {region: eu-central-1, accountId: "12345", lambdaFunctionName: tax-rates}
        ---
        kind: DirectResponse
        name: cart-disabled
        age: 40d
        spec: {statusCode: 503, body: '{"error":"cart_disabled","retry_after":120}'}
        ---
        kind: DirectResponse
        name: not-modified-with-text
        age: 9d
        spec: {statusCode: 304, body: nothing new here}
        ---
        kind: GatewayExtension
        name: checkout-ratelimit
        age: 66d
        spec:
          type: RateLimit
          rateLimit: {grpcService: {backendRef: {name: ratelimit, namespace: infra, port: 8081}}}
        ---
        kind: TrafficPolicy
        name: checkout-limits
        age: 66d
        labels: {app.kubernetes.io/name: checkout}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: checkout}]
          rateLimit: {extensionRef: {name: checkout-ratelimit}}
        ---
        kind: HTTPRoute
        name: sellers
        age: 26d
        labels: {app.kubernetes.io/name: sellers}
        spec:
          parentRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: marketplace, namespace: infra}]
          rules:
          - name: orders
            matches: [{path: {type: PathPrefix, value: /sellers/orders}}]
            backendRefs: [{name: seller-orders, port: 8080}]
          - name: payouts
            matches: [{path: {type: PathPrefix, value: /sellers/payouts}}]
            backendRefs: [{name: seller-payouts, port: 8080}]
        ---
        kind: TrafficPolicy
        name: sellers-timeouts
        age: 26d
        labels: {app.kubernetes.io/name: sellers}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: sellers}]
          timeout: {request: 3s}
        ---
        kind: TrafficPolicy
        name: checkout-step-up
        age: 3d
        labels: {app.kubernetes.io/name: checkout}
        annotations: {example.com/change: CHG-48391}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: checkout, sectionName: submitt}]
          extAuth: {extensionRef: {name: session-extauth, namespace: identity}}
        ---
        kind: BackendConfigPolicy
        name: orders-connections
        age: 38d
        labels: {app.kubernetes.io/name: orders}
        spec:
          targetRefs: [{group: "", kind: Service, name: orders}]
          connectTimeout: 2s
          tcpKeepalive: {keepAliveProbes: 3, keepAliveTime: 30s, keepAliveInterval: 5s}
        status:
          ancestors:
          - ancestorRef: {group: "", kind: Service, name: orders, namespace: checkout}
            controllerName: kgateway.dev/kgateway
            conditions:
            - {type: Accepted, status: "True", reason: Valid, message: Policy accepted, since: 38d}
            - {type: Attached, status: "True", reason: Attached, message: Attached to all targets, since: 38d}
        """#
}
