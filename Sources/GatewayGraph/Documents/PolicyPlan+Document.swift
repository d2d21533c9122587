import KubeModel

extension PolicyPlan {
    /// As `gatehouse policies -o json` prints it: format `gatehouse.policies/1`.
    ///
    /// - Parameters:
    ///   - source: Where the objects came from.
    ///   - concerned: What to narrow it to; nil: everything.
    ///   - findings: Those to be told; nil: all that concern it.
    ///   - isLive: Whether what the status says is told, too.
    public func document(
        source: JSONValue, concerned: PolicyConcern? = nil, findings: [Finding]? = nil, isLive: Bool = false
    ) -> JSONValue {
        var document = JSONObject()
        document["format"] = "gatehouse.policies/1"
        document["source"] = source
        document["rules"] = .string(world.settings.rules.name)
        document["settings"] = .object(
            JSONObject(world.settings.said.map { ($0.name, ["value": .string($0.value), "from": .string($0.from.rawValue)]) }))
        let writer = PolicyDocumentWriter(plan: self, concern: concerned, isLive: isLive)
        document["gateways"] = .array(gateways.compactMap(writer.gateway))
        document["policies"] = .array(writer.policies())
        let told = findings ?? self.findings().filter { concerned?.takes($0) ?? true }
        document["findings"] = .array(told.map(\.document))
        return .object(document)
    }
}

extension Finding {
    var document: JSONValue {
        var value: JSONValue = ["code": .string(code.rawValue), "severity": .string(severity.rawValue), "object": .string(object)]
        if !path.isEmpty { value["path"] = .string(path) }
        value["message"] = .string(message)
        return value
    }
}
