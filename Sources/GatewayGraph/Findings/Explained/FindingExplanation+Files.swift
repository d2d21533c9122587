extension FindingExplanation {
    /// Files, and what is said about findings themselves.
    static let files: [FindingExplanation] = []
}
