/// What a code means, for who has met it for the first time.
public struct FindingExplanation: Hashable, Sendable {
    public var code: FindingCode
    /// Those that it can have, the usual one first.
    public var severities: [FindingSeverity]
    /// One line: `a targetRef names something that is not there`.
    public var title: String
    /// What happens because of it, and what does not.
    public var meaning: String
    /// How it usually comes about.
    public var cause: String
    /// The lines of a manifest that show it.
    public var example: String
    /// What to do.
    public var cure: String
    /// `2.2 and later`; empty: all.
    public var versions: String

    init(
        _ code: FindingCode, _ severities: [FindingSeverity], _ title: String, meaning: String, cause: String, example: String, cure: String,
        versions: String = ""
    ) {
        (self.code, self.severities, self.title, self.meaning, self.cause) = (code, severities, title, meaning, cause)
        (self.example, self.cure, self.versions) = (example, cure, versions)
    }

    /// In the order of the codes.
    public static let all: [FindingExplanation] =
        attachment + openDoors + closedDoors + gateways + idlePolicies + statuses + files

    /// The one of a code, however its letters are written.
    public static func of(_ code: String) -> FindingExplanation? { all.first { $0.code.rawValue.lowercased() == code.lowercased() } }
}
