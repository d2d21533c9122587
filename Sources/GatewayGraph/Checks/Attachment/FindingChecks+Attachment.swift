extension FindingChecks {
    static var attachment: [any FindingCheck.Type] { [TargetFindings.self, FieldFindings.self, RuleFindings.self, WorldFindings.self] }
}
