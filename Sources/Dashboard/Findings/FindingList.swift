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
    /// All, errors first, and where each severity stands: within one they are in the order of their objects.
    private let all: [FoundFinding]
    private let ranges: [Range<Int>]
    /// The worst of each object, of errors and warnings, by the hash of its name: asked for each row of each frame.
    private let marks: [Int: FindingSeverity]
    /// Where entries are, by the hash of what they are known by.
    private let places: [Int: Int32]
    /// What is not known, and by which rules it was looked.
    public let coverage: String
    let stamp: UInt32

    public static let none = FindingList(FindingQuery(namespace: nil, filter: .none, isAsked: false), [], .reading, coverage: "", stamp: 0)

    /// - Parameter all: The worst first, those of one severity in the order of ``Finding/object``.
    public init(_ query: FindingQuery, _ all: [FoundFinding], _ progress: FindingKeeper.Progress, coverage: String, stamp: UInt32) {
        (self.query, self.progress, self.coverage, self.stamp, self.all) = (query, progress, coverage, stamp, all)
        var entries: [FoundFinding] = [], count = 0, severities: [FindingSeverity: Int] = [:]
        var marks: [Int: FindingSeverity] = [:], ranges: [Range<Int>] = []
        let takesAll = query.namespace == nil && query.filter.isEmpty
        for (place, found) in all.enumerated() {
            let severity = found.finding.severity
            if place == 0 || all[place - 1].finding.severity != severity { ranges.append(place..<place) }
            ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<(place + 1)
            if let object = found.object, severity > .note, !found.isSettling {
                let hash = object.hashValue
                marks[hash] = max(marks[hash] ?? .note, severity)
            }
            if let namespace = query.namespace, let own = found.object?.key.namespace, own != namespace { continue }
            if !found.isSettling {
                count += 1
                severities[severity, default: 0] += 1
            }
            if !takesAll, query.filter.takes(found) { entries.append(found) }
        }
        if takesAll { entries = all }
        (self.entries, self.count, self.severities, self.marks, self.ranges) = (entries, count, severities, marks, ranges)
        places = Dictionary(entries.enumerated().map { ($1.id.hashValue, Int32($0)) }) { first, _ in first }
    }

    public func count(of severity: FindingSeverity) -> Int { severities[severity] ?? 0 }
    /// The worst that there is.
    public var worst: FindingSeverity? { FindingSeverity.allCases.last { count(of: $0) > 0 } }
    /// The worst of an object that matters; nil where nothing does.
    public func mark(of object: GraphID) -> FindingSeverity? { marks[object.hashValue] }
    /// Those of an object in every namespace, errors first.
    public func findings(of object: GraphID) -> [FoundFinding] {
        let identity = object.identity
        return ranges.flatMap { range in
            let those = all[range]
            return those[those.partitionPoint { $0.finding.object < identity }...].prefix { $0.finding.object == identity }
        }
    }
    public func finding(_ id: String) -> FoundFinding? { index(of: id).map { entries[$0] } }

    /// Whether another one would look the same.
    public func saysSame(as other: FindingList) -> Bool {
        stamp == other.stamp && query == other.query && progress == other.progress && coverage == other.coverage
    }
}

extension FindingList: RowList {
    public var visibleCount: Int { entries.count }
    var worstIndex: Int { 0 }
    func contains(_ id: String) -> Bool { index(of: id) != nil }
    func index(of id: String) -> Int? { places[id.hashValue].map(Int.init).flatMap { entries[$0].id == id ? $0 : nil } }
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
