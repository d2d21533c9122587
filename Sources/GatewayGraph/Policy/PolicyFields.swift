import KubeModel

/// The fields of a TrafficPolicy that are merged one by one (section 8 of the rules).
enum PolicyField {
    /// How two values of a field can be joined.
    enum Depth: Sendable { case none, lists, providers }

    struct Form: Sendable {
        /// As it is named in what Envoy carries.
        var name: String
        /// Below `spec`.
        var path: [String]
        var depth = Depth.none
        /// Whether the extensions of several places run beside each other.
        var isAdditive = false
    }

    static let all: [Form] = [
        Form(name: "transformation", path: ["transformation"], depth: .lists),
        Form(name: "extAuth", path: ["extAuth"], depth: .providers, isAdditive: true),
        Form(name: "extProc", path: ["extProc"], depth: .providers, isAdditive: true),
        Form(name: "rateLimit.local", path: ["rateLimit", "local"]),
        Form(name: "rateLimit.global", path: ["rateLimit", "global"], isAdditive: true),
        Form(name: "cors", path: ["cors"]), Form(name: "csrf", path: ["csrf"]),
        Form(name: "headerModifiers", path: ["headerModifiers"]), Form(name: "buffer", path: ["buffer"]),
        Form(name: "rbac", path: ["rbac"]), Form(name: "retry", path: ["retry"]), Form(name: "timeouts", path: ["timeouts"]),
        Form(name: "autoHostRewrite", path: ["autoHostRewrite"]), Form(name: "ai", path: ["ai"]),
    ]

    static func form(_ name: String) -> Form? { all.first { $0.name == name } }
}

/// A TrafficPolicy as the rules see it.
struct TrafficPolicyObject: Sendable {
    /// One of the places it asks for.
    struct Target: Sendable {
        var group: String
        var kind: String
        /// nil: by labels.
        var name: String?
        var labels: [String: String] = [:]
        var section: String?
    }

    /// A field that it sets.
    struct Setting: Sendable {
        /// `infra/basic-extauth`, where it calls for one.
        var provider: String?
        var isDisabled = false
    }

    var head: ObjectHead
    var targets: [Target]
    var settings: [String: Setting] = [:]
    /// nil where it is no whole number.
    var weight: Int?
    var spec: JSONValue

    init?(_ object: JSONValue) {
        guard let head = ObjectHead(object) else { return nil }
        self.head = head
        spec = object["spec"] ?? .null
        let named = (spec["targetRefs"]?.array ?? []).map {
            Target(
                group: $0["group"]?.string ?? "", kind: $0["kind"]?.string ?? "", name: $0["name"]?.string ?? "",
                section: $0["sectionName"]?.string)
        }
        let selected = (spec["targetSelectors"]?.array ?? []).map {
            Target(
                group: $0["group"]?.string ?? "", kind: $0["kind"]?.string ?? "", labels: ObjectHead.texts($0["matchLabels"]),
                section: $0["sectionName"]?.string)
        }
        targets = named + selected
        weight = head.annotations["kgateway.dev/policy-weight"].map { Int($0) } ?? 0
        for form in PolicyField.all {
            guard let value = spec[path: form.path] else { continue }
            var setting = Setting(isDisabled: value["disable"] != nil)
            if form.isAdditive, let ref = value["extensionRef"], let name = ref["name"]?.string {
                setting.provider = "\(ref["namespace"]?.string ?? head.namespace)/\(name)"
            }
            settings[form.name] = setting
        }
    }
}

/// One policy at one place.
struct PolicyAttachment: Hashable, Sendable {
    enum Way: String, Hashable, Sendable { case targetRef, targetSelector, globalTargetSelector, extensionRef }

    /// Index among the policies.
    var policy: Int
    var kind: String
    var namespace: String
    var name: String
    var section: String?
    var way: Way
}
