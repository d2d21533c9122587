import Foundation
import KubeModel

/// The rows of all kinds as one list.
///
/// Nothing is kept beside the lists of the kinds, each of which is in the same order: an event costs nothing here. A place in
/// the list is looked for in all of them at once, for some thousand comparisons, however many rows there are.
///
/// Made for one look and thrown away: the tables must not change meanwhile.
public struct OverallRows: RowList {
    private let kinds: [KindState]
    private let order: RowOrder

    init(_ kinds: [KindState], order: RowOrder) {
        self.kinds = kinds
        self.order = order
    }

    public var visibleCount: Int { kinds.reduce(0) { $0 + $1.table.overallCount } }

    func contains(_ id: ResourceID) -> Bool { kind(of: id).map { kinds[$0].table[id.key] != nil } ?? false }

    public func index(of id: ResourceID) -> Int? {
        guard let kind = kind(of: id), let place = kinds[kind].table.overallIndex(of: id.key) else { return nil }
        return rank(of: kinds[kind].table.overallRow(at: place), in: kind, at: place)
    }

    func id(at index: Int) -> ResourceID {
        let (kind, row) = rows(from: index, count: 1)[0]
        return ResourceID(kinds[kind].kind.type, row.key)
    }

    var worstIndex: Int {
        var worst: (kind: Int, place: Int, health: Health)?
        for index in kinds.indices {
            guard let found = kinds[index].table.overallWorst else { continue }
            if worst.map({ found.health < $0.health }) ?? true { worst = (index, found.index, found.health) }
        }
        guard let worst else { return 0 }
        return rank(of: kinds[worst.kind].table.overallRow(at: worst.place), in: worst.kind, at: worst.place)
    }

    /// The rows of a part of the list, each with the index of its kind.
    ///
    /// - Parameter start: At most ``visibleCount``.
    public func rows(from start: Int, count: Int) -> [(kind: Int, row: ResourceRow)] {
        var places = places(at: start)
        var found: [(kind: Int, row: ResourceRow)] = []
        while found.count < count {
            var first: (kind: Int, row: ResourceRow)?
            for index in kinds.indices where places[index] < kinds[index].table.overallCount {
                let row = kinds[index].table.overallRow(at: places[index])
                if first.map({ precedes(row, index, $0.row, $0.kind) }) ?? true { first = (index, row) }
            }
            guard let first else { break }
            places[first.kind] += 1
            found.append(first)
        }
        return found
    }

    // MARK: Places

    private func kind(of id: ResourceID) -> Int? { kinds.firstIndex { KindID($0.kind.type) == id.kind } }

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
        kinds.indices.reduce(place) { sum, index in
            guard index != kind else { return sum }
            let table = kinds[index].table
            return sum + table.overallCount(from: 0, to: table.overallCount) { precedes($0, index, row, kind) }
        }
    }

    /// How many rows of each kind stand above a place of the list: the widest range left is halved again and again by a row
    /// of its own, which halves the others with it.
    private func places(at rank: Int) -> [Int] {
        var low = kinds.map { _ in 0 }, high = kinds.map(\.table.overallCount)
        while let widest = kinds.indices.max(by: { high[$0] - low[$0] < high[$1] - low[$1] }), high[widest] > low[widest] {
            let middle = (low[widest] + high[widest]) / 2, pivot = kinds[widest].table.overallRow(at: middle)
            var above = low
            for index in kinds.indices where index != widest && high[index] > low[index] {
                above[index] += kinds[index].table.overallCount(from: low[index], to: high[index]) {
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
