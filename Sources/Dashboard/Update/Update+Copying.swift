import GatewayGraph
import KubeModel

/// One more like the selected object, and what a field means.
extension DashboardState {
    mutating func askForCopy() -> [Effect] {
        // Among findings the key copies what mends one.
        if place == .findings || shownTab == .findings { return update(.copyCure) }
        if let reason = disabledReason(.copyAsNew) {
            tell(reason, .plain)
            return []
        }
        guard let key = subject?.key else { return [] }
        let name = [key.namespace, "\(key.name)-copy"].compactMap { $0 }.joined(separator: "/")
        screen.overlay = .prompt(Prompt(purpose: .copy, input: LineInput(name), former: ""))
        return []
    }

    /// - Parameter text: `NAME`, or `NAMESPACE/NAME`.
    mutating func copy(to text: String) -> [Effect] {
        guard let row = selectedRow else { return [] }
        let type = subjectKind.kind.type
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= (type.isNamespaced ? 2 : 1), let name = parts.last, !parts.contains("") else {
            tell("A copy wants \(type.isNamespaced ? "NAME or NAMESPACE/NAME" : "a NAME"). Nothing was created.", .failing)
            return []
        }
        let key = ObjectKey(namespace: parts.count == 2 ? parts[0] : row.key.namespace, name: name)
        guard key != row.key else {
            tell("\(key) is there already: a copy wants another name or namespace. Nothing was created.", .failing)
            return []
        }
        return [.copyAsNew(type, row.key, to: key)]
    }

    mutating func explain() -> [Effect] {
        if let finding = selectedFinding?.finding, focus == .list || shownTab == .findings {
            guard let explanation = FindingExplanation.of(finding.code.rawValue) else { return [] }
            show(page: finding.code.rawValue, explanation.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            return []
        }
        if let reason = disabledReason(.explain) {
            tell(reason, .plain)
            return []
        }
        let path = focus == .detail && shownTab == .yaml ? cursorPath?.description ?? "" : ""
        return [.explain(subjectKind.kind.type, field: path)]
    }
}
