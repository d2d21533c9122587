extension FindingChecks {
    static var openDoors: [any FindingCheck.Type] {
        [AuthenticationFindings.self, ExtensionFindings.self, GrantFindings.self, UpstreamFindings.self, OriginFindings.self]
    }
}
