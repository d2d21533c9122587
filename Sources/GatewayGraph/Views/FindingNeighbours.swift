import KubeModel

/// Whose findings may be others when one object is, and what they are found in.
///
/// Cost: follows what it has to do with.
struct FindingNeighbours {
    private(set) var asked: Set<GraphID>
    private(set) var world: Set<GraphID> = []

    private static let kinds: Set<String> = ["HTTPRoute", "GRPCRoute", "TrafficPolicy"]

    /// - Parameter most: So many objects at most; nil where there are more, and for kinds that everything may depend on.
    init?(of id: GraphID, in index: ReferenceIndex, most: Int) {
        guard Self.kinds.contains(id.kind) else { return nil }
        asked = [id]
        for user in index.users(of: id) where Self.kinds.contains(user.kind) { asked.insert(user) }
        for reference in index.references(of: id) where Self.kinds.contains(reference.kind) {
            for target in index.targets(of: reference) {
                asked.insert(target)
                for user in index.users(of: target) where Self.kinds.contains(user.kind) { asked.insert(user) }
                guard asked.count <= most else { return nil }
            }
        }
        // A Gateway's policies have to do with all of its routes.
        guard !index.references(of: id).contains(where: { $0.role == .target && !Self.kinds.contains($0.kind) }), asked.count <= most else { return nil }
        for object in asked {
            world.formUnion(PolicyNeighbourhood(of: object, in: index).ids)
            guard world.count <= 4 * most else { return nil }
        }
    }
}
