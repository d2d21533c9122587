extension FindingChecks {
    static var statuses: [any FindingCheck.Type] { [] }
}
