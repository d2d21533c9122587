extension PolicyPlan {
    /// What is wrong, and what is worth knowing: errors first, then by object.
    ///
    /// - Parameter asked: The objects that are asked about, by identity; nil: every one. The cost follows them, and the number of routes.
    public func findings(_ options: FindingOptions = FindingOptions(), of asked: Set<String>? = nil) -> [Finding] {
        findings(options, of: asked, in: ServedCases(self))
    }

    /// The same, where it is computed already what is served.
    func findings(_ options: FindingOptions, of asked: Set<String>?, in cases: ServedCases) -> [Finding] {
        let context = FindingContext(plan: self, options: options, asked: asked, cases: cases)
        var seen: Set<Finding> = []
        let all = FindingChecks.all.flatMap { $0.init(context).findings() }
        // What the controller says of a target is told by the finding that names it.
        let astray = Set(all.lazy.filter { $0.code.isAstray }.map(\.object))
        return all.filter { !($0.code == .policyInvalid && $0.path.isEmpty && astray.contains($0.object)) }.filter { (asked?.contains($0.object) ?? true) && seen.insert($0).inserted }.sorted { left, right in
            left.severity == right.severity
                ? (left.object, left.path, left.message) < (right.object, right.path, right.message) : left.severity > right.severity
        }
    }
}

extension FindingCode {
    /// Whether it says that what a policy means to be on is not there.
    fileprivate var isAstray: Bool {
        switch self {
        case .targetMissing, .sectionMissing, .targetInOtherNamespace, .targetNotServed, .selectorMatchesNothing: true
        default: false
        }
    }
}
