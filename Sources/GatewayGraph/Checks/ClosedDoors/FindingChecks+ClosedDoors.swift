extension FindingChecks {
    static var closedDoors: [any FindingCheck.Type] { [RouteFindings.self] }
}
