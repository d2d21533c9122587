import KubeModel

/// What a check has to say, in whatever form it is asked for. What makes it fail is the same in all of them.
public struct FindingReport: Sendable {
    /// Suppressed ones too; errors first within a file.
    public var findings: [PlacedFinding]
    public var coverage: FindingCoverage
    /// From which severity on a finding makes the check fail.
    public var failAt: FindingSeverity
    /// From which severity on findings are told.
    public var showAt: FindingSeverity
    /// The program's own version.
    public var version: String

    public init(
        _ findings: [PlacedFinding], _ coverage: FindingCoverage, failAt: FindingSeverity = .error, showAt: FindingSeverity = .note,
        version: String = ""
    ) {
        self.findings = findings.sorted(by: Self.isBefore)
        (self.coverage, self.failAt, self.showAt, self.version) = (coverage, failAt, showAt, version)
    }

    public var fails: Bool { findings.contains { $0.counts && $0.finding.severity >= failAt } }

    /// Those that are told, without the suppressed ones.
    var told: [PlacedFinding] { findings.filter { $0.suppression == nil && $0.finding.severity >= showAt } }
    /// The same with the suppressed ones.
    var toldAndSuppressed: [PlacedFinding] { findings.filter { $0.suppression != nil || $0.finding.severity >= showAt } }

    private static func isBefore(_ left: PlacedFinding, _ right: PlacedFinding) -> Bool {
        let a = left.finding, b = right.finding
        // What stands nowhere comes last: it is about the check itself.
        if left.group != right.group { return right.group.isEmpty || (!left.group.isEmpty && left.group < right.group) }
        if a.severity != b.severity { return a.severity > b.severity }
        if left.place != right.place { return (left.place ?? TextPlace(line: 0, column: 0)) < (right.place ?? TextPlace(line: 0, column: 0)) }
        return (a.object, a.path, a.code.rawValue, a.message) < (b.object, b.path, b.code.rawValue, b.message)
    }
}

extension PlacedFinding {
    /// What is told together: what stands in a file, or in a namespace.
    var group: String { file ?? finding.namespace }
}
