extension FindingChecks {
    static var attachment: [any FindingCheck.Type] { [TargetFindings.self, FieldFindings.self, RuleReferenceFindings.self, NamedFindings.self, WorldFindings.self] }
}
