extension ResourceTemplate {
    static let gatewayExtension = """
        spec:
        # ExtAuth, ExtProc or RateLimit; the section of the same name says where the service is.
          type: ExtAuth
          extAuth:
            grpcService:
              backendRef:
                name: example-auth
                port: 9000
                #namespace: default
        # For type ExtProc:
          #extProc:
          #  grpcService:
          #    backendRef:
          #      name: example-processor
          #      port: 4444
        # For type RateLimit:
          #rateLimit:
          #  grpcService:
          #    backendRef:
          #      name: example-limiter
          #      port: 8081

        """

    static let gatewayParameters = """
        spec:
        # How the proxies of a Gateway are run.
          kube:
            deployment:
              replicas: 2
            #service:
            #  type: LoadBalancer
            #  extraAnnotations:
            #    example.com/internal: "true"
            #envoyContainer:
            #  resources:
            #    requests:
            #      cpu: 100m
            #      memory: 128Mi
            #    limits:
            #      cpu: "1"
            #      memory: 512Mi
            #  image:
            #    registry: registry.example.com
            #    repository: envoy
            #    tag: v1.0.0
            #podTemplate:
            #  extraLabels:
            #    team: example
            #  extraAnnotations:
            #    example.com/scrape: "true"
            #  nodeSelector:
            #    kubernetes.io/os: linux
            #  tolerations:
            #  - key: dedicated
            #    operator: Equal
            #    value: gateway
            #    effect: NoSchedule

        """

    static let gateway = """
        spec:
          gatewayClassName: kgateway
          listeners:
          - name: http
            protocol: HTTP
            port: 8080
            allowedRoutes:
              namespaces:
                from: Same
          #- name: https
          #  protocol: HTTPS
          #  port: 8443
          #  hostname: shop.example.com
          #  tls:
          #    mode: Terminate
          #    certificateRefs:
          #    - name: example-certificate

        """

    static let httpRoute = """
        spec:
          parentRefs:
          - name: example-gateway
          #hostnames: [shop.example.com]
          rules:
          - matches:
            - path:
                type: PathPrefix
                value: /
            backendRefs:
            - name: example-service
              port: 8080

        """
}
