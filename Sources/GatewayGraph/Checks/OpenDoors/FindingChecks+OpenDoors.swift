extension FindingChecks {
    static var openDoors: [any FindingCheck.Type] { [] }
}
