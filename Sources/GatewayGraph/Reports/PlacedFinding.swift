import KubeModel

/// A finding, where it stands, and whether it counts.
public struct PlacedFinding: Hashable, Sendable {
    /// What keeps a finding from counting.
    public struct Suppression: Hashable, Sendable {
        public var reason: String
        /// Whether the object itself says so, not the command line or a baseline.
        public var isInSource: Bool
    }

    /// What a change of files does to a finding.
    public enum Change: String, Sendable { case introduced, mended }

    public var finding: Finding
    /// nil for what is on a server, or nowhere.
    public var file: String?
    public var place: TextPlace?
    /// nil where it counts.
    public var suppression: Suppression?
    /// nil where nothing is compared.
    public var change: Change?

    public init(_ finding: Finding, file: String? = nil, place: TextPlace? = nil) {
        (self.finding, self.file, self.place) = (finding, file, place)
    }

    /// Whether it can make a check fail.
    public var counts: Bool { suppression == nil && change != .mended }

    /// What a change from one set of findings to another brings and takes away.
    ///
    /// Compared by fingerprint: lines and words may differ. A finding that was suppressed and is no longer is brought.
    public static func comparing(_ before: [PlacedFinding], _ after: [PlacedFinding]) -> [PlacedFinding] {
        let known = Set(before.map(\.finding.fingerprint)), counted = Set(before.filter { $0.suppression == nil }.map(\.finding.fingerprint))
        let left = Set(after.map(\.finding.fingerprint))
        let introduced = after.filter { !($0.suppression == nil ? counted : known).contains($0.finding.fingerprint) }
        let mended = before.filter { $0.suppression == nil && !left.contains($0.finding.fingerprint) }
        return introduced.map { $0.changed(.introduced) } + mended.map { $0.changed(.mended) }
    }

    private func changed(_ change: Change) -> PlacedFinding {
        var copy = self
        copy.change = change
        return copy
    }
}

extension Finding {
    /// Namespace of its object; empty where that has none.
    public var namespace: String { ObjectWords(object).namespace }

    /// `TrafficPolicy infra/p`, `GatewayClass kgateway`; the kind alone for a whole kind.
    var objectText: String { ObjectWords(object).text }
}

/// The parts of an identity: `gateway.kgateway.dev/TrafficPolicy/infra/p`.
struct ObjectWords {
    var kind = "", namespace = "", name = ""

    init(_ identity: String) {
        let parts = identity.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 else { return }
        (kind, namespace, name) = (parts[1], parts[2], parts[3])
    }

    var text: String {
        let place = [namespace, name].filter { !$0.isEmpty }.joined(separator: "/")
        return place.isEmpty ? kind : "\(kind) \(place)"
    }
}
