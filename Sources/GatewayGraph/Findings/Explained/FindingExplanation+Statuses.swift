extension FindingExplanation {
    /// What the status says, and what is so.
    static let statuses: [FindingExplanation] = []
}
