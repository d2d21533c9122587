import KubeModel

/// What is known of the objects of a kind.
public enum ListCoverage: Hashable, Sendable {
    /// Nobody asked for them yet.
    case notListed
    /// Their first list is under way.
    case listing
    /// All that there are: of one namespace, or of the whole cluster where it is nil.
    case complete(namespace: String?)
    /// They may not be listed.
    case forbidden
    /// The server has no such kind.
    case notServed
}

/// Whether an object is there.
public enum ObjectPresence: Hashable, Sendable {
    case there
    /// Its kind has been listed where it would stand, and it was not among them.
    case missing
    /// The server has no such kind.
    case notServed
    /// Nobody can say, and why.
    case unknown(ListCoverage)
}

/// What is known of each kind.
struct CoverageTable: Sendable {
    private var coverages: [KindName: ListCoverage] = [:]
    private var served: Set<KindName> = []
    /// Names of kinds that may yet come.
    private var pending: Set<String> = []

    subscript(kind: KindName) -> ListCoverage {
        let known = coverages[kind] ?? .notListed
        return known == .notListed && !isServed(kind) ? .notServed : known
    }

    /// - Returns: Whether that is another than before.
    mutating func cover(_ kind: KindName, _ coverage: ListCoverage) -> Bool {
        coverages.updateValue(coverage, forKey: kind) != coverage
    }

    mutating func serve(_ kinds: Set<KindName>, beside pending: Set<String>) -> Bool {
        guard served != kinds || self.pending != pending else { return false }
        (served, self.pending) = (kinds, pending)
        return true
    }

    private func isServed(_ kind: KindName) -> Bool {
        // Of groups that nobody asked about nothing is known.
        guard pending.isEmpty, served.contains(where: { $0.group == kind.group }) else { return true }
        return served.contains(kind)
    }

    /// Of an object that is not there.
    func absence(of id: GraphID) -> ObjectPresence {
        switch self[KindName(group: id.group, kind: id.kind)] {
        case .complete(let namespace) where namespace == nil || id.key.namespace == nil || namespace == id.key.namespace: .missing
        case .complete: .unknown(.notListed)
        case .notServed: .notServed
        case let other: .unknown(other)
        }
    }
}

/// A kind, whatever its version.
struct KindName: Hashable, Sendable {
    var group, kind: String
}
