import KubeModel

/// One condition before it is written: without its time, which depends on what stood there before.
struct Condition: Equatable {
    enum Status: String {
        case yes = "True"
        case no = "False"
        case unknown = "Unknown"
    }

    /// Those that the controller gives of a policy.
    static let reasons: Set<String> = ["Valid", "Invalid", "TargetNotFound", "Attached", "Merged", "Overridden", "Pending"]

    var type: String
    var status: Status
    var reason: String
    var message: String

    init(_ type: String, _ status: Status, _ reason: String, _ message: String) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
    }

    /// The conditions as they are written.
    ///
    /// - Parameters:
    ///   - old: What stood there; a condition whose status stays keeps its time.
    ///   - generation: Of the spec that they speak about.
    ///   - now: When a status changes, RFC 3339.
    static func written(_ conditions: [Condition], over old: JSONValue?, generation: Int, now: String) -> JSONValue {
        .array(
            conditions.map { condition in
                let before = old?.array?.first { $0["type"]?.string == condition.type }
                let isSame = before?["status"]?.string == condition.status.rawValue
                let since = isSame ? before?["lastTransitionTime"]?.string : nil
                return [
                    "type": .string(condition.type), "status": .string(condition.status.rawValue),
                    "reason": .string(condition.reason), "message": .string(condition.message),
                    "lastTransitionTime": .string(since ?? now), "observedGeneration": .integer(generation),
                ]
            })
    }
}
