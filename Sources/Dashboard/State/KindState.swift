import Foundation
import GatewayGraph
import KubeModel

/// One kind: its rows, its history, its connection, and where the person is in its list.
public struct KindState: Sendable {
    /// What changed about a row lately, and until when that is shown.
    public struct ChangeMark: Hashable, Sendable {
        public var until: Date
        /// Indices of columns whose text changed.
        public var columns: Set<Int> = []
        public var isHealthChanged = false
        /// `place/type` of the conditions that changed.
        public var conditions: Set<String> = []
    }

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
    public internal(set) var selected: ObjectKey?
    /// What the person chose last: it is selected again when a filter that hid it goes. nil: nothing yet.
    public private(set) var chosen: ObjectKey?
    /// Whether the list of this scope has been seen to its end, and the worst row of it has been found.
    private var isListed = false
    private var hasSettled = false
    /// An object that was just made: selected as soon as it is in the list.
    public internal(set) var awaited: ObjectKey?
    /// Where the selection was last seen, for when it vanishes.
    public internal(set) var selectedIndex = 0
    /// Index of the first row on screen.
    public internal(set) var top = 0
    public internal(set) var marked: Set<ObjectKey> = []
    /// Where a range of marks begins.
    public internal(set) var markAnchor: ObjectKey?
    public internal(set) var changes: [ObjectKey: ChangeMark] = [:]

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
            if staleSince == nil, !table.rows.isEmpty { staleSince = now }
        }
    }

    /// Forgets what was listed, as another list is asked for.
    mutating func restart(in scope: String?) {
        table.removeAll()
        connection = isWatched ? .connecting : connection
        retryAt = nil
        staleSince = nil
        marked = []
        self.scope = kind.type.isNamespaced ? scope : nil
        isListed = false
        hasSettled = false
    }

    /// The server no longer serves it: its rows go, and are noted as gone.
    mutating func retire(now: Date) -> LatestChange? {
        var latest: LatestChange?
        anchored { kind in
            kind.table.beginList()
            for row in kind.table.completeList() {
                guard let last = kind.timeline.note(old: row, new: nil, arrived: now).last else { continue }
                latest = LatestChange(at: last.arrived, key: row.key, health: last.health)
            }
        }
        connection = .notInstalled
        isWatched = false
        staleSince = nil
        retryAt = nil
        marked = []
        return latest
    }

    /// Takes changes in; notes transitions and highlights.
    ///
    /// - Returns: The latest transition among them.
    mutating func apply(_ batch: [RowChange]) -> LatestChange? {
        var latest: LatestChange?
        // Rows of this batch are not in the table yet: an object may change twice within it.
        var seen: [ObjectKey: ResourceRow?] = [:]
        for change in batch {
            let old = seen[change.row.key] ?? table.rows[change.row.key]
            let new = change.kind == .deleted ? nil : change.row
            seen[change.row.key] = .some(new)
            // The first sight of an object is no transition: nobody saw it change. A streaming list calls it added.
            guard old != nil || (change.kind == .added && !table.isListing) else { continue }
            if let old, let new, old.isSameVersion(as: new) { continue }
            let entries = timeline.note(old: old, new: new, arrived: change.arrived)
            if let new { highlight(old: old, new: new, entries: entries, arrived: change.arrived) }
            if let last = entries.last {
                latest = LatestChange(at: last.arrived, key: change.row.key, health: new?.health ?? last.health)
            }
        }
        anchored { $0.table.apply(batch) }
        return latest
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

    mutating func dropOldHighlights(now: Date) {
        guard !changes.isEmpty else { return }
        changes = changes.filter { $0.value.until > now }
    }

    /// Costs as much as is marked, not as there are rows.
    mutating func dropMarksOfTheGone() {
        guard !marked.isEmpty else { return }
        marked = marked.filter { table.rows[$0] != nil }
    }

    /// Changes the table so that the selected row keeps its place on the screen; when it goes, its neighbour is selected.
    /// Until the person has chosen a row, the first one is selected while the list comes in, then the worst of all, which
    /// stays selected.
    ///
    /// - Parameter anew: Whether other rows are looked at than before, so that the worst is looked for again. Cost:
    ///   linear in the rows shown, as the change itself is then.
    mutating func anchored(anew: Bool = false, _ change: (inout KindState) -> Void) {
        change(&self)
        if anew { hasSettled = false }
        let count = table.visible.count
        if let awaited, let index = table.index(of: awaited) {
            self.awaited = nil
            chosen = awaited
            selected = awaited
            selectedIndex = index
            return
        }
        guard count > 0 else {
            // What was chosen is remembered, and selected again when it is back; nothing may be done to it unseen.
            selected = nil
            selectedIndex = 0
            top = 0
            hasSettled = false
            return
        }
        guard let chosen else { return settle() }
        if let index = table.index(of: chosen) {
            if selected == chosen { top = max(0, top + index - selectedIndex) }
            selected = chosen
            selectedIndex = index
        } else if table.rows[chosen] == nil {
            // It is gone: its neighbour takes its place.
            place(at: min(selectedIndex, count - 1))
            self.chosen = selected
        } else if let selected, let index = table.index(of: selected) {
            selectedIndex = index
        } else {
            place(at: 0)
        }
    }

    /// Selects for somebody who has chosen nothing yet.
    private mutating func settle() {
        guard isListed else { return place(at: 0) }
        guard hasSettled else {
            hasSettled = true
            return place(at: table.worstIndex)
        }
        guard let selected, let index = table.index(of: selected) else {
            // It is gone: its neighbour takes its place.
            return place(at: min(selectedIndex, table.visible.count - 1))
        }
        top = max(0, top + index - selectedIndex)
        selectedIndex = index
    }

    /// The list is complete.
    ///
    /// - Returns: The rows that are gone.
    mutating func completeList() -> [ResourceRow] {
        isListed = true
        return table.completeList()
    }

    private mutating func place(at index: Int) {
        selectedIndex = index
        selected = table.visible[index]
        if index == 0 { top = 0 }
    }

    /// Selects the row at an index, held within the list.
    mutating func select(index: Int, rows: Int) {
        guard !table.visible.isEmpty else { return }
        selectedIndex = max(0, min(index, table.visible.count - 1))
        selected = table.visible[selectedIndex]
        chosen = selected
        scrollToSelection(rows: rows)
    }

    /// Holds on to the selection: the person has begun to do something with it.
    mutating func keepSelection() { if let selected { chosen = selected } }

    /// Moves the window as little as shows the selection.
    mutating func scrollToSelection(rows: Int) {
        let rows = max(1, rows)
        if selectedIndex < top { top = selectedIndex }
        if selectedIndex >= top + rows { top = selectedIndex - rows + 1 }
        top = max(0, min(top, table.visible.count - rows))
    }
}
