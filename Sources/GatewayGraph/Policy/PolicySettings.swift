import KubeModel

/// What the controller is told by its environment, and by which version's rules it works.
public struct PolicySettings: Sendable {
    /// Where the value of a setting is known from.
    public enum Source: String, Sendable { case byDefault = "default", flag, deployment }

    public var rules = GatewayRules.v21
    var merge: [String: String] = [:]
    /// Whether the setting for merges can be read; else nothing is merged at all.
    private(set) var isMergeReadable = true
    private(set) var globalNamespace: String?
    private(set) var discoverySelectors: [ObjectSelector] = []
    private(set) var sortsByWeight = false
    private(set) var isStrict = false
    /// The namespace that stands for all in a delegation by label.
    private(set) var wildcardNamespace = "all"
    /// `OFF`, `PERMISSIVE` or `STRICT`; only newer versions have it.
    private(set) var grantMode = "PERMISSIVE"
    /// Values as they were given, with where from.
    private var given: [String: (value: String, from: Source)] = [:]

    /// The names that are understood, with what holds where nothing is said.
    public static let defaults: [(name: String, value: String)] = [
        ("KGW_DISCOVERY_NAMESPACE_SELECTORS", "[]"), ("KGW_GLOBAL_POLICY_NAMESPACE", ""), ("KGW_POLICY_MERGE", "{}"),
        ("KGW_VALIDATION_MODE", "STANDARD"), ("KGW_WEIGHTED_ROUTE_PRECEDENCE", "false"),
    ]

    public init() {}

    /// - Parameters:
    ///   - environment: By name; names that mean nothing here are left out.
    ///   - source: Where they are from.
    public init(_ environment: [String: String], from source: Source = .flag, rules: GatewayRules = .v21) {
        self.rules = rules
        add(environment, from: source)
    }

    /// Takes more values; those that are there already are replaced.
    public mutating func add(_ environment: [String: String], from source: Source) {
        for (name, value) in environment { given[name] = (value, source) }
        func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let text = text("KGW_POLICY_MERGE") {
            merge = [:]
            if let value = try? JSONParser.parse(Array(text.utf8)), value.object != nil {
                isMergeReadable = true
                for (field, way) in value["trafficPolicy"]?.object ?? JSONObject() { merge[field] = way.string ?? "" }
            } else {
                isMergeReadable = false
            }
        }
        if let text = text("KGW_GLOBAL_POLICY_NAMESPACE") { globalNamespace = text }
        if let text = text("KGW_DISCOVERY_NAMESPACE_SELECTORS") {
            discoverySelectors = ((try? JSONParser.parse(Array(text.utf8)))?.array ?? []).map(ObjectSelector.init)
        }
        if let text = text("KGW_WEIGHTED_ROUTE_PRECEDENCE") { sortsByWeight = text.lowercased() == "true" }
        if let text = text("KGW_VALIDATION_MODE") { isStrict = text.uppercased() == "STRICT" }
        if let text = text("KGW_REFERENCE_GRANT_MODE") { grantMode = text.uppercased() }
        if let text = text("DELEGATION_WILDCARD_NAMESPACE") { wildcardNamespace = text }
    }

    /// What it means for the links of a graph.
    public var scope: ReferenceScope { ReferenceScope(globalNamespace: globalNamespace, wildcardNamespace: wildcardNamespace) }

    /// What holds, by name, with where it is known from.
    public var said: [(name: String, value: String, from: Source)] {
        Self.defaults.map { name, value in
            let own = given[name]
            return (name, own?.value ?? value, own?.from ?? .byDefault)
        }
    }
}
