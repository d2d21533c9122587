import GatewayGraph
import KubeModel

extension Kind {
    static let backendTLSPolicy = Kind(
        .backendTLSPolicy, isPolicy: true,
        columns: [Column("TARGETS", minimumWidth: 12), Column("HOSTNAME", minimumWidth: 9), Column("TRUSTS", minimumWidth: 7)],
        template: ResourceTemplate(spec: newSpec)
    ) { spec in
        [Cells.anyTargets(spec), spec["validation"]?["hostname"]?.string ?? "", trusts(spec["validation"])]
    }

    /// Whose certificates are accepted: `System`, `ConfigMap/ca`.
    private static func trusts(_ validation: RawJSON?) -> String {
        if let known = validation?["wellKnownCACertificates"]?.string, !known.isEmpty { return known }
        return (validation?["caCertificateRefs"]?.elements ?? []).map { ref in
            "\(ref["kind"]?.string ?? "?")/\(ref["name"]?.string ?? "?")"
        }.joined(separator: ",")
    }

    private static let newSpec = """
        spec:
        # The Services that are spoken to by TLS; sectionName picks one port.
          targetRefs:
          - group: ""
            kind: Service
            name: example-service
            #sectionName: https
          validation:
            hostname: backend.example.com
            wellKnownCACertificates: System
        # Or, instead of those of the system:
            #caCertificateRefs:
            #- group: ""
            #  kind: ConfigMap
            #  name: example-ca

        """
}
