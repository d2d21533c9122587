import APIServer
import Foundation
import GatewayGraph
import KubeModel

/// Follows the store, and writes what ``StatusController`` decides 0.3 to 2 s after an object was created or its spec
/// replaced, or something that it points at came, went or changed.
///
/// A status that somebody else writes is left as it is: only a new generation calls the controller.
actor StatusWriter {
    private let store: ObjectStore
    private let controller = StatusController()
    private let seed: UInt64
    private let clock: any Clock<Duration>
    private let changes: AsyncStream<StoreChange>
    private let view: StoreView
    private var known: [ObjectID: Known] = [:]
    /// Who points at an object.
    private var dependents: [ObjectID: Set<ObjectID>] = [:]
    /// Objects whose status is the story's, with the generation for which that holds.
    private var pinned: [ObjectID: Int]
    /// The newest appointment of an object; older ones lapse.
    private var appointments: [ObjectID: Int] = [:]
    private var appointmentCount = 0

    private struct Known {
        /// The generation that was last looked at.
        var generation: Int
        /// What it points at.
        var references: [ObjectID]
    }

    /// - Parameters:
    ///   - seed: Decides how long each decision takes.
    ///   - pinned: Objects to leave alone until their generation is another than this.
    init(
        store: ObjectStore, seed: UInt64, pinned: [ObjectID: Int] = [:], clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.store = store
        self.seed = seed
        self.pinned = pinned
        self.clock = clock
        view = StoreView(store: store)
        changes = store.changes()
    }

    /// Learns what is in the store already, without writing anything.
    func prime() {
        for type in StatusController.types {
            for object in store.objects(of: type) { learn(ObjectID(type, ObjectKey(of: object)), object) }
        }
    }

    /// Follows the changes since this writer was made, until the task is cancelled or the store closes.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await change in changes {
                for (id, appointment) in plan(after: change) {
                    let wait = delay(id)
                    group.addTask {
                        // A cancelled sleep ends the writer: there is nothing left to write for.
                        guard (try? await self.clock.sleep(for: wait)) != nil else { return }
                        await self.keep(appointment, for: id)
                    }
                }
            }
            group.cancelAll()
        }
    }

    private func plan(after change: StoreChange) -> [(ObjectID, Int)] {
        guard StatusController.types.contains(change.type) else { return [] }
        let id = ObjectID(change.type, change.key)
        let generation = change.object[path: ["metadata", "generation"]]?.integer ?? 1
        if change.action == .modified, known[id]?.generation == generation { return [] }
        let before = Set(known[id]?.references ?? [])
        if change.action == .deleted { forget(id) } else { learn(id, change.object) }
        var due = dependents[id] ?? []
        // A Gateway counts its routes: one that comes, goes or moves concerns its parents too.
        if change.type == .httpRoute {
            due.formUnion(before.union(known[id]?.references ?? []).filter { $0.type == .gateway && known[$0] != nil })
        }
        if change.action != .deleted { due.insert(id) }
        return due.sorted().map { ($0, appoint($0)) }
    }

    private func appoint(_ id: ObjectID) -> Int {
        appointmentCount += 1
        appointments[id] = appointmentCount
        return appointmentCount
    }

    private func keep(_ appointment: Int, for id: ObjectID) {
        guard appointments[id] == appointment else { return }
        appointments[id] = nil
        guard let object = store.object(id.type, id.key), !isPinned(id, object),
            let status = controller.status(for: object, id.type, in: view, now: KubeTime.text(Date()))
        else { return }
        let version = object[path: ["metadata", "resourceVersion"]]?.string
        // Refused when the object has changed or gone meanwhile: that change has made an appointment of its own, unless it
        // was one of labels or of the status alone; then what was decided still holds.
        guard (try? store.updateStatus(of: id.type, key: id.key, expecting: version, status)) == nil else { return }
        let now = store.object(id.type, id.key)?[path: ["metadata", "generation"]]
        if now == object[path: ["metadata", "generation"]] {
            _ = try? store.updateStatus(of: id.type, key: id.key, status)
        }
    }

    private func isPinned(_ id: ObjectID, _ object: JSONValue) -> Bool {
        guard let generation = pinned[id] else { return false }
        if object[path: ["metadata", "generation"]]?.integer == generation { return true }
        pinned[id] = nil
        return false
    }

    private func learn(_ id: ObjectID, _ object: JSONValue) {
        forget(id, keepingPlans: true)
        let found = References.all(of: object, id.type)
        known[id] = Known(generation: object[path: ["metadata", "generation"]]?.integer ?? 1, references: found)
        for target in found { dependents[target, default: []].insert(id) }
    }

    private func forget(_ id: ObjectID, keepingPlans: Bool = false) {
        for target in known.removeValue(forKey: id)?.references ?? [] { dependents[target]?.remove(id) }
        if keepingPlans { return }
        pinned[id] = nil
        appointments[id] = nil
    }

    /// The same for the same seed, object and generation, in whatever order things happen.
    private func delay(_ id: ObjectID) -> Duration {
        var generator = SeededGenerator(seed: seed, for: "delay \(id) \(known[id]?.generation ?? 0)")
        return generator.wait(300...2000)
    }
}
