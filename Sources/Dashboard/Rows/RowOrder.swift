import Foundation
import KubeModel

/// How a list is sorted. Rows that compare alike stay in the order of namespace and name, so nothing jumps.
public struct RowOrder: Hashable, Sendable {
    public enum Field: Hashable, Sendable {
        case namespace, name, age, state
        /// In the list of everything; in that of one kind all compare alike.
        case kind
        /// A column of the kind, by index.
        case column(Int)
    }

    public var field: Field
    public var isReversed: Bool

    public init(_ field: Field = .namespace, isReversed: Bool = false) {
        self.field = field
        self.isReversed = isReversed
    }

    /// Whether it is the order in which rows are kept, by namespace and name.
    var isOrigin: Bool { field == .kind || field == .namespace && !isReversed }

    /// Whether `left` stands above `right`. A strict order: two different keys are never equal.
    public func precedes(_ left: ResourceRow, _ right: ResourceRow) -> Bool {
        Work.count(.comparison)
        return switch compare(left, right) {
        case .orderedAscending: !isReversed
        case .orderedDescending: isReversed
        case .orderedSame: left.key < right.key
        }
    }

    /// Whether two versions of one object stand at the same place.
    func ranksAlike(_ left: ResourceRow, _ right: ResourceRow) -> Bool {
        switch field {
        case .namespace, .name, .kind: true
        case .age, .state, .column: compare(left, right) == .orderedSame
        }
    }

    /// By the field alone, whichever way round the order is.
    func compare(_ left: ResourceRow, _ right: ResourceRow) -> ComparisonResult {
        switch field {
        case .kind: .orderedSame
        case .namespace: Self.compare(left.key, right.key)
        case .name: Self.compare(left.key.name, right.key.name)
        case .age: Self.compare(right.created ?? .distantPast, left.created ?? .distantPast)
        case .state: Self.compare(left.health, right.health)
        case .column(let index):
            Self.compare(
                left.columns.indices.contains(index) ? left.columns[index] : "",
                right.columns.indices.contains(index) ? right.columns[index] : "")
        }
    }

    private static func compare<Value: Comparable>(_ left: Value, _ right: Value) -> ComparisonResult {
        left < right ? .orderedAscending : left > right ? .orderedDescending : .orderedSame
    }
}
