import Foundation
import KubeModel
import Testing

@testable import GatewayGraph

/// A graph with what is kept of it, and a clock that is moved by hand.
struct FindingBench {
    var index = ReferenceIndex()
    var policies = PolicyKeeper()
    var keeper: FindingKeeper
    /// Whether somebody looks at findings.
    var isAsked: Bool
    var now = 100.0
    /// What a look at everything is said to take.
    var cost = 0.001
    var looks = 0

    init(_ texts: String..., isAsked: Bool = false, unaskedLimit: Int = FindingKeeper.unaskedLimit) throws {
        (keeper, self.isAsked) = (FindingKeeper(unaskedLimit: unaskedLimit), isAsked)
        for type in PolicyKeeper.checkedTypes { index.beginList(of: type) }
        for object in PolicySample.objects(texts) { try put(object) }
        for type in PolicyKeeper.checkedTypes { index.completeList(of: type, in: nil) }
        settle()
    }

    mutating func put(_ object: JSONValue, isRestated: Bool = false) throws {
        let head = try #require(ObjectHead(object))
        let type = try #require(PolicyKeeper.checkedTypes.first { $0.kind == head.kind && $0.group == head.group }, "\(head.kind)")
        let projection = RowProjection(isPolicy: true, references: ReferenceRule.paths(of: type)) { _, _ in [] }
        let row = try ResourceScanner(projection: projection).row(JSONWriter.bytes(object))
        let id = GraphID(type, row.key)
        if keeper.isNoting { keeper.noteBefore(id, row, index) }
        index.put(row, type)
        policies.note(row, of: id)
        if keeper.isNoting { keeper.note(id, isRestated: isRestated, at: Date(timeIntervalSince1970: now)) }
    }

    mutating func remove(_ id: GraphID, _ type: ResourceType) {
        if keeper.isNoting { keeper.noteBefore(id, nil, index) }
        index.remove(id.key, type)
        policies.note(nil, of: id)
        if keeper.isNoting { keeper.note(id, isRestated: false, at: Date(timeIntervalSince1970: now)) }
    }

    mutating func step() -> FindingKeeper.Step {
        let time = now
        return keeper.step(&policies, index, isAsked: isAsked, now: now, at: Date(timeIntervalSince1970: now), clock: { time })
    }

    /// Does what there is to do, until it is only to wait for more than a moment.
    mutating func settle() {
        for _ in 0..<100 {
            switch step() {
            case .nothing: return
            case .wait(let seconds):
                guard seconds < 0.3 else { return }
                now += seconds
            case .look(let look):
                looks += 1
                let outcome = look.outcome(keeper.options(at: Date(timeIntervalSince1970: now)))
                if let outcome { keeper.take(outcome, took: cost, now: now) }
            }
        }
    }

    /// What is found where nothing is kept.
    mutating func lookAtEverything() -> [Finding] {
        var world = PolicyWorld(policies.settings, unread: policies.unread(index))
        for row in policies.rows(index) { world.put(row.value) }
        return world.counting(PolicyPlan(world).findings(keeper.options(at: Date(timeIntervalSince1970: now))))
    }

    mutating func pass(_ seconds: Double) {
        now += seconds
        settle()
    }

    mutating func codes(isSettling: Bool? = nil) -> [String] {
        keeper.all(now: now).filter { isSettling == nil || $0.isSettling == isSettling }
            .filter { $0.finding.severity > .note }.map { "\($0.finding.code) \($0.object.map(\.description) ?? "")" }
    }
}
