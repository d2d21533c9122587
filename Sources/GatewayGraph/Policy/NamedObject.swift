import KubeModel

/// Something that an object names and that no rule of policies depends on: a Secret, a ConfigMap or a server that checks look for.
struct NamedObject: Hashable, Sendable {
    /// `spec.tls.secretRef`.
    var path: String
    var group, kind, namespace, name: String
    /// Of a Service.
    var port: Int?
    /// Whether it may be missing.
    var isOptional: Bool
    /// What is looked for in it, each a choice of keys that have to be there together; empty where that is not known.
    var keys: [[String]]

    /// Whether it proves who somebody is.
    var isCertificate: Bool { path.contains("ertificateRef") || path.hasSuffix("tls.secretRef") }

    private init?(_ value: JSONValue, at path: String, _ rule: ReferenceRule, in own: String) {
        guard let name = value["name"]?.string, !name.isEmpty else { return nil }
        (self.path, self.name) = (path, name)
        (group, kind) = rule.path.naming.usual
        if case .said = rule.path.naming {
            kind = value["kind"]?.string ?? kind
            group = value["group"]?.string ?? group
        }
        namespace = value["namespace"]?.string ?? own
        port = value["port"]?.integer
        isOptional = value["optional"] == true
        keys = Self.keys(rule.path.text, value["key"]?.string)
    }

    private static func keys(_ path: String, _ key: String?) -> [[String]] {
        if path.hasSuffix("KeyRef") { return key.map { [[$0]] } ?? [] }
        if path.hasSuffix("caCertificateRefs[]") { return [["ca.crt"]] }
        if path.hasSuffix("lientCertificateRef") { return [["tls.crt", "tls.key"]] }
        switch path {
        case "spec.tls.secretRef": return [["tls.crt", "tls.key"], ["ca.crt"]]
        case "spec.aws.auth.secretRef": return [["accessKey", "secretKey"]]
        default: return []
        }
    }

    /// In the order of the table of references.
    static func all(in object: JSONValue, _ head: ObjectHead) -> [NamedObject] {
        guard let rules = rules[KindName(group: head.group, kind: head.kind)] else { return [] }
        return rules.flatMap { rule, steps in object.all(at: steps[...]).compactMap { NamedObject($0.value, at: $0.path, rule, in: head.namespace) } }
    }

    private static let rules: [KindName: [(rule: ReferenceRule, steps: [String])]] = Dictionary(
        grouping: ReferenceRule.all.filter(isLookedFor).map { ($0, $0.path.text.split(separator: ".").map(String.init)) }
    ) { KindName(group: $0.0.group, kind: $0.0.kind) }

    /// Whether no other check tells when it is not there.
    private static func isLookedFor(_ rule: ReferenceRule) -> Bool {
        switch rule.role {
        case .target, .parent, .class: return false
        case .parameters where !["ConfigMap", "Secret"].contains(rule.path.naming.usual.kind): return false
        case .backend, .extension, .parameters, .secret: break
        }
        switch rule.kind {
        case "TrafficPolicy", "GatewayExtension", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute", "ListenerSet", "XListenerSet": return false
        case "Gateway": return rule.path.text != "spec.listeners[].tls.certificateRefs[]"
        default: return true
        }
    }
}

/// Who names such objects.
struct NamingObject: Sendable {
    var head: ObjectHead
    var named: [NamedObject]
}
