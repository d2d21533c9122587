import APIServer
import KubeModel

/// Users who may do little.
extension AccessRules {
    /// Everything in one namespace, and nothing at the cluster scope.
    public static func oneNamespace(_ namespace: String, user: String) -> AccessRules {
        AccessRules(user: user, rules: [Rule(verbs: ["*"], namespaces: [namespace])])
    }

    /// Reads but may not watch.
    public static func withoutWatch(user: String) -> AccessRules {
        AccessRules(user: user, rules: [Rule(verbs: ["get", "list"])])
    }

    /// Reads one kind and nothing else, not even namespaces.
    public static func oneKind(_ type: ResourceType, user: String) -> AccessRules {
        AccessRules(
            user: user,
            rules: [Rule(verbs: ["get", "list", "watch"], groups: [type.group], resources: [type.plural])])
    }
}
