import KubeModel

/// The objects of one type in the order lists have them, and the changes that led to them.
struct Shelf {
    /// Sorted by key. Copying the array is the snapshot.
    private(set) var objects: [StoredObject] = []
    private var history: [StoreEvent] = []
    /// Bytes of the objects in it.
    private var historyBytes = 0
    private static let historyByteLimit = 8 * 1_048_576
    /// Changes up to this version are forgotten: a watch cannot start below it.
    private(set) var floor: Int
    private let limit: Int

    init(floor: Int, historyLimit: Int) {
        self.floor = floor
        limit = max(1, historyLimit)
    }

    func object(_ key: ObjectKey) -> StoredObject? {
        let index = position(of: key)
        return index < objects.count && objects[index].key == key ? objects[index] : nil
    }

    mutating func record(_ event: StoreEvent) {
        let index = position(of: event.current.key)
        switch event.action {
        case .added: objects.insert(event.current, at: index)
        case .modified: objects[index] = event.current
        case .deleted: objects.remove(at: index)
        }
        history.append(event)
        historyBytes += event.current.bytes.count
        // Trimmed in strides, so that the cost of moving the rest is shared by many changes.
        if history.count >= limit + max(1, limit / 4) { forget(history.count - limit) }
        if historyBytes > Self.historyByteLimit, history.count > 16 { forget(max(1, history.count / 4)) }
    }

    /// Puts many at once, as they are before anybody looks: no watch can start before them. Of one name the last counts.
    mutating func fill(_ more: [StoredObject], version: Int) {
        var all = Dictionary(objects.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        for object in more { all[object.key] = object }
        objects = all.values.sorted { $0.key < $1.key }
        history = []
        historyBytes = 0
        floor = version
    }

    /// Drops the oldest changes, as a server does that compacts.
    mutating func forget(_ count: Int) {
        guard count > 0, !history.isEmpty else { return }
        let dropped = min(count, history.count)
        floor = history[dropped - 1].version
        historyBytes -= history.prefix(dropped).reduce(0) { $0 + $1.current.bytes.count }
        history.removeFirst(dropped)
    }

    var historyCount: Int { history.count }

    /// The changes after a version, oldest first; nil when some of them are forgotten.
    func events(after version: Int) -> ArraySlice<StoreEvent>? {
        guard version >= floor else { return nil }
        return history[firstEvent(after: version)...]
    }

    /// The objects as they were at a version: the changes since are undone. nil when some of them are forgotten.
    func objects(at version: Int) -> [StoredObject]? {
        guard let events = events(after: version) else { return nil }
        guard !events.isEmpty else { return objects }
        var past = self
        for event in events.reversed() { past.undo(event) }
        return past.objects
    }

    private mutating func undo(_ event: StoreEvent) {
        let index = position(of: event.current.key)
        switch (event.action, event.previous) {
        case (.deleted, let previous?): objects.insert(previous, at: index)
        case (.modified, let previous?): objects[index] = previous
        default: objects.remove(at: index)
        }
    }

    private func firstEvent(after version: Int) -> Int {
        var low = 0
        var high = history.count
        while low < high {
            let middle = (low + high) / 2
            if history[middle].version <= version { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where the key stands, or would stand.
    func position(of key: ObjectKey) -> Int {
        var low = 0
        var high = objects.count
        while low < high {
            let middle = (low + high) / 2
            if objects[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
