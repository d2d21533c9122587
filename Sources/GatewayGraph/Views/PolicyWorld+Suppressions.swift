import KubeModel

extension PolicyWorld {
    /// The findings that count: without those that objects suppress with a reason, and with a note for each suppression that does nothing.
    func counting(_ findings: [Finding]) -> [Finding] {
        var suppressions = FindingSuppressions(), isEmpty = true
        func add(_ text: String?, _ identity: @autoclosure () -> String) {
            guard let text else { return }
            suppressions.add(annotation: text, of: identity())
            isEmpty = false
        }
        let name = FindingSuppressions.annotation
        for head in gateways.map(\.head) + sets.map(\.head) + routes.map(\.head) { add(head.annotations[name], head.identity) }
        for policy in policies { add(policy.head.annotations[name], policy.head.identity) }
        for object in [extensions, backends, services].flatMap(\.values) + others.values.flatMap(\.values) {
            add(object[path: ["metadata", "annotations"]]?[name]?.string, ObjectHead(object)?.identity ?? "")
        }
        guard !isEmpty else { return findings }
        let (marked, unused) = suppressions.apply(to: findings.map { PlacedFinding($0) })
        return marked.filter { $0.suppression == nil }.map(\.finding) + unused.map(\.finding)
    }
}
