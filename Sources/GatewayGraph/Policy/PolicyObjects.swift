import Foundation
import KubeModel

/// What rules look at of any object's metadata.
struct ObjectHead: Hashable, Sendable {
    var group: String
    var kind: String
    var namespace: String
    var name: String
    var labels: [String: String] = [:]
    var annotations: [String: String] = [:]
    var created: Date?
    /// When its spec was written last, where that is told.
    var changed: Date?
    /// Whether a server gave it out, and it was not only written down.
    var isStored = false

    private static let clusterWide: Set<String> = ["Namespace", "GatewayClass", "CustomResourceDefinition"]

    init?(_ object: JSONValue) {
        guard let kind = object["kind"]?.string, let metadata = object["metadata"], let name = metadata["name"]?.string else { return nil }
        let version = object["apiVersion"]?.string ?? ""
        group = version.contains("/") ? String(version.prefix { $0 != "/" }) : ""
        self.kind = kind
        self.name = name
        // What was applied without one went into this.
        namespace = Self.clusterWide.contains(kind) ? "" : metadata["namespace"]?.string ?? "default"
        labels = Self.texts(metadata["labels"])
        annotations = Self.texts(metadata["annotations"])
        created = metadata["creationTimestamp"]?.string.flatMap(KubeTime.parse)
        isStored = metadata["resourceVersion"] != nil || metadata["uid"] != nil
        changed = metadata["managedFields"]?.array.flatMap { fields in
            fields.lazy.filter { $0["subresource"] == nil }.compactMap { $0["time"]?.string.flatMap(KubeTime.parse) }.max()
        }
    }

    static func isClusterWide(_ kind: String) -> Bool { clusterWide.contains(kind) }

    var place: String { "\(namespace)/\(name)" }
    /// `gateway.kgateway.dev/TrafficPolicy/infra/p`, as Envoy's metadata names it.
    var identity: String { "\(group)/\(kind)/\(namespace)/\(name)" }

    static func texts(_ value: JSONValue?) -> [String: String] {
        var texts: [String: String] = [:]
        for (key, value) in value?.object ?? JSONObject() { texts[key] = value.string ?? "" }
        return texts
    }
}

/// A selector of labels as objects write it: `matchLabels` and `matchExpressions`.
struct ObjectSelector: Hashable, Sendable {
    private var labels: [String: String]
    private var expressions: [Expression]

    private struct Expression: Hashable, Sendable {
        var key: String
        var sign: String
        var values: [String]
    }

    init(_ value: JSONValue?) {
        labels = ObjectHead.texts(value?["matchLabels"])
        expressions = (value?["matchExpressions"]?.array ?? []).map {
            Expression(
                key: $0["key"]?.string ?? "", sign: $0["operator"]?.string ?? "",
                values: ($0["values"]?.array ?? []).compactMap(\.string))
        }
    }

    /// The labels that it looks at.
    var keys: Set<String> { Set(labels.keys).union(expressions.map(\.key)) }

    /// What labels lack to match, as they would be written: `team: edge`; a condition that no one label meets in words.
    func lacking(_ own: [String: String]) -> [String] {
        labels.filter { own[$0.key] != $0.value }.map { "\($0.key): \($0.value)" }.sorted()
            + expressions.filter { !ObjectSelector(expression: $0).matches(own) }.map { wanted in
                switch wanted.sign {
                case "In": "\(wanted.key): \(wanted.values.first ?? "")"
                case "Exists": "\(wanted.key): \"\""
                default: "\(wanted.key) \(wanted.sign) \(wanted.values.joined(separator: ", "))".trimmingCharacters(in: .whitespaces)
                }
            }
    }

    private init(expression: Expression) { (labels, expressions) = ([:], [expression]) }

    func matches(_ own: [String: String]) -> Bool {
        labels.allSatisfy { own[$0.key] == $0.value }
            && expressions.allSatisfy { wanted in
                switch wanted.sign {
                case "In": own[wanted.key].map(wanted.values.contains) ?? false
                case "NotIn": !(own[wanted.key].map(wanted.values.contains) ?? false)
                case "Exists": own[wanted.key] != nil
                case "DoesNotExist": own[wanted.key] == nil
                default: false
                }
            }
    }
}

/// Where listeners and routes may come from.
struct NamespaceRule: Hashable, Sendable {
    let from: String
    let selector: ObjectSelector

    init(_ value: JSONValue?, byDefault: String) {
        from = value?["from"]?.string ?? byDefault
        selector = ObjectSelector(value?["selector"])
    }

    /// - Parameter labels: Of the other namespace.
    func allows(_ namespace: String, from own: String, labels: [String: String]) -> Bool {
        switch from {
        case "All": true
        case "Same": namespace == own
        case "Selector": selector.matches(labels)
        default: false
        }
    }
}

/// One listener of a Gateway or of a set of listeners.
struct ListenerSpec: Hashable, Sendable {
    var name: String
    /// Its place among the listeners of what it belongs to.
    var index: Int
    var port: Int
    var protocolName: String
    var hostname: String?
    var namespaces: NamespaceRule
    /// nil: those that the protocol takes.
    var kinds: [String]?
    var tlsMode: String?
    var certificates: [JSONValue]
    /// Whether clients must show a certificate of their own.
    var asksClients: Bool
    /// `tls.options`.
    var options: [String: String]

    init(_ value: JSONValue, at index: Int) {
        self.index = index
        name = value["name"]?.string ?? ""
        port = value["port"]?.integer ?? 0
        protocolName = value["protocol"]?.string ?? ""
        hostname = value["hostname"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        namespaces = NamespaceRule(value[path: ["allowedRoutes", "namespaces"]], byDefault: "Same")
        kinds = value[path: ["allowedRoutes", "kinds"]]?.array.flatMap { $0.isEmpty ? nil : $0.compactMap { $0["kind"]?.string } }
        tlsMode = value[path: ["tls", "mode"]]?.string
        certificates = value[path: ["tls", "certificateRefs"]]?.array ?? []
        asksClients = value[path: ["tls", "frontendValidation"]] != nil
        options = ObjectHead.texts(value[path: ["tls", "options"]])
    }

    /// `spec.listeners[1]`.
    var path: String { "spec.listeners[\(index)]" }
    /// Whether it needs a certificate: the server fills in the mode where none is written.
    var terminatesTLS: Bool { ["HTTPS", "TLS"].contains(protocolName) && (tlsMode ?? "Terminate") == "Terminate" }
}

/// A Gateway, or a set of listeners that belongs to one.
struct ListenerHolder: Hashable, Sendable {
    var head: ObjectHead
    var listeners: [ListenerSpec]
    /// Of a Gateway.
    var className = ""
    var allowedListeners: NamespaceRule
    /// The Gateway of a set: namespace and name.
    var parent: (namespace: String, name: String)?
    var reported: [ReportedStatus]
    /// Of a Gateway, what its proxy is made by.
    var parameters: ParametersReference?

    init?(_ object: JSONValue) {
        guard let head = ObjectHead(object) else { return nil }
        self.head = head
        let spec = object["spec"]
        listeners = (spec?["listeners"]?.array ?? []).enumerated().map { ListenerSpec($1, at: $0) }
        className = spec?["gatewayClassName"]?.string ?? ""
        reported = ReportedStatus.all(in: object)
        parameters = ParametersReference(spec?[path: ["infrastructure", "parametersRef"]], in: head.namespace)
        allowedListeners = NamespaceRule(spec?[path: ["allowedListeners", "namespaces"]], byDefault: "None")
        if let ref = spec?["parentRef"], let name = ref["name"]?.string {
            parent = (ref["namespace"]?.string ?? head.namespace, name)
        }
    }

    var isSet: Bool { head.kind != "Gateway" }

    static func == (left: ListenerHolder, right: ListenerHolder) -> Bool { left.head == right.head }
    func hash(into hasher: inout Hasher) { hasher.combine(head) }
}

/// What a Gateway or a GatewayClass names for its proxies.
struct ParametersReference: Hashable, Sendable {
    var group, kind, namespace, name: String

    init?(_ value: JSONValue?, in namespace: String) {
        guard let name = value?["name"]?.string else { return nil }
        self.name = name
        group = value?["group"]?.string ?? ""
        kind = value?["kind"]?.string ?? ""
        self.namespace = value?["namespace"]?.string ?? namespace
    }
}
