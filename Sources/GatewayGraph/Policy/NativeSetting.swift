import KubeModel

/// What a rule of a route settles itself, and a policy does not then (R46).
struct NativeSetting: Hashable, Sendable {
    /// The field of a policy that it beats.
    var field: String
    /// What it says, in a few words.
    var words: String
    /// nil: the rule's own; else the route that delegates to it.
    var from: String?
    /// Whether a part of the policy's field is left to it.
    var isPartial = false

    /// Of a rule, with what those that delegate to it bring along. Sorted by field.
    static func all(of entry: RouteEntry) -> [NativeSetting] {
        guard !entry.route.isGRPC else { return [] }
        var found = own(entry.spec)
        for parent in entry.parents {
            let prefersParent = InheritedPriority(of: parent.route).prefersParent
            for var setting in own(parent.route.rules[parent.place]) {
                setting.from = parent.route.head.place
                if let place = found.firstIndex(where: { $0.field == setting.field }) {
                    if prefersParent { found[place] = setting }
                } else {
                    found.append(setting)
                }
            }
        }
        return found.sorted { $0.field < $1.field }
    }

    private static func own(_ rule: RouteRule) -> [NativeSetting] {
        var found: [NativeSetting] = []
        if let timeouts = rule.raw["timeouts"]?.object, !timeouts.isEmpty {
            let words = timeouts.map { "\($0.0) \($0.1.string ?? "")" }.joined(separator: ", ")
            if timeouts["request"] != nil { found.append(NativeSetting(field: "timeouts", words: words, isPartial: true)) }
        }
        if let retry = rule.raw["retry"]?.object {
            let words = retry["attempts"]?.integer.map { "\($0) attempts" } ?? "the rule's own"
            found.append(NativeSetting(field: "retry", words: words))
        }
        for filter in rule.filters {
            switch filter["type"]?.string {
            case "CORS": found.append(NativeSetting(field: "cors", words: "filter CORS"))
            case "URLRewrite":
                guard let hostname = filter[path: ["urlRewrite", "hostname"]]?.string else { continue }
                found.append(NativeSetting(field: "autoHostRewrite", words: "hostname \(hostname)"))
            default: break
            }
        }
        return found
    }
}
