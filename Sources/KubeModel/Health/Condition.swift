import Foundation

/// One condition as a controller wrote it.
public struct Condition: Hashable, Sendable {
    public enum Status: Hashable, Sendable, CustomStringConvertible {
        case yes, no, unknown
        /// Something no controller should write; treated as Unknown.
        case other(String)

        public init(_ text: String) {
            switch text {
            case "True": self = .yes
            case "False": self = .no
            case "Unknown": self = .unknown
            default: self = .other(text)
            }
        }

        public var description: String {
            switch self {
            case .yes: "True"
            case .no: "False"
            case .unknown: "Unknown"
            case .other(let text): text
            }
        }
    }

    public var type: String
    public var status: Status
    public var reason: String
    public var message: String
    public var lastTransitionTime: Date?
    /// nil where the controller writes none, which means current.
    public var observedGeneration: Int?

    public init(
        type: String, status: Status, reason: String = "", message: String = "", lastTransitionTime: Date? = nil,
        observedGeneration: Int? = nil
    ) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
        self.lastTransitionTime = lastTransitionTime
        self.observedGeneration = observedGeneration
    }
}

/// The conditions of one place in a status: the object itself, or one ancestor, parent or listener.
public struct ConditionGroup: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
        case object
        /// `Gateway infra/public`, and the controller that wrote it.
        case ancestor(String, controller: String)
        case parent(String, controller: String)
        case listener(String)
    }

    public var source: Source
    public var conditions: [Condition]

    public init(source: Source, conditions: [Condition]) {
        self.source = source
        self.conditions = conditions
    }

    /// What the group is about in a few words; empty for the object itself.
    public var title: String {
        switch source {
        case .object: ""
        case .ancestor(let name, _), .parent(let name, _): name
        case .listener(let name): "listener \(name)"
        }
    }
}

extension ConditionGroup {
    /// Every condition of an object, wherever its status keeps them.
    public static func all(in object: RawJSON) -> [ConditionGroup] {
        object["status"].map { all(inStatus: $0) } ?? []
    }

    static func all(inStatus status: RawJSON) -> [ConditionGroup] {
        var groups: [ConditionGroup] = []
        let own = conditions(status)
        if !own.isEmpty { groups.append(ConditionGroup(source: .object, conditions: own)) }
        for ancestor in status["ancestors"]?.elements ?? [] {
            let source = Source.ancestor(
                reference(ancestor["ancestorRef"]), controller: ancestor["controllerName"]?.string ?? "")
            groups.append(ConditionGroup(source: source, conditions: conditions(ancestor)))
        }
        for parent in status["parents"]?.elements ?? [] {
            let source = Source.parent(
                reference(parent["parentRef"]), controller: parent["controllerName"]?.string ?? "")
            groups.append(ConditionGroup(source: source, conditions: conditions(parent)))
        }
        for listener in status["listeners"]?.elements ?? [] {
            let source = Source.listener(listener["name"]?.string ?? "?")
            groups.append(ConditionGroup(source: source, conditions: conditions(listener)))
        }
        return groups
    }

    private static func conditions(_ holder: RawJSON) -> [Condition] {
        (holder["conditions"]?.elements ?? []).map { raw in
            Condition(
                type: raw["type"]?.string ?? "?", status: Condition.Status(raw["status"]?.string ?? ""),
                reason: raw["reason"]?.string ?? "", message: raw["message"]?.string ?? "",
                lastTransitionTime: raw["lastTransitionTime"]?.string.flatMap(KubeTime.parse),
                observedGeneration: raw["observedGeneration"]?.integer)
        }
    }

    /// `Gateway infra/public`, `HTTPRoute cart/main#rule-1`. A reference with no kind means a Gateway.
    private static func reference(_ ref: RawJSON?) -> String {
        let kind = ref?["kind"]?.string ?? "Gateway", name = ref?["name"]?.string ?? "?"
        let place = ref?["namespace"]?.string.map { "\($0)/\(name)" } ?? name
        return ref?["sectionName"]?.string.map { "\(kind) \(place)#\($0)" } ?? "\(kind) \(place)"
    }
}
