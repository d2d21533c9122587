import Dashboard
import Foundation
import KubeModel

/// What tests look at.
extension ResourceTable {
    /// The keys of the rows that are seen, in their order.
    public var visible: [ObjectKey] { (0..<visibleCount).map { key(at: $0) } }
}

extension RowFilter {
    /// Whether a row that is alone in its table is seen.
    public func matches(_ row: ResourceRow) -> Bool {
        var table = ResourceTable()
        table.show(namespace: nil, filter: self)
        table.apply([RowChange(.listed, row, arrived: .distantPast)])
        return table.visibleCount == 1
    }
}
