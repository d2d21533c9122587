/// One request of the list and watch cycle.
enum ReflectorPlan: Hashable, Sendable {
    /// A watch that begins with every object and marks where they end. nil: as new as the server can.
    case streamingList(notOlderThan: String?)
    /// All objects in one answer, from the server's cache. nil: whatever the cache holds.
    case list(notOlderThan: String?)
    /// 500 objects, read from the store; nil is the first page.
    case page(after: String?)
    /// Changes after a version.
    case watch(from: String)

    static let pageSize = 500

    var isWatch: Bool {
        switch self {
        case .streamingList, .watch: true
        case .list, .page: false
        }
    }

    /// - Parameter watchSeconds: After how long the server is to end a watch.
    func request(_ scope: ResourceScope, watchSeconds: Int) -> HTTPRequest {
        var query = scope.query
        func add(_ name: String, _ value: String) { query.append(.init(name: name, value: value)) }
        switch self {
        case .streamingList(let version):
            add("watch", "1")
            add("sendInitialEvents", "true")
            add("allowWatchBookmarks", "true")
            add("resourceVersionMatch", "NotOlderThan")
            if let version { add("resourceVersion", version) }
            add("timeoutSeconds", String(watchSeconds))
        case .list(let version):
            add("resourceVersion", version ?? "0")
            if version != nil { add("resourceVersionMatch", "NotOlderThan") }
        case .page(let token):
            add("limit", String(Self.pageSize))
            if let token { add("continue", token) }
        case .watch(let version):
            add("watch", "1")
            add("allowWatchBookmarks", "true")
            add("resourceVersion", version)
            add("timeoutSeconds", String(watchSeconds))
        }
        return HTTPRequest(
            path: scope.path, query: query, accept: scope.accept(isWatch: isWatch), isWatch: isWatch)
    }
}
