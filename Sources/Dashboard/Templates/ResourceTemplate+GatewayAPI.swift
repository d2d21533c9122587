extension ResourceTemplate {
    static let grpcRoute = """
        spec:
          parentRefs:
          - name: example-gateway
          #hostnames: [grpc.example.com]
          rules:
          - matches:
            - method:
                service: example.v1.Greeter
                #method: SayHello
            backendRefs:
            - name: example-service
              port: 9000

        """

    static let gatewayClass = """
        spec:
          controllerName: kgateway.dev/kgateway
          #description: Gateways for the shops
          #parametersRef:
          #  group: gateway.kgateway.dev
          #  kind: GatewayParameters
          #  name: example-parameters
          #  namespace: default

        """

    static let referenceGrant = """
        spec:
        # Objects of these kinds in these namespaces may refer to what stands below.
          from:
          - group: gateway.networking.k8s.io
            kind: HTTPRoute
            namespace: example-team
          to:
          - group: ""
            kind: Service
            #name: example-service

        """
}
