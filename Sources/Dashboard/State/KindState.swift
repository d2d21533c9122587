import Foundation
import GatewayGraph
import KubeModel

/// One kind: its rows, its history, its connection.
public struct KindState: Sendable {
    public static let highlightSeconds = 3.0

    public internal(set) var kind: Kind
    public internal(set) var table = ResourceTable()
    public internal(set) var timeline = Timeline()
    public internal(set) var connection = ConnectionState.connecting
    /// When the next attempt comes, while reconnecting.
    public internal(set) var retryAt: Date?
    /// Whether its objects are asked for: kinds that are not served are not, and those of the Gateway API wait for discovery.
    public internal(set) var isWatched: Bool
    /// What its list was asked of the server for; nil: the whole cluster.
    public internal(set) var scope: String?
    /// Since when the rows on screen are of the past; nil while they are as the server has them.
    public internal(set) var staleSince: Date?
    /// Whether the list of this scope has been seen to its end.
    public private(set) var isListed = false
    public internal(set) var changes = ChangeMarks()

    init(_ kind: Kind, scope: String? = nil) {
        self.kind = kind
        self.scope = kind.type.isNamespaced ? scope : nil
        // What kgateway is about is asked for at once: its first row must not wait for the answer to another question.
        isWatched = kind.type.group == ResourceType.kgatewayGroup
    }

    /// What is asked of the server.
    public var watch: WatchRequest { WatchRequest(type: kind.type, namespace: scope, projection: kind.projection) }

    /// Nobody knows yet whether it is served.
    var isAwaitingDiscovery: Bool { !isWatched && connection != .notInstalled }

    /// Totals of a namespace, or of all: objects that stand in none count in each.
    public func totals(in namespace: String?) -> StateTotals {
        table.totals(in: kind.type.isNamespaced ? namespace : nil)
    }

    /// - Parameter filter: nil: the one that it has.
    mutating func show(namespace: String?, filter: RowFilter? = nil) {
        table.show(namespace: kind.type.isNamespaced ? namespace : nil, filter: filter ?? table.filter)
    }

    /// Whether its list says all there is to say about a namespace, or about all of them.
    func covers(_ namespace: String?) -> Bool {
        guard kind.type.isNamespaced, scope != namespace else { return true }
        if case .forbidden = connection { return false }
        return scope == nil
    }

    /// Takes in how its connection is doing, and since when the rows are no longer certain.
    mutating func take(_ state: ConnectionState, now: Date) {
        connection = state
        retryAt = nil
        switch state {
        case .live, .polling, .notInstalled: staleSince = nil
        case .connecting, .listing: break
        case .retrying(_, let seconds):
            retryAt = now.addingTimeInterval(seconds)
            fallthrough
        case .forbidden, .credentialsExpired:
            if staleSince == nil, !table.isEmpty { staleSince = now }
        }
    }

    /// Forgets what was listed, as another list is asked for.
    mutating func restart(in scope: String?) {
        table.removeAll()
        connection = isWatched ? .connecting : connection
        retryAt = nil
        staleSince = nil
        self.scope = kind.type.isNamespaced ? scope : nil
        isListed = false
    }

    /// The server no longer serves it: its rows go, and are noted as gone.
    mutating func retire(now: Date) -> [ChangeEntry] {
        table.beginList()
        let happened = noteGone(table.completeList(), now: now)
        connection = .notInstalled
        isWatched = false
        staleSince = nil
        retryAt = nil
        return happened
    }

    /// Takes changes in; notes transitions and highlights.
    ///
    /// - Returns: What happened to objects that were known, in order.
    mutating func apply(_ batch: [RowChange]) -> [ChangeEntry] {
        var happened: [ChangeEntry] = []
        for (change, old) in zip(batch, table.apply(batch)) {
            let new = change.kind == .deleted ? nil : change.row
            // The first sight of an object is no transition: nobody saw it change. A streaming list calls it added.
            guard old != nil || (change.kind == .added && !table.isListing) else { continue }
            if let old, let new, old.isSameVersion(as: new) { continue }
            let entries = timeline.note(
                old: old, new: new, arrived: change.arrived, conditions: change.conditions)
            if let new { highlight(old: old, new: new, entries: entries, arrived: change.arrived) }
            note(change, old: old, new: new, entries, in: &happened)
        }
        return happened
    }

    private func note(
        _ change: RowChange, old: ResourceRow?, new: ResourceRow?, _ transitions: [TimelineEntry], in happened: inout [ChangeEntry]
    ) {
        func add(_ deed: ChangeEntry.Deed) {
            happened.append(
                ChangeEntry(
                    type: kind.type, key: change.row.key, arrived: change.arrived, deed: deed,
                    health: new?.health ?? change.row.health, references: (new ?? change.row).references))
        }
        guard let new else { return add(.deleted) }
        guard let old else { return add(.created) }
        if new.isDeleting, !old.isDeleting { add(.deleting) }
        if old.isWished(otherThan: new) { add(.wish(ChangeEntry.Wish(old: old, new: new, writer: change.writer))) }
        for entry in transitions { add(.condition(entry)) }
    }

    private mutating func highlight(old: ResourceRow?, new: ResourceRow, entries: [TimelineEntry], arrived: Date) {
        var mark = changes[new.key] ?? ChangeMark(until: arrived)
        let former = old?.columns ?? []
        for (index, text) in new.columns.enumerated() where !former.indices.contains(index) || former[index] != text {
            mark.columns.insert(index)
        }
        mark.isHealthChanged = mark.isHealthChanged || old?.health != new.health
        mark.conditions.formUnion(entries.map { "\($0.place)/\($0.type)" })
        guard mark.isHealthChanged || !mark.columns.isEmpty || !mark.conditions.isEmpty else { return }
        mark.until = arrived.addingTimeInterval(Self.highlightSeconds)
        changes[new.key] = mark
    }

    mutating func dropOldHighlights(now: Date) { changes.drop(now: now) }

    /// The list is complete; notes what is gone.
    ///
    /// - Returns: What happened to those.
    mutating func completeList(now: Date) -> [ChangeEntry] {
        isListed = true
        return noteGone(table.completeList(), now: now)
    }

    private mutating func noteGone(_ rows: [ResourceRow], now: Date) -> [ChangeEntry] {
        rows.map { row in
            timeline.note(old: row, new: nil, arrived: now)
            return ChangeEntry(type: kind.type, key: row.key, arrived: now, deed: .deleted, health: row.health, references: row.references)
        }
    }
}
