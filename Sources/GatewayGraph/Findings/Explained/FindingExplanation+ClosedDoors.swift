extension FindingExplanation {
    /// Requests that fail.
    static let closedDoors: [FindingExplanation] = []
}
