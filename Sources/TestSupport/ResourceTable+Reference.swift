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

    /// Whether a row passes where the list shows its kind.
    public func matches(_ row: ResourceRow, kind: String) -> Bool {
        var state = DashboardState.sample(), type = KindCatalog.all[0].type
        if let known = state.kinds.first(where: { $0.kind.type.kind == kind }) { type = known.kind.type }
        state.list([row], of: type)
        state.perform(.show(.overall), .filterPrompt)
        state.type(text)
        return state.overallRows.visibleCount == 1
    }
}
