import GatewayGraph
import KubeModel

/// What is wrong: as a list, on an object, and the way to the field.
extension DashboardState {
    var findingQuery: FindingQuery {
        FindingQuery(namespace: namespace, filter: screen.findingFilter, isAsked: place == .findings || shownTab == .findings)
    }

    /// The finding that is selected, where those are on screen.
    public var selectedFinding: FoundFinding? {
        place == .findings ? screen.findings.selected.flatMap { cluster.findings.finding($0) } : nil
    }

    /// Those about the selected object, the selected one first.
    public var findingsOnScreen: [FoundFinding] {
        let selected = selectedFinding
        let id = graphSubject ?? selected?.object
        let all = id.map { cluster.findings.findings(of: $0) } ?? []
        return selected.map { selected in [selected] + all.filter { $0.id != selected.id } } ?? all
    }

    /// Texts that mend what is found, in order.
    var cures: [String] { findingsOnScreen.map(\.finding.cure).filter { !$0.isEmpty } }

    mutating func take(_ list: FindingList) {
        // What was asked before the namespace or the filter changed is of no interest any more.
        guard list.query == findingQuery else { return }
        let isAnother = list.query != cluster.findings.query
        cluster.findings = list
        keepPlaceInFindings(anew: isAnother)
    }

    /// To the field that a finding is about, in the YAML of its object.
    mutating func openFinding() -> [Effect] {
        guard let finding = selectedFinding?.finding else { return [] }
        guard selectedRow != nil else {
            tell(selectedFinding?.object == nil ? "This is about nothing that has a YAML." : "\(finding.object) is in no list here.", .plain)
            return []
        }
        let effects = show(.yaml, focusing: true)
        screen.zoomedFrom = .list
        refreshDocument()
        go(to: FieldSteps(reading: finding.path, takesBareNames: true) ?? FieldSteps())
        return effects
    }

    /// Copies what mends the finding; where several are told of, again the next one.
    mutating func copyCure() -> [Effect] {
        let cures = cures
        guard !cures.isEmpty else { return [] }
        let place = detail.curesCopied % cures.count
        screen.detail.curesCopied += 1
        let rest = cures.count > 1 ? " (\(place + 1) of \(cures.count); C again copies the next)" : ""
        tell("Copied what to write\(rest): \(cures[place].split(separator: "\n").first.map(String.init) ?? "")", .plain)
        return [.copy(cures[place])]
    }
}

extension ClusterState {
    /// An object of the graph, where there is a list of its kind.
    func resource(_ id: GraphID) -> ResourceID? {
        kinds.first { $0.kind.type.kind == id.kind && $0.kind.type.group == id.group }.map { ResourceID($0.kind.type, id.key) }
    }
}
