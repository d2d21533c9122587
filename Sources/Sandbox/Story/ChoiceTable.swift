import APIServer
import GatewayGraph
import KubeModel

/// Who chooses whom by labels: policies their targets, routes those that they delegate to. A question costs what it finds, and the labels of what it is about.
struct ChoiceTable {
    /// One label, or nil for all objects, of a kind in a namespace, or in any.
    private struct Place: Hashable {
        var type: ResourceType
        var namespace: String?
        var label: Label?
    }

    private struct Choice {
        var place: Place
        /// All that are asked for; empty: every object.
        var labels: [Label]
    }

    /// The kinds that anything is chosen of.
    static let types: Set<ResourceType> = Set(PolicyVerdicts.routeTypes).union([.gateway, .trialListenerSet, .listenerSet])

    private var labels: [ObjectID: [Label]] = [:]
    private var objects: [Place: Set<ObjectID>] = [:]
    private var choices: [ObjectID: [Choice]] = [:]
    private var choosing: [Place: Set<ObjectID>] = [:]

    /// - Parameter references: All that the object names or chooses.
    mutating func learn(_ id: ObjectID, labels own: [Label], _ references: [ObjectReference]) {
        forget(id)
        if Self.types.contains(id.type) {
            labels[id] = own
            for place in Self.places(id, own) { objects[place, default: []].insert(id) }
        }
        let found = references.compactMap(Self.choice)
        guard !found.isEmpty else { return }
        choices[id] = found
        for choice in found { choosing[choice.place, default: []].insert(id) }
    }

    mutating func forget(_ id: ObjectID) {
        if let own = labels.removeValue(forKey: id) { for place in Self.places(id, own) { objects[place]?.remove(id) } }
        for choice in choices.removeValue(forKey: id) ?? [] { choosing[choice.place]?.remove(id) }
    }

    func chosen(by id: ObjectID) -> Set<ObjectID> {
        (choices[id] ?? []).reduce(into: []) { found, choice in
            found.formUnion((objects[choice.place] ?? []).filter { $0 != id && has($0, choice.labels) })
        }
    }

    func choosers(of id: ObjectID) -> Set<ObjectID> {
        guard let own = labels[id] else { return [] }
        let places = Self.places(id, own)
        return Set(places.flatMap { choosing[$0] ?? [] }).filter { chooser in
            chooser != id && (choices[chooser] ?? []).contains { places.contains($0.place) && has(id, $0.labels) }
        }
    }

    private func has(_ id: ObjectID, _ wanted: [Label]) -> Bool {
        let own = labels[id] ?? []
        return wanted.allSatisfy(own.contains)
    }

    private static func places(_ id: ObjectID, _ labels: [Label]) -> Set<Place> {
        let all: [Label?] = labels + [nil]
        return Set(all.flatMap { [Place(type: id.type, namespace: id.key.namespace, label: $0), Place(type: id.type, namespace: nil, label: $0)] })
    }

    private static func choice(_ reference: ObjectReference) -> Choice? {
        guard let type = types.first(where: { $0.group == reference.group && $0.kind == reference.kind }) else { return nil }
        switch reference.choice {
        case .named: return nil
        case .every: return Choice(place: Place(type: type, namespace: reference.key.namespace, label: nil), labels: [])
        case .labelled(let labels):
            // A selector without labels chooses nothing.
            guard let first = labels.first else { return nil }
            return Choice(place: Place(type: type, namespace: reference.key.namespace, label: first), labels: labels)
        }
    }
}
