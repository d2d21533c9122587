import KubeModel

extension ReferenceIndex {
    /// The names that were probably meant by one that leads nowhere: the one of the same namespace that is written most like it, and the same name in the
    /// first of the other namespaces. Cost: follows the kind.
    func near(_ id: GraphID) -> [ObjectKey] {
        let most = max(1, id.key.name.utf8.count / 3), word = WordPattern(id.key.name)
        var here: (distance: Int, key: ObjectKey)?, elsewhere: ObjectKey?
        for row in rows(ofGroup: id.group, kind: id.kind) where row.key != id.key {
            let key = row.key
            guard key.namespace == id.key.namespace else {
                if key.name == id.key.name, elsewhere.map({ key < $0 }) ?? true { elsewhere = key }
                continue
            }
            guard abs(key.name.utf8.count - id.key.name.utf8.count) <= most else { continue }
            let distance = word?.distance(to: key.name) ?? WordDistance.between(id.key.name, key.name)
            if distance <= most, here.map({ (distance, key) < ($0.distance, $0.key) }) ?? true { here = (distance, key) }
        }
        return [elsewhere, here?.key].compactMap { $0 }
    }

    /// Who names something that is not there, and may be told that an object was meant. Cost: follows the kind.
    func usersOfNames(near id: GraphID) -> [GraphID] {
        let word = WordPattern(id.key.name)
        return absent(ofGroup: id.group, kind: id.kind).filter { key in
            if key.name == id.key.name { return true }
            guard key.namespace == id.key.namespace else { return false }
            return (word?.distance(to: key.name) ?? WordDistance.between(key.name, id.key.name)) <= max(1, key.name.utf8.count / 3)
        }.flatMap { users(of: GraphID(group: id.group, kind: id.kind, key: $0)) }
    }

    /// The one of them that is nearest.
    public func nearest(to id: GraphID) -> ObjectKey? { near(id).first }

    /// Who is behind a Service. Cost: follows these.
    func endpointSlices(of service: GraphID) -> [GraphID] {
        let type = ResourceType.endpointSlice
        return targets(
            of: ObjectReference(
                choosing: type.group, type.kind, labelled: [Label("kubernetes.io/service-name", service.key.name)], in: service.key.namespace))
    }
}
