import KubeModel

/// One object that another one names, there or not; or all that it chooses.
public struct ObjectReference: Hashable, Sendable {
    /// Which objects of the kind are meant.
    public enum Choice: Hashable, Sendable {
        /// The one of the key.
        case named
        /// Those in the namespace of the key that have all of these labels. Where none is asked for it is none.
        case labelled([Label])
        /// All in the namespace of the key.
        case every
    }

    public var role: ReferenceRule.Role
    /// Where it stands: `spec.rules[0].backendRefs[1]`.
    public var path: String
    public var group: String
    public var kind: String
    /// The namespace is that of the naming object where none is written; nil for kinds outside of namespaces, and where
    /// objects of all namespaces are chosen. Where objects are chosen the name is empty.
    public var key: ObjectKey
    /// The listener or rule that is meant; nil for the whole object.
    public var sectionName: String?
    public var choice = Choice.named

    /// The object, where its kind is one of kgateway or of the Gateway API; nil for every other kind, and where objects are chosen.
    public var id: ObjectID? {
        guard choice == .named else { return nil }
        let kinds = ResourceType.kgatewayKinds + ResourceType.gatewayAPIKinds
        return kinds.first { $0.group == group && $0.kind == kind }.map { ObjectID($0, key) }
    }

    /// What a row names, rule by rule and in the order of its lists. Cost: follows what there is.
    public static func all(in row: ResourceRow, _ type: ResourceType) -> [ObjectReference] {
        all(row.references, ofGroup: type.group, kind: type.kind, namespace: row.key.namespace)
    }

    static func all(
        _ references: RowReferences, ofGroup group: String, kind: String, namespace: String?, _ scope: ReferenceScope = ReferenceScope()
    ) -> [ObjectReference] {
        guard !references.isEmpty else { return [] }
        let rules = ReferenceRule.rules(ofGroup: group, kind: kind)
        return references.all.compactMap { reference in
            rules.indices.contains(reference.path) ? ObjectReference(reference, rules[reference.path], in: namespace, scope) : nil
        }
    }

    /// All objects of a kind with some labels, named by nobody.
    init(choosing group: String, _ kind: String, labelled labels: [Label], in namespace: String?) {
        (role, path) = (.backend, "")
        (self.group, self.kind) = (group, kind)
        key = ObjectKey(namespace: namespace, name: "")
        choice = .labelled(labels)
    }

    /// - Parameter home: The namespace of the naming object.
    /// - Returns: nil for what names nothing after all.
    init?(_ written: RowReference, _ rule: ReferenceRule, in home: String?, _ scope: ReferenceScope) {
        role = rule.role
        path = rule.path.text(at: written.indices)
        (group, kind, sectionName) = (written.group, written.kind, written.sectionName)
        key = ObjectKey(namespace: written.namespace ?? home, name: written.name)
        if let labels = written.labels {
            choice = .labelled(labels)
            if rule.role == .target, scope.reachesEverywhere(rule, from: home) { key.namespace = nil }
        }
        if GraphID.isClusterWide(group, kind) { key.namespace = nil }
        if rule.role == .backend { delegate(scope) }
        guard choice != .named || !key.name.isEmpty else { return nil }
    }

    /// What leads to routes instead of backends chooses them: all of a namespace, or those with the label that is named.
    private mutating func delegate(_ scope: ReferenceScope) {
        if group == ResourceType.gatewayAPIGroup, kind == ResourceType.httpRoute.kind, key.name == "*" || key.name.isEmpty {
            choice = .every
        } else if group == Self.delegationGroup, kind == "label", !key.name.isEmpty {
            choice = .labelled([Label("\(Self.delegationGroup)/label", key.name)])
            (group, kind) = (ResourceType.gatewayAPIGroup, ResourceType.httpRoute.kind)
            if key.namespace == scope.wildcardNamespace { key.namespace = nil }
        } else {
            return
        }
        key.name = ""
    }

    /// Whether an object of its kind and namespace is chosen by its labels.
    func chooses(_ row: ResourceRow) -> Bool {
        Work.count(.visit)
        switch choice {
        case .named: return false
        case .every: return true
        case .labelled(let labels): return !labels.isEmpty && labels.allSatisfy { row.label($0.name) == $0.value }
        }
    }

    private static let delegationGroup = "delegation.kgateway.dev"
}
