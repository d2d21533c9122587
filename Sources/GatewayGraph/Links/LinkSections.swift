import KubeModel

/// The parts of objects that links mean by name: listeners, rules of routes, ports. An object is looked into when a link first means a part of it.
struct LinkSections {
    private struct Parts {
        /// What one is called.
        var word: String
        var names: [String]
    }

    private let index: ReferenceIndex
    /// nil in it: nobody can say.
    private var known: [GraphID: Parts?] = [:]

    init(_ index: ReferenceIndex) { self.index = index }

    /// What is wrong with the part that is meant of an object that is named, or with a route that one delegates to; nil where it is there and takes
    /// part, and where nobody can say.
    mutating func fault(of reference: ObjectReference, of user: GraphID) -> String? {
        guard reference.choice == .named else { return nil }
        let id = GraphID(group: reference.group, kind: reference.kind, key: reference.key)
        guard let section = reference.sectionName else { return reference.role == .backend ? refusal(of: id, below: user) : nil }
        return parts(of: id).flatMap { Self.fault(section, in: [$0]) }
    }

    /// The objects that are meant: of those that labels choose the ones that have the part. Where none has it, but some have the labels, it is said.
    mutating func members(of reference: ObjectReference, of user: GraphID) -> (ids: [GraphID], fault: String?) {
        let found = index.targets(of: reference)
        guard reference.choice != .named else { return (found, nil) }
        let ids = found.filter { isMeant($0, by: reference, of: user) }
        return (ids, ids.isEmpty ? reference.sectionName.flatMap { Self.fault($0, in: found.compactMap { parts(of: $0) }) } : nil)
    }

    /// Whether an object that a reference leads to has the part as well, and takes part; one that is named is meant in any case.
    mutating func isMeant(_ id: GraphID, by reference: ObjectReference, of user: GraphID) -> Bool {
        guard reference.choice != .named else { return true }
        if reference.role == .backend, !takesPart(id, below: user, reference) { return false }
        guard let section = reference.sectionName else { return true }
        return parts(of: id)?.names.contains(section) ?? true
    }

    /// Whether a route is one of those that another delegates to (R16): all of a namespace are all others.
    private func takesPart(_ id: GraphID, below user: GraphID, _ reference: ObjectReference) -> Bool {
        reference.choice == .every && id == user ? false : refusal(of: id, below: user) == nil
    }

    /// Why a route takes no part in the delegation of another (R16a, R16b); nil where it does, and for what is no route.
    private func refusal(of id: GraphID, below user: GraphID) -> String? {
        guard id.group == ResourceType.gatewayAPIGroup, id.kind == ResourceType.httpRoute.kind, user.kind == id.kind, let row = index[id] else { return nil }
        let parents = index.references(of: id).filter { $0.role == .parent }
        if !parents.isEmpty, !parents.contains(where: { index.leads($0, to: user) }) { return "takes no part: its parentRefs name others" }
        let hasHostnames = row.raw[path: "spec", "hostnames"]?.elements.isEmpty == false
        return hasHostnames ? "takes no part: it has hostnames" : nil
    }

    private static func fault(_ section: String, in parts: [Parts]) -> String? {
        guard let word = parts.first?.word, !parts.contains(where: { $0.names.contains(section) }) else { return nil }
        return "no \(word) \(section)\(NearestName.hint(section, among: parts.lazy.flatMap(\.names)))"
    }

    private mutating func parts(of id: GraphID) -> Parts? {
        if let known = known[id] { return known }
        let found = index[id].flatMap { Self.parts(of: $0, id) }
        known[id] = .some(found)
        return found
    }

    private static func parts(of row: ResourceRow, _ id: GraphID) -> Parts? {
        let word: String, list: String
        switch id.kind {
        case "Gateway", "ListenerSet", "XListenerSet": (word, list) = ("listener", "listeners")
        case "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute": (word, list) = ("rule", "rules")
        case "Service" where id.group.isEmpty: (word, list) = ("port", "ports")
        default: return nil
        }
        return Parts(word: word, names: row.raw[path: "spec", list]?.elements.compactMap { $0["name"]?.string } ?? [])
    }
}
