/// How much a finding matters.
public enum FindingSeverity: String, Comparable, CaseIterable, Sendable {
    /// Worth knowing.
    case note
    /// Does nothing, or will fail.
    case warning
    /// Requests fail, or pass that should not.
    case error

    public static func < (left: FindingSeverity, right: FindingSeverity) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// What can be found. Each has one explanation (``FindingExplanation``) and one check that finds it.
public enum FindingCode: String, CaseIterable, Sendable {
    // Attachment: what policies name.
    case targetMissing, sectionMissing, targetNotServed, selectorEmpty, selectorMatchesNothing, targetInOtherNamespace
    case extensionMissing, extensionWrongType, extensionBackendMissing, grantMissing, policyInvalid, annotationIgnored, weightInvalid
    case tie, fieldNoEffect, classAssumed, settingAssumed, duplicateObject, unreadableKind
    case certificateMissing, ruleEmpty, filterMissing

    // Open doors.
    case routeUnprotected, childDisablesAuth, claimWithoutAuth, extensionFailsOpen, grantTooWide, upstreamUnverified, corsOpenWithCredentials

    // Doors that do not open.
    case parentMissing, notAllowedByListener, hostnameNoMatch, backendMissing, backendPortMissing, backendNoEndpoints, weightsAllZero, weightAlone
    case protocolGuess, redirectLoop, ruleShadowed, regexInvalid, rewriteInvalid, delegationBroken, directResponseConflict

    // Gateways and listeners.
    case listenerConflict, listenerDropped, portReserved, certificateCount, certificateExpires, certificateInvalid, certificateNameMismatch
    case tlsOptionUnknown, gatewayNameCollides, parametersMissing, listenerUnused, listenerSetNotAllowed

    // Policies that are accepted and do nothing, or harm.
    case policyNeverWins, levelSilenced, backendTLSConflict, backendOptionsIgnored, secretContentUnusable

    // The truth of the status.
    case statusDisagrees, statusMissing, statusStale, statusOrphan, versionUnsupported

    // Of files and of what is said about findings themselves.
    case schemaInvalid, fileUnreadable, suppressionUnused
}
