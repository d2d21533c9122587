extension FindingChecks {
    static var statuses: [any FindingCheck.Type] {
        [PolicyStatusFindings.self, RouteStatusFindings.self, GatewayStatusFindings.self, OtherStatusFindings.self, VersionFindings.self]
    }
}
