import APIServer
import KubeModel

/// The columns of the story's kinds.
extension TableColumn {
    static let accepted = condition("Accepted", "Whether the controller found it valid.")
    static let attached = condition("Attached", "Whether it is in force at its targets.")
    static let programmed = condition("Programmed", "Whether the proxies have taken it over.")

    static let targets = TableColumn(
        "Targets", summary: "What the policy attaches to.", jsonPath: ".spec.targetRefs[*].name"
    ) { object in
        joined(object[path: ["spec", "targetRefs"]]) { reference in
            guard let kind = reference["kind"]?.string, let name = reference["name"]?.string else { return nil }
            return "\(kind)/\(name)"
        }
    }

    static let provider = TableColumn(
        "Provider", summary: "The provider, or how many groups of them.", jsonPath: ".spec.provider.type"
    ) { object in
        if let type = object[path: ["spec", "provider", "type"]] { return type }
        let groups = object[path: ["spec", "groups"]]?.array?.count ?? 0
        return groups == 0 ? .null : .string(groups == 1 ? "1 group" : "\(groups) groups")
    }

    static let address = TableColumn(
        "Address", summary: "Where the gateway is reached.", jsonPath: ".status.addresses[*].value"
    ) { object in
        joined(object[path: ["status", "addresses"]]) { $0["value"]?.string }
    }

    static let hostnames = TableColumn(
        "Hostnames", summary: "The hosts that the route speaks for.", jsonPath: ".spec.hostnames"
    ) { object in
        joined(object[path: ["spec", "hostnames"]]) { $0.string }
    }

    static let parents = TableColumn(
        "Parents", summary: "What the route attaches to.", jsonPath: ".spec.parentRefs[*].name"
    ) { object in
        joined(object[path: ["spec", "parentRefs"]]) { $0["name"]?.string }
    }

    static let reason = TableColumn(
        "Reason", priority: 1, summary: "Why Accepted is what it is.", jsonPath: conditionPath("Accepted", "reason")
    ) {
        find("Accepted", in: $0)?["reason"] ?? .null
    }

    static let message = TableColumn(
        "Message", priority: 1, summary: "What the controller has to say.",
        jsonPath: conditionPath("Accepted", "message")
    ) {
        find("Accepted", in: $0)?["message"] ?? .null
    }

    static func field(_ name: String, _ section: String, _ member: String, _ summary: String) -> TableColumn {
        TableColumn(name, summary: summary, path: [section, member])
    }

    private static func condition(_ type: String, _ summary: String) -> TableColumn {
        TableColumn(type, summary: summary, jsonPath: conditionPath(type, "status")) {
            find(type, in: $0)?["status"] ?? .null
        }
    }

    private static func conditionPath(_ type: String, _ member: String) -> String {
        ".status.conditions[?(@.type=='\(type)')].\(member)"
    }

    /// The condition of that type: the first that does not hold where several ancestors have one.
    private static func find(_ type: String, in object: JSONValue) -> JSONValue? {
        let status = object["status"]
        let lists = [status] + (status?["ancestors"]?.array ?? []).map(Optional.some)
        let found = lists.flatMap { $0?["conditions"]?.array ?? [] }.filter { $0["type"]?.string == type }
        return found.first { $0["status"]?.string != "True" } ?? found.first
    }

    private static func joined(_ list: JSONValue?, _ text: (JSONValue) -> String?) -> JSONValue {
        let parts = (list?.array ?? []).compactMap(text)
        return parts.isEmpty ? .null : .string(parts.joined(separator: ","))
    }
}
