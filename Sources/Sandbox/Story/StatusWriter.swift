import APIServer
import Foundation
import GatewayGraph
import KubeModel

/// Follows the store, and writes what ``StatusController`` decides 0.3 to 2 s after an object was created or its spec
/// replaced, or something that it points at, or chooses by labels, came, went or changed.
///
/// A status that somebody else writes is left as it is: only a new generation, or other labels, call the controller. What is due is judged
/// together with its neighbours, those that meet on the same routes, whose statuses follow where they are the
/// controller's own: the cost of a change follows its neighbourhood, not the cluster.
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
    private var choices = ChoiceTable()
    /// How far what labels choose reaches, as the controller's Deployment says.
    private var scope = ReferenceScope()
    /// Objects whose status is the story's, with the generation for which that holds.
    private var pinned: [ObjectID: Int]
    /// What is to be judged when those have come that come at the same time.
    private var due: Set<ObjectID> = []
    private var isGathering = false
    /// The newest appointment of an object; older ones lapse.
    private var appointments: [ObjectID: Int] = [:]
    private var appointmentCount = 0

    fileprivate struct Known {
        /// The generation that was last looked at.
        var generation: Int
        var labels: [Label]
        /// What it points at.
        var references: [ObjectID]
    }

    /// What is to be known of an object, from its tree.
    struct Lesson: Sendable {
        fileprivate let id: ObjectID
        fileprivate let known: Known
        /// What it chooses by labels.
        fileprivate let choosing: [ObjectReference]

        init(_ id: ObjectID, _ object: JSONValue, _ scope: ReferenceScope = ReferenceScope()) {
            let all = ObjectReference.all(in: object, id.type, scope)
            self.id = id
            known = Known(
                generation: object[path: ["metadata", "generation"]]?.integer ?? 1, labels: StatusWriter.labels(of: object, id.type),
                references: References.named(all, of: object, id.type))
            choosing = all.filter { $0.choice != .named }
        }
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

    /// What verdicts depend on: the kinds with a status, and what they name.
    private static let watched: Set<ResourceType> = Set(StatusController.types).union([.service, .secret]).union(decisive)
    /// Nothing names them, or everything depends on them: whoever may is judged anew.
    private static let decisive: Set<ResourceType> = [.referenceGrant, .gatewayClass, .trialListenerSet, .deployment, .namespace]
    /// How long what is due waits for the rest.
    private static let gathering = Duration.milliseconds(50)

    /// Learns what is in the store already, without writing anything.
    ///
    /// - Parameter lessons: What is known by now, of objects that choose nothing by labels: the store need not make a tree for them.
    func prime(_ lessons: [Lesson] = []) {
        scope = PolicyVerdicts.settings(in: view).scope
        for lesson in lessons { learn(lesson) }
        for type in Self.watched {
            for key in store.keys(of: type) where known[ObjectID(type, key)] == nil {
                if let object = store.object(type, key) { learn(Lesson(ObjectID(type, key), object, scope)) }
            }
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
        guard Self.watched.contains(change.type) else { return [] }
        let id = ObjectID(change.type, change.key)
        let generation = change.object[path: ["metadata", "generation"]]?.integer ?? 1
        let isSame = change.action == .modified && known[id]?.generation == generation
        let formerLabels = known[id]?.labels
        if isSame, formerLabels == Self.labels(of: change.object, id.type) { return [] }
        let before = (known[id]?.references ?? []) + choices.chosen(by: id), formerChoosers = choices.choosers(of: id)
        if change.action == .deleted { forget(id) } else { learn(Lesson(id, change.object, scope)) }
        if id.type == .deployment { takeScope() }
        // A namespace by itself decides nothing; what it is labelled with may.
        if id.type == .namespace, formerLabels ?? [] == known[id]?.labels ?? [] { return [] }
        if Self.decisive.contains(id.type) { return [(id, appoint(id))] }
        var concerned = (dependents[id] ?? []).union(formerChoosers).union(choices.choosers(of: id))
        // A policy is refused for what its extension lacks.
        for helper in concerned where helper.type == .gatewayExtension { concerned.formUnion(dependents[helper] ?? []) }
        if Self.meets(id) {
            // Where it was and where it is now: a Gateway counts its routes, a route tells of what its policies do to it.
            let places = (before + (known[id]?.references ?? []) + choices.chosen(by: id)).filter { $0.type == .gateway || Self.meets($0) }
            concerned.formUnion(places.filter { known[$0] != nil })
        }
        if change.action != .deleted, !isSame || isOwn(id) { concerned.insert(id) }
        return concerned.filter { StatusController.types.contains($0.type) }.sorted().map { ($0, appoint($0)) }
    }

    /// Whether it is one of those that meet: routes, and the policies on them.
    private static func meets(_ id: ObjectID) -> Bool {
        PolicyVerdicts.routeTypes.contains(id.type) || PolicyVerdicts.policyTypes.contains(id.type)
    }

    private func appoint(_ id: ObjectID) -> Int {
        appointmentCount += 1
        appointments[id] = appointmentCount
        return appointmentCount
    }

    private func keep(_ appointment: Int, for id: ObjectID) async {
        guard appointments[id] == appointment else { return }
        appointments[id] = nil
        if Self.decisive.contains(id.type) {
            due.formUnion(known.keys.filter { Self.meets($0) || $0.type == .gateway })
        } else {
            due.insert(id)
        }
        guard !isGathering else { return }
        isGathering = true
        // A cancelled sleep ends the writer: there is nothing left to write for.
        guard (try? await clock.sleep(for: Self.gathering)) != nil else { return }
        isGathering = false
        let ids = due
        due = []
        judge(ids)
    }

    /// Writes what there is to say of these objects, and of their neighbours.
    private func judge(_ ids: Set<ObjectID>) {
        let neighbours = neighbourhood(of: ids.filter(Self.meets))
        let gateways = [ResourceType.gateway, .trialListenerSet].flatMap { type in
            store.objects(of: type).map { ObjectID(type, ObjectKey(of: $0)) }
        }
        let general = gateways.reduce(into: Set<ObjectID>()) { found, gateway in
            let users = (dependents[gateway] ?? []).union(choices.choosers(of: gateway))
            found.formUnion(users.filter { PolicyVerdicts.policyTypes.contains($0.type) })
        }
        let policies = neighbours.filter { PolicyVerdicts.policyTypes.contains($0.type) }.union(general)
        var routes = neighbours.filter { PolicyVerdicts.routeTypes.contains($0.type) }.compactMap(view.object)
        let isGeneral = ids.contains { $0.type == .gateway } || !ids.isDisjoint(with: general)
        if isGeneral { routes += distantRoutes(beside: neighbours) }
        let verdicts = PolicyVerdicts(
            of: policies.sorted().compactMap { id in view.object(id).map { (id.type, $0) } }, routes, in: view)
        for id in ids.sorted() { write(id, by: verdicts) }
        let others = isGeneral ? neighbours.union(general) : neighbours
        for id in others.subtracting(ids).sorted() where isOwn(id) { write(id, by: verdicts) }
    }

    /// Everything that meets with these objects on some route, step by step.
    private func neighbourhood(of ids: Set<ObjectID>) -> Set<ObjectID> {
        var found = ids, open = Array(ids)
        while let id = open.popLast() {
            let next = (known[id]?.references ?? []) + (dependents[id] ?? []) + choices.chosen(by: id) + choices.choosers(of: id)
            for other in next where Self.meets(other) && known[other] != nil && found.insert(other).inserted {
                open.append(other)
            }
        }
        return found
    }

    /// The other routes, as far as a Gateway counts them.
    private func distantRoutes(beside neighbours: Set<ObjectID>) -> [JSONValue] {
        PolicyVerdicts.routeTypes.flatMap { type in
            store.objects(of: type).compactMap { route in
                guard !neighbours.contains(ObjectID(type, ObjectKey(of: route))) else { return nil }
                var route = route
                route["spec"]?["rules"] = nil
                return route
            }
        }
    }

    /// Whether its status is as the controller writes it, or there is none.
    private func isOwn(_ id: ObjectID) -> Bool {
        guard let status = view.object(id)?["status"] else { return true }
        if let parents = status["parents"]?.array {
            return parents.allSatisfy { $0["controllerName"]?.string == StatusController.controllerName }
        }
        return status["ancestors"] == nil
            && (status["conditions"]?.array ?? []).allSatisfy { Condition.reasons.contains($0["reason"]?.string ?? "") }
    }

    private func write(_ id: ObjectID, by verdicts: PolicyVerdicts) {
        guard let object = view.object(id), !isPinned(id, object),
            let status = controller.status(
                for: object, id.type, in: view, by: verdicts, now: KubeTime.text(Date()))
        else { return }
        let version = object[path: ["metadata", "resourceVersion"]]?.string
        // Refused when the object has changed or gone meanwhile: that change has made an appointment of its own, unless it
        // was one of labels or of the status alone; then what was decided still holds.
        guard (try? store.updateStatus(of: id.type, key: id.key, expecting: version, status)) == nil else { return }
        let now = view.object(id)?[path: ["metadata", "generation"]]
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

    private func learn(_ lesson: Lesson) {
        let id = lesson.id
        forget(id, keepingPlans: true)
        known[id] = lesson.known
        for target in lesson.known.references { dependents[target, default: []].insert(id) }
        choices.learn(id, labels: lesson.known.labels, lesson.choosing)
    }

    /// Those by which it may be chosen.
    fileprivate static func labels(of object: JSONValue, _ type: ResourceType) -> [Label] {
        guard type == .namespace || ChoiceTable.types.contains(type) else { return [] }
        let written = object[path: ["metadata", "labels"]]?.object ?? JSONObject()
        return written.compactMap { name, value in name == "kubernetes.io/metadata.name" ? nil : value.string.map { Label(name, $0) } }.sorted()
    }

    /// Where another namespace than before reaches everywhere, who chooses by labels is learnt anew.
    private func takeScope() {
        let new = PolicyVerdicts.settings(in: view).scope
        guard new != scope else { return }
        scope = new
        for (id, known) in known where Self.meets(id) {
            guard let object = view.object(id) else { continue }
            choices.learn(id, labels: known.labels, ObjectReference.all(in: object, id.type, scope))
        }
    }

    private func forget(_ id: ObjectID, keepingPlans: Bool = false) {
        for target in known.removeValue(forKey: id)?.references ?? [] { dependents[target]?.remove(id) }
        choices.forget(id)
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
