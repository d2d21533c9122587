import APIServer
import Dashboard
import Foundation
import KubeModel
import Sandbox
import TestSupport

@testable import KubeClient

/// A dashboard's state, and a watch over the order of what it is told.
actor DashboardFollower {
    private var state: DashboardState
    /// The versions that were shown last, by kind.
    private var shown: [ResourceType: [ObjectKey: Int]] = [:]
    /// What the lists under way have named.
    private var listing: [ResourceType: Set<ObjectKey>] = [:]
    /// What must not have happened, and did.
    private(set) var breach: String?

    init(_ kinds: [Kind]) {
        state = DashboardState(cluster: ClusterInfo(context: "faults"), kinds: kinds, now: Sample.now)
    }

    /// Follows kinds until the task is cancelled.
    func follow(_ client: KubeClient, _ types: [ResourceType]) async {
        await withTaskGroup(of: Void.self) { group in
            for type in types {
                group.addTask {
                    let projection = KindCatalog.kind(for: type).projection
                    for await event in client.reflect(type, namespace: nil, projection: projection) {
                        await self.take(event, of: type)
                    }
                }
            }
        }
    }

    func take(_ event: ReflectorEvent, of type: ResourceType) {
        _ = state.update(.reflector(type, event))
        switch event {
        case .state: break
        case .listStarted: listing[type] = []
        case .listCompleted:
            let named = listing.removeValue(forKey: type) ?? []
            shown[type] = shown[type]?.filter { named.contains($0.key) }
        case .batch(let changes): for change in changes { check(change, of: type) }
        }
    }

    private func check(_ change: RowChange, of type: ResourceType) {
        let key = change.row.key
        guard let version = Int(change.row.resourceVersion) else {
            breach = breach ?? "\(type.kind) \(key) has the version \(change.row.resourceVersion)"
            return
        }
        if let before = shown[type]?[key], version < before, listing[type] == nil {
            breach = breach ?? "\(type.kind) \(key) went back from \(before) to \(version) without a list"
        }
        shown[type, default: [:]][key] = version
        listing[type]?.insert(key)
    }

    /// nil where everything is live and equal.
    func difference(from store: ObjectStore) -> String? {
        for kind in state.kinds {
            guard kind.connection == .live else { return "\(kind.kind.type.kind) is \(kind.connection)" }
            let type = kind.kind.type
            let wanted = store.objects(of: type).map { object -> String in
                let metadata = object["metadata"]
                let parts = ["namespace", "name", "resourceVersion"].map { metadata?[$0]?.string ?? "" }
                return parts.joined(separator: " ")
            }
            let found = kind.table.visible.compactMap { kind.table[$0] }.map { "\($0.key.namespace ?? "") \($0.key.name) \($0.resourceVersion)" }
            if Set(wanted) != Set(found) {
                let missing = Set(wanted).subtracting(found).sorted(), extra = Set(found).subtracting(wanted).sorted()
                return "\(type.kind) lacks \(missing) and has \(extra)"
            }
            guard kind.table.visible.count == wanted.count, !kind.table.isListing else {
                return "\(type.kind) shows \(kind.table.visible.count) of \(wanted.count)"
            }
        }
        return nil
    }
}
