import KubeModel

extension ObjectReference {
    /// Everything that an object names, rule by rule and in the order of its lists. Cost: a walk along the paths of its kind.
    ///
    /// For objects that are trees already; rows have theirs from the scan.
    public static func all(in object: JSONValue, _ type: ResourceType, _ scope: ReferenceScope = ReferenceScope()) -> [ObjectReference] {
        let home = object[path: ["metadata", "namespace"]]?.string
        return ReferenceRule.rules(of: type).enumerated().flatMap { number, rule in
            places(rule.path.steps[...], in: object, []).compactMap { place in
                written(place.value, number, place.indices, rule.path.naming).flatMap { ObjectReference($0, rule, in: home, scope) }
            }
        }
    }

    private static func places(
        _ steps: ArraySlice<ReferencePath.Step>, in value: JSONValue, _ indices: [Int]
    ) -> [(indices: [Int], value: JSONValue)] {
        guard let step = steps.first else { return [(indices, value)] }
        guard let member = value[step.name] else { return [] }
        let rest = steps.dropFirst()
        guard step.isList else { return places(rest, in: member, indices) }
        return (member.array ?? []).enumerated().flatMap { places(rest, in: $1, indices + [$0]) }
    }

    /// nil for what names nothing.
    private static func written(
        _ value: JSONValue, _ path: Int, _ indices: [Int], _ naming: ReferenceRule.Naming
    ) -> RowReference? {
        func text(_ field: String) -> String? { value[field]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        var (group, kind) = naming.usual
        var name = text("name"), labels: [Label]?
        switch naming {
        case .always: break
        case .name: name = value.string.flatMap { $0.isEmpty ? nil : $0 }
        case .said, .saidOrAll:
            kind = text("kind") ?? kind
            // An empty group that is written is that of Services; one that is left out is that of the field.
            group = value["group"]?.string ?? group
            guard !kind.isEmpty else { return nil }
        }
        if name == nil, value["matchExpressions"]?.array?.isEmpty ?? true {
            labels = value["matchLabels"]?.object?.compactMap { name, value in value.string.map { Label(name, $0) } }.sorted()
        }
        var takesAll = false
        if case .saidOrAll = naming { takesAll = true }
        guard name != nil || labels != nil || takesAll else { return nil }
        return RowReference(
            path: path, indices: indices, group: group, kind: kind, namespace: text("namespace"), name: name ?? "",
            sectionName: text("sectionName"), labels: labels)
    }
}
