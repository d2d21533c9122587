extension FindingChecks {
    static var idlePolicies: [any FindingCheck.Type] { [IdleFindings.self, SilencedFindings.self, BackendOptionFindings.self] }
}
