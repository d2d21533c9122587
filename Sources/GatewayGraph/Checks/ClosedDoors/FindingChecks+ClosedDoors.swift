extension FindingChecks {
    static var closedDoors: [any FindingCheck.Type] {
        [ParentFindings.self, BackendFindings.self, ProtocolFindings.self, RouteFindings.self, RuleFindings.self, OrderFindings.self]
    }
}
