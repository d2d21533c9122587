/// What the conditions of an object say about it, worst first.
public enum Health: Int, Hashable, Sendable, Comparable, CaseIterable {
    case failing, warning, progressing, unattached, healthy
    /// A kind whose status nobody writes.
    case none

    public static func < (left: Health, right: Health) -> Bool { left.rawValue < right.rawValue }

    public var word: String {
        switch self {
        case .failing: "failing"
        case .warning: "warning"
        case .progressing: "progressing"
        case .unattached: "unattached"
        case .healthy: "healthy"
        case .none: "none"
        }
    }

    /// The worst of all conditions.
    ///
    /// - Parameters:
    ///   - generation: `metadata.generation`, nil where the server keeps none.
    ///   - isPolicy: Whether a missing status means "unattached" (a policy) or nothing at all.
    public static func of(_ groups: [ConditionGroup], generation: Int?, isPolicy: Bool) -> Health {
        let states = groups.flatMap { group in
            group.conditions.map { of($0, in: group, generation: generation) }
        }
        return states.min() ?? (isPolicy ? .unattached : .none)
    }

    /// The state of one condition beside the others of its group.
    public static func of(_ condition: Condition, in group: ConditionGroup, generation: Int?) -> Health {
        let type = Self.plainType(condition.type)
        if let generation, let observed = condition.observedGeneration, observed < generation { return .progressing }
        if Self.beside[type]?.contains(condition.reason) == true { return .healthy }
        switch condition.status {
        case .unknown, .other: return Self.badWhenTrue[type] == nil ? .progressing : .warning
        case .yes: return Self.badWhenTrue[type] ?? .healthy
        case .no:
            if Self.badWhenTrue[type] != nil { return .healthy }
            if type == "Attached" { return attached(condition, in: group) }
            if condition.reason == "Pending" { return .progressing }
            return Self.badWhenFalse.contains(type) ? .failing : .warning
        }
    }

    /// A type without the domain of who made it up: `kgateway.dev/Programmed` says of a route what Programmed says.
    private static func plainType(_ type: String) -> String { type.lastIndex(of: "/").map { String(type[type.index(after: $0)...]) } ?? type }

    private static func attached(_ condition: Condition, in group: ConditionGroup) -> Health {
        switch condition.reason {
        case "Overridden": return .warning
        case "Pending":
            let isRefused = group.conditions.contains { plainType($0.type) == "Accepted" && $0.status == .no }
            return isRefused ? .failing : .progressing
        default: return .failing
        }
    }

    /// Types of which True is the bad answer, and how bad.
    private static let badWhenTrue: [String: Health] = [
        "Conflicted": .failing, "Overridden": .warning, "InsecureFrontendValidationMode": .warning,
        "PartiallyInvalid": .failing, "OverlappingTLSConfig": .failing, "Detached": .failing,
    ]

    /// Answers that are not True and say nothing bad: that a Gateway has no ListenerSets, or takes none, is how most are,
    /// and kgateway writes it into each of them.
    private static let beside: [String: Set<String>] = [
        "AttachedListenerSets": ["NoListenerSetsAttached", "ListenerSetsNotAllowed"]
    ]

    /// Types we know of which False is a failure; an unknown type that is False is a warning.
    private static let badWhenFalse: Set<String> = [
        "Accepted", "Programmed", "ResolvedRefs", "Ready", "Valid", "Scheduled", "ListenersValid",
    ]
}
