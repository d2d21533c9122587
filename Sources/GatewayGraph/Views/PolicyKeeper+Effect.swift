import Foundation
import KubeModel

extension PolicyKeeper {
    /// What some changes would do together. Nothing is changed by asking.
    ///
    /// Cost: follows what they name and are named by, and the routes on the same Gateways; and a copy of the index's tables. With 500 routes of three
    /// matches and 500 policies 0.1 to 0.15 s of one core.
    ///
    /// - Parameters:
    ///   - now: The present, which certificates and the age of what is new are measured by.
    ///   - most: So many routes are looked at; where there are more, that is said.
    public mutating func effect(of changes: [ForeseenChange], _ index: ReferenceIndex, now: Date, most: Int = 600) -> ChangeEffect {
        let stored = changes.map { (id: $0.id, value: $0.stored(over: index[$0.id]?.value, now: now)) }, ids = changes.map(\.id)
        let later = index.foreseeing(stored)
        var near = [ChangeNeighbourhood(of: ids, in: index, most: most)]
        // What is gone names nothing; what names the same and is named alike has to do with the same.
        let others = ids.filter { id in
            later[id].map { row in index[id].map { $0.references != row.references || !$0.hasSameLabels(as: row) } ?? true } ?? false
        }
        if !others.isEmpty { near.append(ChangeNeighbourhood(of: others, in: later, most: most)) }
        var all = near.reduce(into: Set()) { $0.formUnion($1.ids) }
        let left = near.reduce(into: Set()) { $0.formUnion($1.left) }.subtracting(all)
        let neighbours = near.reduce(into: Set()) { $0.formUnion($1.neighboursLeft) }.subtracting(all)
        all.formUnion(all.lazy.filter { $0.kind == "Service" }.flatMap { index.endpointSlices(of: $0) })
        var world = world(ofPart: all, index)
        world.unread.formUnion(unread(later))
        let whole = all.filter { id in near.allSatisfy { $0.isWhole(id, among: all) } }
        var sight = ChangeEffect.Sight(asked: Set(whole.map(\.identity)), isWhole: left.isEmpty && neighbours.isEmpty)
        sight.notes = ChangeEffect.notes(world.unread) + Self.limits(index)
        if !left.isEmpty { sight.notes.append("Looked at \(most) of the routes that it may show on; \(left.count) more \(left.count == 1 ? "was" : "were") left out.") }
        if !neighbours.isEmpty {
            let count = neighbours.count == 1 ? "1 other route on the same Gateways was" : "\(neighbours.count) other routes on the same Gateways were"
            sight.notes.append("\(count) not looked at: whether requests go there instead, and who is unlike the others.")
        }
        return ChangeEffect(of: stored, in: world, sight, now: now) { identity in GraphID(identity: identity).flatMap { index[$0]?.value } }
    }

    /// Where only one namespace was listed.
    private static func limits(_ index: ReferenceIndex) -> [String] {
        let listed = Set(
            checkedTypes.compactMap { type -> String? in
                if case .complete(let namespace?) = index.coverage(of: type) { namespace } else { nil }
            })
        return listed.isEmpty ? [] : ["Only what is in \(listed.sorted().joined(separator: ", ")) was listed."]
    }
}
