extension FindingChecks {
    static var attachment: [any FindingCheck.Type] { [TargetFindings.self, FieldFindings.self, RulePartFindings.self, WorldFindings.self] }
}
