import GatewayGraph
import KubeModel

/// The findings of a cluster as the list shows them: made beside the state, whenever something else is found.
public struct FindingList: Sendable {
    public let query: FindingQuery
    public let progress: FindingKeeper.Progress
    /// Those that pass, errors first.
    public let entries: [FoundFinding]
    /// How many there are in the namespace, whatever the filter; those that may go by themselves in a moment do not count.
    public let count: Int
    private let severities: [FindingSeverity: Int]
    /// The worst of each object, of errors and warnings.
    private let marks: [GraphID: FindingSeverity]
    private let places: [String: Int]
    /// Of each object, in every namespace.
    private let byObject: [GraphID: [FoundFinding]]
    /// What is not known, and by which rules it was looked.
    public let coverage: String
    let stamp: UInt32

    public static let none = FindingList(FindingQuery(namespace: nil, filter: .none, isAsked: false), [], .reading, coverage: "", stamp: 0)

    /// - Parameter all: In order.
    public init(_ query: FindingQuery, _ all: [FoundFinding], _ progress: FindingKeeper.Progress, coverage: String, stamp: UInt32) {
        (self.query, self.progress, self.coverage, self.stamp) = (query, progress, coverage, stamp)
        var entries: [FoundFinding] = [], count = 0, severities: [FindingSeverity: Int] = [:]
        var marks: [GraphID: FindingSeverity] = [:], byObject: [GraphID: [FoundFinding]] = [:]
        for found in all {
            if let object = found.object {
                byObject[object, default: []].append(found)
                if found.finding.severity > .note, !found.isSettling { marks[object] = max(marks[object] ?? .note, found.finding.severity) }
            }
            if let namespace = query.namespace, let own = found.object?.key.namespace, own != namespace { continue }
            if !found.isSettling {
                count += 1
                severities[found.finding.severity, default: 0] += 1
            }
            if query.filter.takes(found) { entries.append(found) }
        }
        (self.entries, self.count, self.severities, self.marks, self.byObject) = (entries, count, severities, marks, byObject)
        places = Dictionary(entries.enumerated().map { ($1.id, $0) }) { first, _ in first }
    }

    public func count(of severity: FindingSeverity) -> Int { severities[severity] ?? 0 }
    /// The worst that there is.
    public var worst: FindingSeverity? { FindingSeverity.allCases.last { count(of: $0) > 0 } }
    /// The worst of an object that matters; nil where nothing does.
    public func mark(of object: GraphID) -> FindingSeverity? { marks[object] }
    public func findings(of object: GraphID) -> [FoundFinding] { byObject[object] ?? [] }
    public func finding(_ id: String) -> FoundFinding? { places[id].map { entries[$0] } }

    /// Whether another one would look the same.
    public func saysSame(as other: FindingList) -> Bool {
        stamp == other.stamp && query == other.query && progress == other.progress && coverage == other.coverage
    }
}

extension FindingList: RowList {
    public var visibleCount: Int { entries.count }
    var worstIndex: Int { 0 }
    func contains(_ id: String) -> Bool { places[id] != nil }
    func index(of id: String) -> Int? { places[id] }
    func id(at index: Int) -> String { entries[index].id }
}

extension RowFilter {
    /// What is asked of a finding.
    func takes(_ found: FoundFinding) -> Bool {
        guard !isEmpty else { return true }
        let finding = found.finding
        return terms.allSatisfy { term in
            switch term.test {
            case .contains(let pattern):
                let texts = [finding.object, finding.code.rawValue, finding.severity.rawValue, finding.path, finding.message]
                return texts.contains { pattern.isFound(in: $0) } != term.isNegated
            case .states(let states, _):
                let state: Health = switch finding.severity { case .error: .failing; case .warning: .warning; case .note: .none }
                return states.contains(state) != term.isNegated
            case .namespaces(let names):
                return names.contains { RowPass.is(found.object?.key.namespace ?? "", $0) } != term.isNegated
            // A finding has no labels and no fields of its own.
            case .labels, .has, .to, .unreadable: return false
            }
        }
    }
}
