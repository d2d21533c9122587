import GatewayGraph
import KubeModel

extension Kind {
    static let gateway = Kind(
        .gateway, isPolicy: true,
        columns: [
            Column("CLASS", minimumWidth: 8), Column("ADDRESSES", minimumWidth: 9),
            Column("LISTENERS", minimumWidth: 10),
        ], template: ResourceTemplate(spec: newSpec)
    ) { object, spec in
        [spec["gatewayClassName"]?.string ?? "", addresses(object, spec), ListenerCells.all(spec)]
    }

    private static let newSpec = """
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

    /// Those it was given; those it asks for until then.
    private static func addresses(_ object: RawJSON, _ spec: RawJSON) -> String {
        let given = object[path: "status", "addresses"]?.elements ?? []
        let addresses = given.isEmpty ? spec["addresses"]?.elements ?? [] : given
        return addresses.compactMap { $0["value"]?.string }.joined(separator: ",")
    }
}
