import Foundation

/// Why a policy does not count for a field at a place (section 15 of the rules).
enum LossReason: String, Hashable, Sendable {
    case moreSpecificAttachment, higherWeight, olderPolicy, tie, childPreferred, parentPreferred, providerAlreadyPresent, disabledBy
    case policyInvalid, levelBlocked, virtualHostReplaced, routeConfigurationReplaced, shadowed, nativeSetting, noEffectHere
}

/// One policy that lost a field.
struct PolicyLoss: Hashable, Sendable {
    var attachment: PolicyAttachment
    var reason: LossReason
    /// The policy that beat it; nil where none did.
    var by: Int?
}

extension PolicyWorld {
    /// Why the second of two policies of one level comes after the first (R21, R25).
    func reason(_ winner: PolicyAttachment, before loser: PolicyAttachment) -> LossReason {
        guard winner.isAtSamePlace(as: loser), winner.way != .extensionRef else { return .moreSpecificAttachment }
        let first = policies[winner.policy], second = policies[loser.policy]
        if (first.weight ?? 0) != (second.weight ?? 0) { return .higherWeight }
        if first.head.created != second.head.created { return .olderPolicy }
        return .tie
    }

    /// The line that a person reads.
    func words(_ loss: PolicyLoss) -> String {
        let own = policies[loss.attachment.policy], other = loss.by.map { policies[$0] }
        let name = other?.head.place ?? ""
        switch loss.reason {
        case .moreSpecificAttachment: return "\(name) is attached closer to the rule"
        case .higherWeight: return "\(name) has weight \(other?.weight ?? 0), this one \(own.weight ?? 0)"
        case .olderPolicy: return "\(name) is older\(age(of: other, before: own).map { " by \($0)" } ?? "")"
        case .tie:
            return settings.rules.ordersTies
                ? "\(name) comes first by name: same weight and age"
                : "not defined: same weight and age as \(name), may swap; set a weight"
        case .childPreferred: return "\(name) of the route below it comes first"
        case .parentPreferred: return "\(name) of the parent route comes first: its annotation prefers the parent"
        case .providerAlreadyPresent: return "\(name) calls for the same GatewayExtension already"
        case .disabledBy: return "switched off by \(name)"
        case .policyInvalid: return "invalid: \(errors(loss.attachment.policy))"
        case .levelBlocked: return "silenced by the invalid policy \(name)"
        case .virtualHostReplaced: return "the whole host answers 500 because of \(name)"
        case .routeConfigurationReplaced: return "everything on this port or listener answers 500 because of \(name)"
        case .shadowed: return "\(name) sets the field at a more specific place"
        case .nativeSetting: return "the rule's own setting comes first"
        case .noEffectHere: return "does nothing at this place by the rules of \(settings.rules.name)"
        }
    }

    private func errors(_ policy: Int) -> String { PolicyValidity.errors(of: policies[policy], in: self).joined(separator: "; ") }

    private func age(of older: PolicyObject?, before younger: PolicyObject) -> String? {
        guard let one = older?.head.created, let other = younger.head.created else { return nil }
        let seconds = Int(other.timeIntervalSince(one))
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60)] where seconds >= length { return "\(seconds / length)\(unit)" }
        return "\(seconds)s"
    }
}
