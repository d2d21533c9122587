extension FindingChecks {
    static var gateways: [any FindingCheck.Type] { [] }
}
