import KubeModel

/// Rows one below the other, as a person moves about in them.
protocol RowList<ID> {
    /// What a row is known by, wherever it stands.
    associatedtype ID: Hashable & Sendable

    /// How many rows are seen.
    var visibleCount: Int { get }
    /// The place of the worst row that is seen, the first of several; 0 where there is none.
    var worstIndex: Int { get }
    /// Whether it is there, seen or not.
    func contains(_ id: ID) -> Bool
    /// Its place among those that are seen.
    func index(of id: ID) -> Int?
    /// - Parameter index: Below ``visibleCount``.
    func id(at index: Int) -> ID
}

extension ResourceTable: RowList {
    func contains(_ id: ObjectKey) -> Bool { self[id] != nil }
    func id(at index: Int) -> ObjectKey { key(at: index) }
}
