import KubeModel

/// One place in the objects of a kind that names other objects.
public struct ReferenceRule: Hashable, Sendable {
    /// What naming another object means.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        /// A policy attaches to it.
        case target
        /// A route or a set of listeners belongs to it.
        case parent
        /// Requests go there.
        case backend
        /// It does a part of the work: an extension, a filter, a service that is asked.
        case `extension`
        /// It says who runs something.
        case `class`
        /// It says how something is to be run.
        case parameters
        /// It holds what must not be read by everybody, or what others are known by.
        case secret
    }

    public typealias Naming = ReferencePath.Naming

    public var group: String
    public var kind: String
    /// `spec.rules[].backendRefs[]`: what ends with `[]` is a list that is gone through.
    public var path: ReferencePath
    public var role: Role

    init(_ group: String, _ kind: String, _ path: String, _ naming: Naming, _ role: Role) {
        self.group = group
        self.kind = kind
        self.path = ReferencePath(path, naming)
        self.role = role
    }
}

extension ReferenceRule {
    /// The rules of a kind, of whichever version.
    public static func rules(of type: ResourceType) -> [ReferenceRule] { rules(ofGroup: type.group, kind: type.kind) }

    public static func rules(ofGroup group: String, kind: String) -> [ReferenceRule] { compiled[Name(group, kind)]?.rules ?? [] }

    /// The same for the scan of its objects: as many, in the same order.
    public static func paths(of type: ResourceType) -> ReferencePaths { compiled[Name(type.group, type.kind)]?.paths ?? .none }

    private struct Name: Hashable {
        var group, kind: String
        init(_ group: String, _ kind: String) { (self.group, self.kind) = (group, kind) }
    }

    private static let compiled = Dictionary(grouping: all) { Name($0.group, $0.kind) }.mapValues { rules in
        (rules: rules, paths: ReferencePaths(rules.map(\.path), words: words))
    }

    /// Groups and kinds that are named often.
    private static let words = [
        ResourceType.gatewayAPIGroup, ResourceType.kgatewayGroup, "", "HTTPRoute", "Gateway", "Service", "Backend", "GRPCRoute",
        "TrafficPolicy", "DirectResponse", "ListenerSet",
    ]
}
