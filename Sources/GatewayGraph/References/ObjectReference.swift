import KubeModel

/// One object that another one names, there or not.
public struct ObjectReference: Hashable, Sendable {
    public var role: ReferenceRule.Role
    /// Where it stands: `spec.rules[0].backendRefs[1]`.
    public var path: String
    public var group: String
    public var kind: String
    /// The namespace is that of the naming object where none is written; nil for kinds outside of namespaces.
    public var key: ObjectKey
    /// The listener or rule that is meant; nil for the whole object.
    public var sectionName: String?

    /// The object, where its kind is one of kgateway or of the Gateway API; nil for every other kind.
    public var id: ObjectID? {
        let kinds = ResourceType.kgatewayKinds + ResourceType.gatewayAPIKinds
        return kinds.first { $0.group == group && $0.kind == kind }.map { ObjectID($0, key) }
    }

    /// Everything that an object names, rule by rule and in the order of its lists. Cost: a walk along the paths of its kind.
    public static func all(in object: JSONValue, _ type: ResourceType) -> [ObjectReference] {
        ReferenceRule.rules(of: type).flatMap { rule in
            places(rule.steps[...], in: object, "").compactMap { reference($0.value, rule, at: $0.path, in: object) }
        }
    }

    private static func places(
        _ steps: ArraySlice<ReferenceRule.Step>, in value: JSONValue, _ path: String
    ) -> [(path: String, value: JSONValue)] {
        guard let step = steps.first else { return [(path, value)] }
        guard let member = value[step.name] else { return [] }
        let place = path.isEmpty ? step.name : "\(path).\(step.name)"
        let rest = steps.dropFirst()
        guard step.isList else { return places(rest, in: member, place) }
        return (member.array ?? []).enumerated().flatMap { places(rest, in: $1, "\(place)[\($0)]") }
    }

    /// nil for what names nothing.
    private static func reference(
        _ value: JSONValue, _ rule: ReferenceRule, at path: String, in object: JSONValue
    ) -> ObjectReference? {
        func text(_ field: String) -> String? { value[field]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        let group: String
        let kind: String
        var name = text("name")
        switch rule.naming {
        case .always(let fixedGroup, let fixedKind): (group, kind) = (fixedGroup, fixedKind)
        case .name(let fixedGroup, let fixedKind):
            (group, kind) = (fixedGroup, fixedKind)
            name = value.string
        case .said(let otherGroup, let otherKind):
            kind = text("kind") ?? otherKind
            // An empty group that is written is that of Services; one that is left out is that of the field.
            group = value["group"]?.string ?? otherGroup
        }
        guard let name, !name.isEmpty, !kind.isEmpty else { return nil }
        let isClusterWide = kind == "GatewayClass"
        let namespace = text("namespace") ?? object[path: ["metadata", "namespace"]]?.string
        return ObjectReference(
            role: rule.role, path: path, group: group, kind: kind,
            key: ObjectKey(namespace: isClusterWide ? nil : namespace, name: name), sectionName: text("sectionName"))
    }
}
