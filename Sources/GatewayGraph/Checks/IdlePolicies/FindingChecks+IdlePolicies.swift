extension FindingChecks {
    static var idlePolicies: [any FindingCheck.Type] { [] }
}
