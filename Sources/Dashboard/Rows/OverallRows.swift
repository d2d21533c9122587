import Foundation
import KubeModel

/// The rows of all kinds as one list.
///
/// Nothing is kept beside the lists of the kinds, each of which is in the same order: an event costs nothing here. A place in
/// the list is looked for in all of them at once, for some thousand comparisons, however many rows there are.
///
/// Made for one look and thrown away: the tables must not change meanwhile.
public struct OverallRows: RowList {
    private let ids: [KindID]
    private let tables: [ResourceTable]
    private let order: RowOrder

    init(_ kinds: [(id: KindID, table: ResourceTable)], order: RowOrder) {
        ids = kinds.map(\.id)
        tables = kinds.map(\.table)
        self.order = order
    }

    public var visibleCount: Int { tables.reduce(0) { $0 + $1.overallCount } }

    func contains(_ id: ResourceID) -> Bool { kind(of: id).map { tables[$0][id.key] != nil } ?? false }

    public func index(of id: ResourceID) -> Int? {
        guard let kind = kind(of: id), let place = tables[kind].overallIndex(of: id.key) else { return nil }
        return rank(of: tables[kind].overallRow(at: place), in: kind, at: place)
    }

    func id(at index: Int) -> ResourceID {
        let (kind, row) = rows(from: index, count: 1)[0]
        return ResourceID(ids[kind], row.key)
    }

    var worstIndex: Int {
        let worst = tables.indices.compactMap { kind in tables[kind].overallWorst.map { (kind: kind, place: $0.index, health: $0.health) } }
        let least = worst.map(\.health).min()
        return worst.filter { $0.health == least }
            .map { rank(of: tables[$0.kind].overallRow(at: $0.place), in: $0.kind, at: $0.place) }.min() ?? 0
    }

    /// The rows of a part of the list, each with the index of its kind.
    ///
    /// - Parameter start: At most ``visibleCount``.
    public func rows(from start: Int, count: Int) -> [(kind: Int, row: ResourceRow)] {
        var places = places(at: start)
        var found: [(kind: Int, row: ResourceRow)] = []
        while found.count < count {
            var first: (kind: Int, row: ResourceRow)?
            for index in tables.indices where places[index] < tables[index].overallCount {
                let row = tables[index].overallRow(at: places[index])
                if first.map({ precedes(row, index, $0.row, $0.kind) }) ?? true { first = (index, row) }
            }
            guard let first else { break }
            places[first.kind] += 1
            found.append(first)
        }
        return found
    }

    // MARK: Places

    private func kind(of id: ResourceID) -> Int? { ids.firstIndex(of: id.kind) }

    private func precedes(_ left: ResourceRow, _ leftKind: Int, _ right: ResourceRow, _ rightKind: Int) -> Bool {
        if order.field == .kind, leftKind != rightKind { return (leftKind < rightKind) != order.isReversed }
        Work.count(.comparison)
        switch order.compare(left, right) {
        case .orderedAscending: return !order.isReversed
        case .orderedDescending: return order.isReversed
        case .orderedSame: return left.key == right.key ? leftKind < rightKind : left.key < right.key
        }
    }

    /// How many rows stand above one.
    private func rank(of row: ResourceRow, in kind: Int, at place: Int) -> Int {
        tables.indices.reduce(place) { sum, index in
            guard index != kind else { return sum }
            let table = tables[index]
            return sum + table.overallCount(from: 0, to: table.overallCount) { precedes($0, index, row, kind) }
        }
    }

    /// How many rows of each kind stand above a place of the list: the widest range left is halved again and again by a row
    /// of its own, which halves the others with it.
    private func places(at rank: Int) -> [Int] {
        var low = tables.map { _ in 0 }, high = tables.map(\.overallCount)
        while let widest = tables.indices.max(by: { high[$0] - low[$0] < high[$1] - low[$1] }), high[widest] > low[widest] {
            let middle = (low[widest] + high[widest]) / 2, pivot = tables[widest].overallRow(at: middle)
            var above = low
            for index in tables.indices where index != widest && high[index] > low[index] {
                above[index] += tables[index].overallCount(from: low[index], to: high[index]) {
                    precedes($0, index, pivot, widest)
                }
            }
            above[widest] = middle
            if above.reduce(0, +) < rank {
                low = above
                low[widest] = middle + 1
            } else {
                high = above
            }
        }
        return low
    }
}
