/// How much a finding matters.
public enum FindingSeverity: String, Comparable, CaseIterable, Sendable {
    case note, warning, error

    public static func < (left: FindingSeverity, right: FindingSeverity) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// What can be found about policies, routes and listeners (section 16 of the rules).
public enum FindingCode: String, CaseIterable, Sendable {
    case targetMissing, sectionMissing, targetNotServed, selectorEmpty, selectorMatchesNothing, targetInOtherNamespace
    case extensionMissing, extensionWrongType, extensionBackendMissing, grantMissing, policyInvalid, annotationIgnored, weightInvalid
    case tie, fieldNoEffect, classAssumed, settingAssumed, duplicateObject, unreadableKind
    case certificateMissing, ruleEmpty, filterMissing, delegationBroken, rewriteInvalid, regexInvalid, directResponseConflict, weightsAllZero
    case statusDisagrees
}

/// Something that is wrong, or worth knowing.
public struct Finding: Hashable, Sendable {
    public var code: FindingCode
    public var severity: FindingSeverity
    /// The one to be changed, as Envoy names policies: `gateway.kgateway.dev/TrafficPolicy/infra/p`.
    public var object: String
    /// The field: `spec.targetRefs[1].name`; empty for the whole object.
    public var path: String
    /// A sentence that names things.
    public var message: String

    public init(_ code: FindingCode, _ severity: FindingSeverity, _ object: String, _ path: String, _ message: String) {
        (self.code, self.severity, self.object, self.path, self.message) = (code, severity, object, path, message)
    }
}
