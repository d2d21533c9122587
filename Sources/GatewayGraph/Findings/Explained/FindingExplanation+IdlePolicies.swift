extension FindingExplanation {
    /// Policies that are accepted and do nothing, or harm.
    static let idlePolicies: [FindingExplanation] = []
}
