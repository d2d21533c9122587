import Foundation
import KubeModel
import Synchronization

/// Every object, with one counter of versions, a bounded memory of changes, and watchers.
///
/// A lock instead of an actor: a change reaches its watchers before the call that made it returns, and nothing waits
/// for a turn. Versions start from the clock (microseconds since 1970), so that they never repeat across restarts.
public final class ObjectStore: Sendable {
    fileprivate struct State {
        var version: Int
        var shelves: [ResourceType: Shelf] = [:]
        var queues: [ResourceType: [Int: WatchQueue]] = [:]
        var feeds: [Int: Feed] = [:]
        var nextID = 0
        var isClosed = false
    }

    /// One reader of ``ObjectStore/changes(of:)``.
    fileprivate struct Feed {
        /// nil: every type.
        var type: ResourceType?
        var continuation: AsyncStream<StoreChange>.Continuation
    }

    private let state: Mutex<State>
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

    /// The names of all objects of a type, in their order. Makes no trees.
    public func keys(of type: ResourceType) -> [ObjectKey] { snapshot(of: type).objects.map(\.key) }

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

// MARK: Writing

extension ObjectStore {
    /// What a writer decides after it has seen the object.
    enum Decision {
        case keep
        /// The resourceVersion is written by the store.
        case put(JSONValue)
        /// The answer is what the writer made of the object, where that is not the object itself.
        case remove(answer: JSONValue? = nil)
    }

    /// What a write did; `object` is the state after it, or the last one before a deletion.
    struct Outcome: Sendable {
        var object: StoredObject
        var isNew = false
        var isRemoved = false
    }

    /// Reads, decides and writes as one step; the only way in. `decide` runs under the lock.
    ///
    /// - Parameter isDryRun: Decides everything and changes nothing.
    func write(
        _ type: ResourceType, _ key: ObjectKey, isDryRun: Bool = false,
        _ decide: (StoredObject?) throws(APIStatus) -> Decision
    ) throws(APIStatus) -> Outcome {
        try state.withLock { state throws(APIStatus) in
            // Not held in a constant: a second reference would make the change below copy the whole shelf.
            guard state.shelves[type] != nil else {
                throw APIStatus(code: 404, reason: "NotFound", message: "\(type.qualifiedName) is not served")
            }
            let existing = state.shelves[type]?.object(key)
            switch try decide(existing) {
            case .keep:
                guard let existing else { throw .notFound(type, key.name) }
                return Outcome(object: existing)
            case .put(let value):
                if isDryRun {
                    let object = StoredObject.stamp(value, existing?.version)
                    return Outcome(
                        object: StoredObject(key: key, version: existing?.version ?? 0, object: object),
                        isNew: existing == nil)
                }
                if let existing, StoredObject.stamp(value, existing.version) == existing.object {
                    return Outcome(object: existing)
                }
                if type != .namespace { state.ensureNamespace(key.namespace) }
                state.version += 1
                let object = StoredObject(
                    key: key, version: state.version, object: StoredObject.stamp(value, state.version))
                state.record(
                    StoreEvent(action: existing == nil ? .added : .modified, previous: existing, current: object), type)
                return Outcome(object: object, isNew: existing == nil)
            case .remove(let answer):
                guard let existing else { throw .notFound(type, key.name) }
                if isDryRun { return Outcome(object: existing, isRemoved: true) }
                state.version += 1
                let last = existing.stamped(state.version)
                state.record(StoreEvent(action: .deleted, previous: existing, current: last), type)
                let shown = answer.map {
                    StoredObject(
                        key: key, version: existing.version, object: StoredObject.stamp($0, existing.version))
                }
                return Outcome(object: shown ?? existing, isRemoved: true)
            }
        }
    }
}

extension ObjectStore.State {
    fileprivate mutating func record(_ event: StoreEvent, _ type: ResourceType) {
        shelves[type]?.record(event)
        queues[type]?.values.forEach { $0.push(.event(event)) }
        // Whoever keeps but bytes would build a tree for nobody.
        guard !feeds.isEmpty else { return }
        let change = StoreChange(
            action: event.action, type: type, key: event.current.key, object: event.current.object,
            resourceVersion: event.version)
        for feed in feeds.values where feed.type == nil || feed.type == type { feed.continuation.yield(change) }
    }

    /// A namespace exists as soon as an object names it, and stays.
    fileprivate mutating func ensureNamespace(_ name: String?) {
        guard let name else { return }
        let key = ObjectKey(namespace: nil, name: name)
        guard let shelf = shelves[.namespace], shelf.object(key) == nil else { return }
        version += 1
        let object: JSONValue = [
            "apiVersion": "v1", "kind": "Namespace",
            "metadata": [
                "creationTimestamp": .string(KubeTime.text(Date())),
                "labels": ["kubernetes.io/metadata.name": .string(name)],
                "name": .string(name), "resourceVersion": .string(String(version)),
                "uid": .string(UUID().uuidString.lowercased()),
            ],
            "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
        ]
        record(
            StoreEvent(action: .added, current: StoredObject(key: key, version: version, object: object)), .namespace)
    }
}

// MARK: Bytes

extension ObjectStore {
    /// Puts objects as they are, resourceVersion included, for what is there before anybody looks. Neither checked nor
    /// completed, and kept as bytes only; nothing else costs as little.
    ///
    /// - Parameter objects: Each compact JSON with namespace, name, uid and a resourceVersion below those of this store.
    public func fill(_ type: ResourceType, with objects: [(key: ObjectKey, bytes: [UInt8])]) {
        state.withLock { state in
            guard state.shelves[type] != nil else { return }
            if type != .namespace { for name in Set(objects.map(\.key.namespace)) { state.ensureNamespace(name) } }
            state.version += 1
            let version = state.version
            state.shelves[type]?.fill(objects.map { StoredObject(key: $0.key, version: version, bytes: $0.bytes) }, version: version)
        }
    }

    /// Puts one object as it is, and tells its watchers.
    ///
    /// - Parameter bytes: The object with the resourceVersion that it gets.
    public func put(_ type: ResourceType, _ key: ObjectKey, bytes: (_ resourceVersion: Int) -> [UInt8]) {
        state.withLock { state in
            guard state.shelves[type] != nil else { return }
            if type != .namespace { state.ensureNamespace(key.namespace) }
            state.version += 1
            let previous = state.shelves[type]?.object(key)
            let current = StoredObject(key: key, version: state.version, bytes: bytes(state.version))
            state.record(StoreEvent(action: previous == nil ? .added : .modified, previous: previous, current: current), type)
        }
    }

    /// Takes an object away, whatever its finalizers wait for. One that is not there is what was wanted.
    public func discard(_ type: ResourceType, _ key: ObjectKey) { _ = try? write(type, key) { _ in .remove() } }
}

// MARK: Seeds

extension ObjectStore {
    /// Puts an object exactly as it is, generation, uid, status and deletionTimestamp included; replaces one of that name.
    ///
    /// For what is there before anybody looks: neither checked nor completed, but for what every object has.
    ///
    /// - Returns: Whether an object of that name was replaced.
    @discardableResult
    public func seed(_ object: JSONValue, _ type: ResourceType) -> Bool {
        var object = object
        var metadata = object["metadata"] ?? [:]
        let namespace = type.isNamespaced ? metadata["namespace"]?.string ?? "default" : nil
        let key = ObjectKey(namespace: namespace, name: metadata["name"]?.string ?? "")
        metadata["namespace"] = namespace.map { .string($0) }
        if metadata["uid"] == nil { metadata["uid"] = .string(UUID().uuidString.lowercased()) }
        if metadata["generation"]?.integer == nil { metadata["generation"] = 1 }
        if metadata["creationTimestamp"]?.string == nil {
            metadata["creationTimestamp"] = .string(KubeTime.text(Date()))
        }
        object["metadata"] = metadata
        // Only a type that the store was not made for is refused, and callers make the store for the types they seed.
        let outcome = try? write(type, key) { _ in .put(object) }
        return outcome.map { !$0.isNew } ?? false
    }
}
