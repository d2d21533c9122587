import Foundation
import KubeModel
import Synchronization

/// Every object, with one counter of versions, a bounded memory of changes, and watchers.
///
/// A lock instead of an actor: a change reaches its watchers before the call that made it returns, and nothing waits
/// for a turn. Versions start from the clock (microseconds since 1970), so that they never repeat across restarts.
public final class ObjectStore: Sendable {
    struct State {
        var version: Int
        var shelves: [ResourceType: Shelf] = [:]
        var queues: [ResourceType: [Int: WatchQueue]] = [:]
        var feeds: [Int: Feed] = [:]
        var nextID = 0
        var isClosed = false
    }

    /// One reader of ``ObjectStore/changes(of:)``.
    struct Feed {
        /// nil: every type.
        var type: ResourceType?
        var continuation: AsyncStream<StoreChange>.Continuation
    }

    let state: Mutex<State>
    /// Versions up to this one belong to an earlier process.
    let firstVersion: Int
    /// The most events a watcher may be behind before it is cut off.
    private let watchCapacity: Int
    private let historyLimit: Int

    /// - Parameters:
    ///   - historyLimit: Changes remembered for each type; a watch from an older version gets 410.
    ///   - startingAt: The first version; the clock unless a test says otherwise.
    public init(
        types: [ResourceType], historyLimit: Int = 4_096, watchCapacity: Int = 65_536, startingAt: Int? = nil
    ) {
        firstVersion = startingAt ?? Int(Date().timeIntervalSince1970 * 1_000_000)
        self.watchCapacity = watchCapacity
        self.historyLimit = historyLimit
        var initial = State(version: firstVersion)
        for type in types + [.namespace, .customResourceDefinition] {
            initial.shelves[type] = Shelf(floor: firstVersion, historyLimit: historyLimit)
        }
        initial.ensureNamespace("default")
        state = Mutex(initial)
    }

    /// The version of the newest change.
    public var version: Int { state.withLock(\.version) }

    /// The object, with its resourceVersion; nil where there is none.
    public func object(_ type: ResourceType, _ key: ObjectKey) -> JSONValue? { stored(type, key)?.object }

    /// Every object of a type, by namespace and name; of one namespace where it is given.
    public func objects(of type: ResourceType, namespace: String? = nil) -> [JSONValue] {
        snapshot(of: type).objects.filter { namespace == nil || $0.key.namespace == namespace }.map(\.object)
    }

    /// The number of objects of a type.
    public func count(of type: ResourceType) -> Int { state.withLock { $0.shelves[type]?.objects.count ?? 0 } }

    /// Every change from now on, in order; of every type where `type` is nil, namespaces included.
    ///
    /// Unbounded: for readers in this process that keep up. Ends when the reader's task is cancelled or the store closes.
    public func changes(of type: ResourceType? = nil) -> AsyncStream<StoreChange> {
        let (stream, continuation) = AsyncStream<StoreChange>.makeStream()
        let id = state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            state.nextID += 1
            state.feeds[state.nextID] = Feed(type: type, continuation: continuation)
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.feeds.removeValue(forKey: id) } }
        return stream
    }

    func stored(_ type: ResourceType, _ key: ObjectKey) -> StoredObject? {
        state.withLock { $0.shelves[type]?.object(key) }
    }

    func snapshot(of type: ResourceType) -> (version: Int, objects: [StoredObject]) {
        state.withLock { ($0.version, $0.shelves[type]?.objects ?? []) }
    }

    /// The objects as they were at a version; nil when that is forgotten or was before this process.
    func snapshot(of type: ResourceType, at version: Int) -> [StoredObject]? {
        // Taken under the lock as values, rolled back outside of it.
        state.withLock { $0.shelves[type] }?.objects(at: version)
    }

    /// Makes room for a type; one that there is already stays as it is.
    func add(_ type: ResourceType) {
        state.withLock { state in
            guard state.shelves[type] == nil else { return }
            state.shelves[type] = Shelf(floor: state.version, historyLimit: historyLimit)
        }
    }

    /// Forgets a type with everything in it, and ends its watches once they have read what is queued.
    func remove(_ type: ResourceType) {
        let queues = state.withLock { state in
            state.shelves[type] = nil
            return state.queues.removeValue(forKey: type)
        }
        queues?.values.forEach { $0.finish() }
    }

    /// Drops the oldest remembered changes of a type, as a server does that compacts its history.
    public func forgetHistory(of type: ResourceType) {
        state.withLock { state in
            guard let shelf = state.shelves[type] else { return }
            state.shelves[type]?.forget(shelf.historyCount)
        }
    }

    /// Ends every watch and every stream of changes; later ones end at once.
    public func close() {
        let (queues, feeds) = state.withLock { state in
            state.isClosed = true
            defer { (state.queues, state.feeds) = ([:], [:]) }
            return (state.queues.values.flatMap(\.values), Array(state.feeds.values))
        }
        queues.forEach { $0.finish() }
        feeds.forEach { $0.continuation.finish() }
    }

    /// Tells every watcher how far it is; the server's heartbeat, which also notices who has gone.
    func sendBookmarks() {
        state.withLock { state in
            for queue in state.queues.values.flatMap(\.values) { queue.push(.bookmark(state.version)) }
        }
    }
}

extension ObjectStore {
    /// Where a watch begins.
    enum WatchStart: Equatable {
        /// After this version.
        case after(Int)
        /// With every object as ADDED, then what follows.
        case everything
        /// With what follows from now on.
        case now
    }

    struct Subscription: Sendable {
        var id: Int
        var version: Int
        var initial: [StoredObject]
        var queue: WatchQueue
    }

    /// Why a watch cannot start at a version.
    enum WatchRefusal: Error, Equatable {
        /// Forgotten, from before this process, or not issued yet; the oldest version that would do.
        case expired(floor: Int)
    }

    /// Begins a watch: snapshot and first event meet without a gap. Ended by ``unsubscribe(_:from:)``.
    func subscribe(to type: ResourceType, from start: WatchStart) throws(WatchRefusal) -> Subscription {
        try state.withLock { state throws(WatchRefusal) in
            guard let shelf = state.shelves[type] else { throw .expired(floor: state.version) }
            var initial: [StoredObject] = []
            var missed: ArraySlice<StoreEvent> = []
            switch start {
            case .everything: initial = shelf.objects
            case .now: break
            case .after(let version):
                // A version from the future hears everything that follows: the caller has looked at that already.
                guard let events = shelf.events(after: version) else {
                    throw .expired(floor: shelf.floor)
                }
                missed = events
            }
            let queue = WatchQueue(missed.map { .event($0) }, capacity: watchCapacity)
            state.nextID += 1
            if state.isClosed { queue.finish() } else { state.queues[type, default: [:]][state.nextID] = queue }
            return Subscription(id: state.nextID, version: state.version, initial: initial, queue: queue)
        }
    }

    func unsubscribe(_ id: Int, from type: ResourceType) {
        let queue = state.withLock { $0.queues[type]?.removeValue(forKey: id) }
        queue?.finish()
    }

    /// The number of watches that are open, for tests and for the log.
    public var watchCount: Int { state.withLock { $0.queues.values.reduce(0) { $0 + $1.count } } }
}
