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
        case helper
        /// It says how something is to be run: a class, parameters.
        case parameters
        /// It holds what must not be read by everybody, or what others are known by.
        case secret
    }

    /// How the kind of the named object is known.
    public enum Naming: Hashable, Sendable {
        /// It is always this one.
        case always(group: String, kind: String)
        /// The fields `group` and `kind` say it; where they are left out it is this one.
        case said(group: String, kind: String)
        /// The text at the place is a name, of this kind.
        case name(group: String, kind: String)
    }

    public var group: String
    public var kind: String
    /// `spec.rules[].backendRefs[]`: what ends with `[]` is a list that is gone through.
    public var path: String
    public var naming: Naming
    public var role: Role
    let steps: [Step]

    struct Step: Hashable, Sendable {
        var name: String
        var isList: Bool
    }

    init(_ type: ResourceType, _ path: String, _ naming: Naming, _ role: Role) {
        self.init(type.group, type.kind, path, naming, role)
    }

    init(_ group: String, _ kind: String, _ path: String, _ naming: Naming, _ role: Role) {
        self.group = group
        self.kind = kind
        self.path = path
        self.naming = naming
        self.role = role
        steps = path.split(separator: ".").map {
            Step(name: String($0.hasSuffix("[]") ? $0.dropLast(2) : $0), isList: $0.hasSuffix("[]"))
        }
    }
}
