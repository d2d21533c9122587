/// An expression of the Common Expression Language as Kubernetes has it in `x-kubernetes-validations`.
///
/// Types are looked at when it is evaluated and not before. Functions that are not known here are a fault then.
struct CELExpression: Sendable {
    private let node: CELNode
    /// Whether the value before the change is spoken of.
    let usesOldSelf: Bool

    /// - Throws: ``CELFault/unread(_:)``.
    init(_ text: String) throws(CELFault) {
        var parser = try CELParser(text)
        node = try parser.read()
        usesOldSelf = parser.usesOldSelf
    }

    /// - Parameters:
    ///   - variables: `self` and the like.
    ///   - steps: How many it may take; what it took is taken off. A million are about a second without optimization.
    func value(_ variables: KeyValuePairs<String, CELValue>, patterns: PatternCache, steps: inout Int) throws(CELFault) -> CELValue {
        var evaluation = CELEvaluation(variables: variables.map { ($0.key, $0.value) }, patterns: patterns, steps: steps)
        defer { steps = evaluation.steps }
        return try evaluation.value(node)
    }
}
