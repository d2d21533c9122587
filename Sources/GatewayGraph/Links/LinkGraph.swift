import KubeModel

/// Everything that an object uses, to the end of the links, and everything that uses it, as points and lines.
public struct LinkGraph: Sendable {
    public struct Edge: Hashable, Sendable {
        public var from: GraphID
        public var to: GraphID
        public var role: ReferenceRule.Role
        /// `spec.parentRefs[0]`.
        public var path: String
        public var sectionName: String?
        /// Whether labels chose it, and not its name.
        public var isChosen: Bool
        /// What is wrong with the listener or rule that is meant: `no rule pay; did you mean pays?`.
        public var sectionFault: String?
    }

    public let root: GraphID
    /// Each once, the object itself first.
    public private(set) var objects: [LinkedObject] = []
    public private(set) var edges: [Edge] = []

    /// - Parameter index: Cost: follows what is found.
    public init(_ root: GraphID, _ index: ReferenceIndex) {
        self.root = root
        var known: Set<GraphID> = [root], drawn: Set<Edge> = [], sections = LinkSections(index)
        objects = [index.linked(root)]
        func walk(isUsers: Bool) {
            var next = [root], walked: Set<GraphID> = []
            while let id = next.popLast() {
                guard walked.insert(id).inserted else { continue }
                let found = isUsers ? Self.edges(to: id, index, &sections) : Self.edges(from: id, index, &sections)
                for edge in found {
                    let other = isUsers ? edge.from : edge.to
                    if known.insert(other).inserted { objects.append(index.linked(other)) }
                    if drawn.insert(edge).inserted { edges.append(edge) }
                    next.append(other)
                }
            }
        }
        walk(isUsers: false)
        walk(isUsers: true)
    }

    private static func edges(from id: GraphID, _ index: ReferenceIndex, _ sections: inout LinkSections) -> [Edge] {
        index.references(of: id).flatMap { reference in sections.members(of: reference, of: id).ids.map { edge(id, $0, reference, &sections) } }
    }

    private static func edges(to id: GraphID, _ index: ReferenceIndex, _ sections: inout LinkSections) -> [Edge] {
        index.users(of: id).flatMap { user in
            index.references(of: user).filter { index.leads($0, to: id) && sections.isMeant(id, by: $0, of: user) }.map { edge(user, id, $0, &sections) }
        }
    }

    private static func edge(_ from: GraphID, _ to: GraphID, _ reference: ObjectReference, _ sections: inout LinkSections) -> Edge {
        Edge(
            from: from, to: to, role: reference.role, path: reference.path, sectionName: reference.sectionName,
            isChosen: reference.choice != .named, sectionFault: sections.fault(of: reference, of: from))
    }

    // MARK: As text

    /// Objects by number, and who names whom by these numbers.
    public var document: JSONValue {
        let numbers = Dictionary(uniqueKeysWithValues: objects.enumerated().map { ($1.id, $0) })
        return [
            "root": 0, "objects": .array(objects.map(Self.document)),
            "links": .array(
                edges.map { edge in
                    var link: JSONValue = [
                        "from": .integer(numbers[edge.from] ?? 0), "to": .integer(numbers[edge.to] ?? 0), "role": .string(edge.role.rawValue),
                        "path": .string(edge.path),
                    ]
                    if let section = edge.sectionName { link["sectionName"] = .string(section) }
                    if let fault = edge.sectionFault { link["remark"] = .string(fault) }
                    if edge.isChosen { link["byLabels"] = true }
                    return link
                }),
        ]
    }

    private static func document(_ object: LinkedObject) -> JSONValue {
        var document: JSONValue = ["group": .string(object.id.group), "kind": .string(object.id.kind)]
        if let namespace = object.id.key.namespace { document["namespace"] = .string(namespace) }
        document["name"] = .string(object.id.key.name)
        switch object.presence {
        case .there: document["presence"] = "there"
        case .missing: document["presence"] = "missing"
        case .notServed: document["presence"] = "notInstalled"
        case .unknown: document["presence"] = "unknown"
        }
        if let health = object.health { document["health"] = .string(health.word) }
        if let remark = object.remark { document["remark"] = .string(remark) }
        return document
    }

    /// For Graphviz.
    public var dot: String {
        let numbers = Dictionary(uniqueKeysWithValues: objects.enumerated().map { ($1.id, $0) })
        func quoted(_ text: String) -> String { "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
        var lines = ["digraph links {", "  rankdir=LR;", "  node [shape=box];"]
        for (number, object) in objects.enumerated() {
            let style = object.isMissing ? ", color=red, fontcolor=red" : object.presence == .there ? "" : ", style=dashed"
            lines.append("  n\(number) [label=\(quoted("\(object.id.kind)\n\(object.id.key)").replacing("\n", with: "\\n"))\(style)];")
        }
        for edge in edges {
            let label = edge.role.rawValue + (edge.sectionName.map { " #\($0)" } ?? "")
            let style = (edge.isChosen ? ", style=dashed" : "") + (edge.sectionFault == nil ? "" : ", color=red, fontcolor=red")
            lines.append("  n\(numbers[edge.from] ?? 0) -> n\(numbers[edge.to] ?? 0) [label=\(quoted(label))\(style)];")
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }
}
