import GatewayGraph
import KubeModel

extension Kind {
    static let httpRoute = Kind(
        .httpRoute, isPolicy: true, columns: RouteCells.columns, template: ResourceTemplate(spec: newSpec)
    ) { RouteCells.of($0) }

    private static let newSpec = """
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

/// What routes of every protocol share.
enum RouteCells {
    static let columns = [Kind.Column("HOSTNAMES", minimumWidth: 10), Kind.Column("PARENTS", minimumWidth: 10)]

    /// Host names, `*` where the route takes any; and what it hangs on.
    static func of(_ spec: RawJSON) -> [String] {
        let names = (spec["hostnames"]?.elements ?? []).compactMap(\.string)
        let parents = (spec["parentRefs"]?.elements ?? []).map(parent)
        return [names.isEmpty ? "*" : names.joined(separator: ","), parents.joined(separator: ",")]
    }

    /// `public`, `infra/public#https`, `HTTPRoute/parent`, `public:8080`. A reference with no kind means a Gateway.
    private static func parent(_ ref: RawJSON) -> String {
        let name = ref["name"]?.string ?? "?", kind = ref["kind"]?.string ?? "Gateway"
        var text = ref["namespace"]?.string.map { "\($0)/\(name)" } ?? name
        if kind != "Gateway" { text = "\(kind) \(text)" }
        if let section = ref["sectionName"]?.string { text += "#\(section)" }
        return ref["port"]?.integer.map { "\(text):\($0)" } ?? text
    }
}
