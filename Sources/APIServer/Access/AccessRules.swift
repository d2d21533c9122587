import KubeModel

/// Who somebody is, and what that person may do: what the role bindings of a cluster come to for one token.
///
/// A pure value: servers of tests are given one for each further token, to see what least privilege looks like.
public struct AccessRules: Sendable, Equatable {
    /// Something that is allowed.
    public struct Rule: Sendable, Equatable {
        /// `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; `*` for every verb.
        public var verbs: Set<String>
        /// API groups, empty for the core one; `*` for every group.
        public var groups: Set<String>
        /// Plurals, `pods/status` for a subresource; `*` for everything.
        public var resources: Set<String>
        /// The namespaces it holds in; nil: everywhere, and at the cluster scope.
        public var namespaces: Set<String>?

        public init(
            verbs: Set<String>, groups: Set<String> = ["*"], resources: Set<String> = ["*"],
            namespaces: Set<String>? = nil
        ) {
            self.verbs = verbs
            self.groups = groups
            self.resources = resources
            self.namespaces = namespaces
        }

        func allows(_ attempt: AccessAttempt) -> Bool {
            func has(_ set: Set<String>, _ word: String) -> Bool { set.contains("*") || set.contains(word) }
            guard has(verbs, attempt.verb), has(groups, attempt.group), has(resources, attempt.resourcePath) else {
                return false
            }
            return namespaces.map { attempt.namespace.map($0.contains) ?? false } ?? true
        }
    }

    public var user: String
    public var groups: [String]
    public var rules: [Rule]

    public init(user: String, groups: [String] = [], rules: [Rule]) {
        self.user = user
        self.groups = groups
        self.rules = rules
    }

    /// Everything, as the token of the server has it.
    public static func everything(user: String, groups: [String] = ["system:masters"]) -> AccessRules {
        AccessRules(user: user, groups: groups, rules: [Rule(verbs: ["*"])])
    }

    /// Reads everything and writes nothing.
    public static func readOnly(user: String) -> AccessRules {
        AccessRules(user: user, rules: [Rule(verbs: ["get", "list", "watch"])])
    }

    func allows(_ attempt: AccessAttempt) -> Bool { rules.contains { $0.allows(attempt) } }

    /// Whether nothing is forbidden; whoever may do everything may also act for others.
    var isUnbounded: Bool {
        rules.contains {
            $0.verbs.contains("*") && $0.groups.contains("*") && $0.resources.contains("*") && $0.namespaces == nil
        }
    }

    /// Every group, those that everybody with credentials is in included.
    var allGroups: [String] { groups + (groups.contains("system:authenticated") ? [] : ["system:authenticated"]) }
}

/// What somebody wants to do.
struct AccessAttempt: Sendable {
    var verb: String
    var group: String
    var resource: String
    var subresource = ""
    /// nil: at the cluster scope.
    var namespace: String?
    var name = ""

    var resourcePath: String { subresource.isEmpty ? resource : "\(resource)/\(subresource)" }

    /// The refusal, worded as upstream.
    func refusal(for user: String) -> APIStatus {
        let place = namespace.map { "in the namespace \(APIStatus.quote($0))" } ?? "at the cluster scope"
        let qualified = group.isEmpty ? resource : "\(resource).\(group)"
        let subject = name.isEmpty ? qualified : "\(qualified) \(APIStatus.quote(name))"
        var status = APIStatus(
            code: 403, reason: "Forbidden",
            message: "\(subject) is forbidden: User \(APIStatus.quote(user)) cannot \(verb) resource "
                + "\(APIStatus.quote(resourcePath)) in API group \(APIStatus.quote(group)) \(place)")
        status.name = name
        status.group = group
        status.kind = resource
        return status
    }
}
