import KubeModel

/// Whose findings may be others when some objects are, and what they are found in.
///
/// Cost: follows what these have to do with, and the numbers of Gateways, sets of listeners, namespaces and grants.
struct FindingNeighbours {
    private(set) var asked: Set<GraphID> = []
    private(set) var world: Set<GraphID> = []
    /// Whether more than this may be another.
    private(set) var isPart = false

    private static let kinds: Set<String> = ["HTTPRoute", "GRPCRoute", "TrafficPolicy"]

    /// - Parameter most: So many objects that one has to do with, and four times as many to find it in.
    init(of ids: some Sequence<GraphID>, in index: ReferenceIndex, most: Int) {
        for id in ids {
            if let near = Self.near(id, in: index, most: most) { asked.formUnion(near) } else { isPart = true }
        }
        guard !asked.isEmpty else { return }
        if asked.count <= 4 * most { world = PolicyNeighbourhood(of: asked.sorted(), in: index).ids }
        if world.isEmpty || world.count > 4 * most { (asked, world, isPart) = ([], [], true) }
    }

    /// nil where there are more, and for kinds that everything may depend on.
    private static func near(_ id: GraphID, in index: ReferenceIndex, most: Int) -> Set<GraphID>? {
        guard kinds.contains(id.kind) else { return nil }
        // A Gateway's policies have to do with all of its routes.
        let references = index.references(of: id)
        guard !references.contains(where: { $0.role == .target && !kinds.contains($0.kind) }) else { return nil }
        var near: Set<GraphID> = [id]
        near.formUnion(index.users(of: id, ofKinds: kinds))
        for reference in references where kinds.contains(reference.kind) {
            for target in index.targets(of: reference) {
                near.insert(target)
                near.formUnion(index.users(of: target, ofKinds: kinds))
                guard near.count <= most else { return nil }
            }
        }
        return near.count <= most ? near : nil
    }
}
