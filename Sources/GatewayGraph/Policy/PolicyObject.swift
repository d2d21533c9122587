import KubeModel

/// A TrafficPolicy, an HTTPListenerPolicy or a ListenerPolicy as the rules see it.
struct PolicyObject: Sendable {
    /// One of the places it asks for.
    struct Target: Hashable, Sendable {
        var group: String
        var kind: String
        /// nil: by labels.
        var name: String?
        var labels: [String: String] = [:]
        var section: String?
        /// Where it stands in the spec: `targetRefs[1]`.
        var path: String
    }

    /// A field that it sets.
    struct Setting: Sendable {
        /// `infra/basic-extauth`, where it calls for one.
        var provider: String?
        var isDisabled = false
        /// Below `spec`.
        var path: [String] = []
        /// What must be looked at to know what becomes of it; null for most.
        var value = JSONValue.null
    }

    var head: ObjectHead
    var targets: [Target]
    var settings: [String: Setting] = [:]
    /// nil where it is no whole number.
    var weight: Int?
    /// What is wrong with it by itself.
    var ownFaults: [PolicyFault] = []
    /// What a controller lets through, and Envoy cannot read.
    var remarks: [PolicyFault] = []
    /// The fields that name Secrets, users or addresses, as far as the rules look at them.
    var access: JSONValue = .null
    /// Where it lets any origin in, credentials and all: `spec.cors.allowOrigins[0]`.
    var openOrigin: String?
    /// The first rule that asks for a claim of a token: `spec.rbac.policy.matchExpressions[0]`.
    var claim: String?
    /// The fields that the rules do not serve.
    var unserved: [PolicyField.Form] = []
    /// What its status says.
    var reported: [AncestorStatus]

    /// Why the controller refuses it, where it says so of the newest spec.
    var refusal: String? { reported.first { !$0.accepted && $0.isCurrent }?.message ?? contractRefusal }
    /// The same in the simplified contract, whose status has no ancestors.
    private var contractRefusal: String?

    init?(_ object: JSONValue, _ settings: PolicySettings) {
        guard let head = ObjectHead(object) else { return nil }
        self.head = head
        let spec = object["spec"] ?? .null
        targets = Self.targets(of: spec)
        reported = AncestorStatus.reported(in: object)
        contractRefusal = Self.contractRefusal(object)
        weight = head.annotations["kgateway.dev/policy-weight"].map { Int($0) } ?? 0
        switch head.kind {
        case "TrafficPolicy":
            takeTrafficSettings(spec, settings.rules)
            openOrigin = OpenOrigin.path(in: spec["cors"]).map { "spec.cors.\($0)" }
            claim = TokenClaim.path(in: spec["rbac"]).map { "spec.rbac.\($0)" }
            let check = PolicySpecCheck(head, spec)
            (ownFaults, remarks) = (check.faults(isStrict: settings.isStrict), check.remarks(isStrict: settings.isStrict))
            let names = settings.rules >= .v22 ? ["basicAuth", "apiKeyAuth", "headerModifiers", "acl"] : ["ai"]
            access = .object(JSONObject(names.compactMap { name in spec[name].map { (name, $0) } }))
        case "ListenerPolicy": takeNewerSettings(spec)
        default: takeListenerSettings(spec)
        }
        if head.kind != "TrafficPolicy" { remarks = PolicySpecCheck(head, spec).remarks(isStrict: false) }
        // What is not looked at at all is told as such.
        remarks.removeAll { remark in unserved.contains { remark.path.hasPrefix("spec.\($0.paths[0].joined(separator: "."))") } }
    }

    private static func contractRefusal(_ object: JSONValue) -> String? {
        let conditions = object[path: ["status", "conditions"]]?.array ?? []
        let generation = object[path: ["metadata", "generation"]]
        let refused = conditions.first {
            $0["type"] == "Accepted" && $0["status"] == "False" && $0["reason"] == "Invalid"
                && ($0["observedGeneration"] ?? generation) == generation
        }
        return refused?["message"]?.string
    }

    static func targets(of spec: JSONValue) -> [Target] {
        func target(_ value: JSONValue, _ list: String, _ index: Int, _ name: String?) -> Target {
            Target(
                group: value["group"]?.string ?? "gateway.networking.k8s.io", kind: value["kind"]?.string ?? "", name: name,
                labels: ObjectHead.texts(value["matchLabels"]), section: value["sectionName"]?.string.flatMap { $0.isEmpty ? nil : $0 },
                path: "spec.\(list)[\(index)]")
        }
        return (spec["targetRefs"]?.array ?? []).enumerated().map { target($1, "targetRefs", $0, $1["name"]?.string ?? "") }
            + (spec["targetSelectors"]?.array ?? []).enumerated().map { target($1, "targetSelectors", $0, nil) }
    }

    private mutating func takeTrafficSettings(_ spec: JSONValue, _ rules: GatewayRules) {
        unserved = PolicyField.foreign(to: rules).filter { form in spec[path: form.paths[0]] != nil }
        for form in PolicyField.forms(rules) {
            guard let path = form.paths.first(where: { spec[path: $0] != nil }), let value = spec[path: path] else { continue }
            var setting = Setting(isDisabled: value["disable"].map { $0 != false } ?? false, path: path)
            if form.isLookedAt { setting.value = value }
            if let ref = value["extensionRef"], let name = ref["name"]?.string {
                setting.provider = "\(ref["namespace"]?.string ?? head.namespace)/\(name)"
            }
            settings[form.name] = setting
        }
        // The contract's form has the reference without what it limits by.
        if settings["rateLimit.global"] == nil, let name = spec[path: ["rateLimit", "extensionRef", "name"]]?.string {
            let namespace = spec[path: ["rateLimit", "extensionRef", "namespace"]]?.string ?? head.namespace
            settings["rateLimit.global"] = Setting(provider: "\(namespace)/\(name)", path: ["rateLimit"])
        }
    }

    /// Named by where they stand: `default.httpSettings.tracing`, `perPort.8080.httpSettings.upgradeConfig`.
    private mutating func takeNewerSettings(_ spec: JSONValue) {
        var places = spec["default"].map { [("default", $0)] } ?? []
        for entry in spec["perPort"]?.array ?? [] {
            guard let port = entry["port"]?.integer, let listener = entry["listener"] else { continue }
            places.append(("perPort.\(port)", listener))
        }
        for (place, value) in places {
            for (key, _) in value.object ?? JSONObject() where key != "httpSettings" { settings["\(place).\(key)"] = Setting() }
            for (key, _) in value["httpSettings"]?.object ?? JSONObject() {
                settings["\(place).httpSettings.\(key)"] = Setting()
            }
        }
    }

    private mutating func takeListenerSettings(_ spec: JSONValue) {
        for (key, _) in spec.object ?? JSONObject() where key != "targetRefs" && key != "targetSelectors" {
            for name in PolicyField.listenerNames[key] ?? [key] { settings[name] = Setting(path: [key]) }
        }
    }
}

/// One policy at one place.
struct PolicyAttachment: Hashable, Sendable {
    enum Way: String, Hashable, Sendable { case targetRef, targetSelector, globalTargetSelector, extensionRef }

    /// Index among the policies.
    var policy: Int
    var group: String
    var kind: String
    var namespace: String
    var name: String
    var section: String?
    var way: Way

    func isAtSamePlace(as other: PolicyAttachment) -> Bool {
        kind == other.kind && namespace == other.namespace && name == other.name && section == other.section
            && (way == .extensionRef) == (other.way == .extensionRef)
    }
}
