import APIServer
import GatewayGraph
import KubeModel

/// Plays a ``ScenarioScript`` on a store.
///
/// It never fights: an object that somebody else has edited, deleted or created since is theirs, and is left alone from
/// then on. The rest of the script goes on.
struct ScenarioRunner {
    /// Which version of its spec an object was left in.
    private struct Trace: Equatable {
        var uid: String
        var generation: Int
    }

    private let store: ObjectStore
    private let kinds: [ResourceType: ServedKind]
    private var script: ScenarioScript
    /// nil: the object was not there.
    private var traces: [ObjectID: Trace] = [:]
    private var handedOver: Set<ObjectID> = []

    init(store: ObjectStore, kinds: [ServedKind], script: ScenarioScript) {
        self.store = store
        self.kinds = Dictionary(kinds.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first })
        self.script = script
        for id in script.cast { traces[id] = trace(of: id) }
    }

    /// Goes on until the task is cancelled.
    mutating func run(clock: any Clock<Duration> = ContinuousClock()) async {
        while let beat = script.next() {
            // A cancelled sleep is the end of the play.
            guard (try? await clock.sleep(for: beat.wait)) != nil else { return }
            perform(beat.step)
        }
    }

    /// - Returns: Whether the step was taken; false where the object has been handed over.
    @discardableResult
    mutating func perform(_ step: StoryStep) -> Bool {
        let id = step.id
        guard let kind = kinds[id.type], !handedOver.contains(id), trace(of: id) == traces[id] else {
            handedOver.insert(id)
            return false
        }
        do {
            switch step {
            case .set(_, let field, let value): try edit(id, kind) { $0["spec"]?[field] = value }
            case .label(_, let name, let value):
                try edit(id, kind) { $0["metadata"]?["labels"]?[name] = .string(value) }
            case .delete: if traces[id] != nil { try store.delete(id.key, kind: kind) }
            case .create(_, let object): if traces[id] == nil { try store.create(object, kind: kind) }
            }
        } catch {
            // Somebody was faster by a moment: then it is theirs.
            handedOver.insert(id)
            return false
        }
        traces[id] = trace(of: id)
        return true
    }

    private func edit(_ id: ObjectID, _ kind: ServedKind, _ change: (inout JSONValue) -> Void) throws(APIStatus) {
        guard var object = store.object(id.type, id.key) else { return }
        change(&object)
        try store.replace(object, kind: kind)
    }

    private func trace(of id: ObjectID) -> Trace? {
        guard let metadata = store.object(id.type, id.key)?["metadata"] else { return nil }
        return Trace(uid: metadata["uid"]?.string ?? "", generation: metadata["generation"]?.integer ?? 0)
    }
}
