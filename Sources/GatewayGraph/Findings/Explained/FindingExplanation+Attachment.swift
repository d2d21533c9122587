extension FindingExplanation {
    /// What policies name that is not there, or not as they mean it.
    static let attachment: [FindingExplanation] = []
}
