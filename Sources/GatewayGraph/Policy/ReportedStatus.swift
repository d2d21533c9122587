import KubeModel

/// One entry of a status as it is stored: of a parent, of an ancestor, of a listener, or of the object itself.
struct ReportedStatus: Sendable {
    struct Condition: Sendable {
        var type: String
        /// `True`, `False` or `Unknown`.
        var status: String
        var reason: String
        var observed: Int?
    }

    /// Where it stands: `status.parents[1]`; `status` for the object itself.
    var path: String
    /// What it is of, where it is of something else.
    var reference: ParentReference?
    /// The listener that it is of.
    var listener: String?
    var conditions: [Condition]
    /// The place of the first condition that was written for an older spec.
    var stale: Int?

    /// Whether the newest spec was seen.
    var isCurrent: Bool { stale == nil }

    /// Of whatever kind; what other controllers wrote is left out.
    static func all(in object: JSONValue) -> [ReportedStatus] {
        guard let status = object["status"] else { return [] }
        let generation = object[path: ["metadata", "generation"]]?.integer
        let namespace = object[path: ["metadata", "namespace"]]?.string ?? "default"
        var found: [ReportedStatus] = []
        if let conditions = status["conditions"]?.array { found.append(ReportedStatus("status", nil, conditions, generation)) }
        for (list, name) in [("parents", "parentRef"), ("ancestors", "ancestorRef")] {
            for (index, entry) in (status[list]?.array ?? []).enumerated() where isOwn(entry) {
                let reference = entry[name].map { ParentReference($0, namespace: namespace) }
                found.append(ReportedStatus("status.\(list)[\(index)]", reference, entry["conditions"]?.array ?? [], generation))
            }
        }
        for (index, entry) in (status["listeners"]?.array ?? []).enumerated() {
            var own = ReportedStatus("status.listeners[\(index)]", nil, entry["conditions"]?.array ?? [], generation)
            own.listener = entry["name"]?.string
            found.append(own)
        }
        return found
    }

    private static func isOwn(_ entry: JSONValue) -> Bool {
        entry["controllerName"]?.string ?? "kgateway.dev/kgateway" == "kgateway.dev/kgateway"
    }

    private init(_ path: String, _ reference: ParentReference?, _ conditions: [JSONValue], _ generation: Int?) {
        (self.path, self.reference) = (path, reference)
        self.conditions = conditions.map {
            Condition(
                type: $0["type"]?.string ?? "", status: $0["status"]?.string ?? "", reason: $0["reason"]?.string ?? "",
                observed: $0["observedGeneration"]?.integer)
        }
        stale = generation.flatMap { generation in self.conditions.firstIndex { ($0.observed ?? generation) < generation } }
    }
}
