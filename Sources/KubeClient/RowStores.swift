import KubeModel
import Synchronization

/// What the rows of each kind of one server share, for as long as anybody lists it: a list that is read anew, of another
/// namespace or after a break, goes on with what the one before had.
final class RowStores: Sendable {
    private let stores = Mutex<[ResourceType: RowStore]>([:])

    func store(of type: ResourceType) -> RowStore {
        stores.withLock { stores in
            if let store = stores[type] { return store }
            let store = RowStore()
            stores[type] = store
            return store
        }
    }
}
