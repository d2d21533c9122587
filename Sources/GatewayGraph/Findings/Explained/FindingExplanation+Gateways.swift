extension FindingExplanation {
    /// Listeners, and what they are made of.
    static let gateways: [FindingExplanation] = []
}
