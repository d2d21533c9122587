import KubeModel
import Synchronization

/// The kinds that are served at this moment. Definitions that come and go change it; every request reads it once.
final class KindRegistry: Sendable {
    struct Snapshot: Sendable {
        /// In the order they came.
        var kinds: [ServedKind]
        var discovery: Discovery
        private let paths: [String: ServedKind]

        init(_ kinds: [ServedKind]) {
            self.kinds = kinds
            let all = [.namespaces, .definitions] + kinds
            discovery = Discovery(kinds: all)
            paths = Dictionary(all.map { (Self.path($0.type), $0) }, uniquingKeysWith: { $1 })
        }

        /// The kind under a path; nil where nothing is served.
        func kind(group: String, version: String, plural: String) -> ServedKind? {
            paths["\(group)/\(version)/\(plural)"]
        }

        func isServed(group: String, version: String) -> Bool {
            paths.values.contains { $0.type.group == group && $0.type.version == version }
        }

        private static func path(_ type: ResourceType) -> String { "\(type.group)/\(type.version)/\(type.plural)" }
    }

    private let state: Mutex<Snapshot>

    init(_ kinds: [ServedKind]) { state = Mutex(Snapshot(kinds)) }

    var current: Snapshot { state.withLock { $0 } }

    /// Puts the versions of a definition in the place of those that were served under its name.
    func replace(_ name: String, with kinds: [ServedKind]) {
        state.withLock { snapshot in
            var all = snapshot.kinds
            let position = all.firstIndex { $0.type.qualifiedName == name } ?? all.endIndex
            all.removeAll { $0.type.qualifiedName == name }
            all.insert(contentsOf: kinds, at: min(position, all.count))
            snapshot = Snapshot(all)
        }
    }
}
