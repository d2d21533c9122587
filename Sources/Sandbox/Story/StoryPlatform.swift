extension Story {
    /// The controller, and what the cluster's administrators have set up for it.
    static let platform = #"""
        ---
        kind: GatewayClass
        name: kgateway
        age: 119d
        spec: {controllerName: kgateway.dev/kgateway, description: Standard class for managing Gateway API ingress traffic.}
        status:
          conditions:
          - {type: Accepted, status: "True", reason: Accepted, message: "GatewayClass accepted by kgateway controller", since: 119d}
        ---
        kind: Namespace
        name: checkout
        age: 119d
        labels: {kubernetes.io/metadata.name: checkout, tier: shop}
        spec: {finalizers: [kubernetes]}
        status: {phase: Active}
        ---
        kind: Namespace
        name: payments
        age: 119d
        labels: {kubernetes.io/metadata.name: payments, tier: shop, compliance: pci-dss}
        spec: {finalizers: [kubernetes]}
        status: {phase: Active}
        ---
        kind: Deployment
        name: kgateway
        age: 119d
        labels: {kgateway: kgateway, app.kubernetes.io/name: kgateway, app.kubernetes.io/managed-by: helm}
        spec:
          replicas: 1
          selector: {matchLabels: {kgateway: kgateway, app.kubernetes.io/name: kgateway}}
          template:
            metadata: {labels: {kgateway: kgateway, app.kubernetes.io/name: kgateway}}
            spec:
              serviceAccountName: kgateway
              containers:
              - name: kgateway
                image: cr.kgateway.dev/kgateway-dev/kgateway:v2.1.0
                ports: [{name: grpc-xds, containerPort: 9977}, {name: metrics, containerPort: 9092}]
                env:
                - {name: KGW_LOG_LEVEL, value: info}
                - {name: KGW_XDS_SERVICE_NAME, value: kgateway}
                - {name: KGW_VALIDATION_MODE, value: STRICT}
                - {name: KGW_WEIGHTED_ROUTE_PRECEDENCE, value: "false"}
                - {name: KGW_GLOBAL_POLICY_NAMESPACE, value: ""}
                - {name: KGW_POLICY_MERGE, value: "{}"}
                - {name: POD_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
        status:
          replicas: 1
          readyReplicas: 1
          updatedReplicas: 1
          availableReplicas: 1
          conditions:
          - {type: Available, status: "True", reason: MinimumReplicasAvailable, message: Deployment has minimum availability., since: 12d}
        ---
        kind: Service
        name: kgateway
        age: 119d
        labels: {kgateway: kgateway, app.kubernetes.io/name: kgateway}
        spec:
          type: ClusterIP
          clusterIP: 10.96.7.7
          selector: {kgateway: kgateway, app.kubernetes.io/name: kgateway}
          ports: [{name: grpc-xds, port: 9977, protocol: TCP, targetPort: 9977}]
        ---
        kind: ConfigMap
        name: kgateway-defaults
        age: 119d
        data: {logLevel: info, imageRegistry: cr.kgateway.dev/kgateway-dev}
        """#
}
