import KubeModel

/// What routes of every protocol share.
enum RouteCells {
    static let columns = [Kind.Column("HOSTNAMES", minimumWidth: 10), parents]
    static let parents = Kind.Column("PARENTS", minimumWidth: 10)
    static let backends = Kind.Column("BACKENDS", minimumWidth: 10)

    /// Host names, `*` where the route takes any; and what it hangs on.
    static func of(_ spec: RawJSON) -> [String] {
        let names = (spec["hostnames"]?.elements ?? []).compactMap(\.string)
        return [names.isEmpty ? "*" : names.joined(separator: ","), parents(spec)]
    }

    static func parents(_ spec: RawJSON) -> String { (spec["parentRefs"]?.elements ?? []).map(parent).joined(separator: ",") }

    /// Where it leads, each once: `db:5432,Backend/other`.
    static func backends(_ spec: RawJSON) -> String {
        var seen: Set<String> = []
        let refs = (spec["rules"]?.elements ?? []).flatMap { $0["backendRefs"]?.elements ?? [] }
        return refs.map(backend).filter { seen.insert($0).inserted }.joined(separator: ",")
    }

    /// A reference with no kind means a Service.
    private static func backend(_ ref: RawJSON) -> String {
        let name = ref["name"]?.string ?? "?", kind = ref["kind"]?.string ?? "Service"
        var text = ref["namespace"]?.string.map { "\($0)/\(name)" } ?? name
        if kind != "Service" { text = "\(kind)/\(text)" }
        return ref["port"]?.integer.map { "\(text):\($0)" } ?? text
    }

    /// `public`, `infra/public#https`, `HTTPRoute/parent`, `public:8080`. A reference with no kind means a Gateway.
    static func parent(_ ref: RawJSON) -> String {
        let name = ref["name"]?.string ?? "?", kind = ref["kind"]?.string ?? "Gateway"
        var text = ref["namespace"]?.string.map { "\($0)/\(name)" } ?? name
        if kind != "Gateway" { text = "\(kind) \(text)" }
        if let section = ref["sectionName"]?.string { text += "#\(section)" }
        return ref["port"]?.integer.map { "\(text):\($0)" } ?? text
    }
}

/// Listeners of a Gateway or of a set: `http:80,https:443`.
enum ListenerCells {
    static func all(_ spec: RawJSON) -> String {
        (spec["listeners"]?.elements ?? []).map { listener in
            let name = listener["name"]?.string ?? "?"
            return listener["port"]?.integer.map { "\(name):\($0)" } ?? name
        }.joined(separator: ",")
    }
}
