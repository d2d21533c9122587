/// What is held of a list, and by which requests it can be had from this server.
struct HeldList: Sendable, Equatable {
    /// The latest version we hold everything up to; nil before the first list is complete.
    private(set) var version: String?
    /// Whether rows are known from a list that was completed.
    private(set) var isComplete = false
    /// Whether the version may be of another server than the one that answers: it has to be listed against.
    private(set) var isDoubted = false
    private var canStream = true
    private var canListFromCache = true
    private var completedAt = -Double.infinity

    /// Nothing yet, from a server that offers everything.
    init() {}

    /// - Parameters:
    ///   - version: Everything up to it is held, but of a server that may be another one; nil: nothing is.
    ///   - canStream: Whether streaming lists are worth asking for.
    ///   - canListFromCache: Whether lists of any version are.
    init(version: String? = nil, canStream: Bool, canListFromCache: Bool) {
        self.version = version
        (isComplete, isDoubted) = (version != nil, version != nil)
        self.canStream = canStream
        self.canListFromCache = canListFromCache
    }

    /// The lightest request that loses nothing.
    func lightest(canWatch: Bool) -> ReflectorPlan {
        let list = canListFromCache ? ReflectorPlan.list(notOlderThan: version) : .page(after: nil)
        guard canWatch else { return list }
        if let version, isComplete, !isDoubted { return .watch(from: version) }
        return canStream ? .streamingList(notOlderThan: version) : list
    }

    mutating func complete(version: String, at now: Double) {
        self.version = version
        isComplete = true
        isDoubted = false
        completedAt = now
    }

    /// A watch brought a change or a bookmark.
    mutating func advance(to version: String) { if !version.isEmpty { self.version = version } }

    mutating func doubt() { isDoubted = true }

    /// Rows stay; what replaces them is listed anew.
    mutating func forgetVersion() {
        version = nil
        isDoubted = true
    }

    /// The collection is not served: there is no version to come back to.
    mutating func dropVersion() { version = nil }

    mutating func giveUpStreaming() { canStream = false }

    mutating func giveUpListingFromCache() { canListFromCache = false }

    /// Whether the list is no older than lists that are polled are anyway.
    func isFresh(at now: Double) -> Bool { !isDoubted && now - completedAt < WatchPermission.pollPatience }
}

/// How far the list has come that is arriving, over all its pages.
struct ListProgress: Sendable, Equatable {
    /// Counts lists.
    private(set) var generation = 0
    private(set) var rows = 0
    private var shown = 0

    mutating func begin() {
        generation += 1
        (rows, shown) = (0, 0)
    }

    /// - Returns: Whether there is a new figure to show: a server sends a row a packet, and not each is worth one.
    mutating func arrived(_ count: Int) -> Bool {
        rows += count
        guard shown == 0 || rows - shown >= 100 else { return false }
        shown = rows
        return true
    }
}
