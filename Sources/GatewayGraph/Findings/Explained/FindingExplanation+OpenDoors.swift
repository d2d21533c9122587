extension FindingExplanation {
    /// Requests that pass and should not.
    static let openDoors: [FindingExplanation] = []
}
