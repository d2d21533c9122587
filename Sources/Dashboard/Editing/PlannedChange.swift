import KubeModel
import KubeRules

/// A field that a write would change, with what there is to know of it.
public struct PlannedChange: Equatable, Sendable {
    public var change: ObjectDiff.Change
    /// Whether the server makes it, and not the person: a default, or what a webhook adds.
    public var isServers = false
    /// Others who keep the field, by the names of their managers.
    public var owners: [String] = []

    /// How a manager of this program's own is called.
    private static let own = "gatehouse"

    /// The changes of an object, in the order of its fields; what the server writes by itself is left out.
    static func changes(of record: ChangeRecord, rehearsed: JSONValue?) -> [PlannedChange] {
        let before = record.before.map(EditablePart.of), after = record.after.map(EditablePart.of)
        guard let after else { return [] }
        let stored = rehearsed.map(EditablePart.of) ?? after
        let servers = Set(ObjectDiff(from: after, to: stored).expanded.map(\.path))
        let diff = before.map { ObjectDiff.masked(from: $0, to: stored) } ?? ObjectDiff.masked(from: [:], to: stored)
        let managers = record.before?[path: ["metadata", "managedFields"]]?.array ?? []
        return diff.expanded.map { change in
            var owners: [String] = []
            // What is only added to belongs to nobody else yet.
            if change.from != nil { owners = Self.owners(of: change.path, in: managers) }
            return PlannedChange(change: change, isServers: servers.contains(change.path), owners: owners)
        }
    }

    /// Who keeps a field or what is below it, each once.
    private static func owners(of path: String, in managers: [JSONValue]) -> [String] {
        var found: [String] = []
        for entry in managers where entry["subresource"]?.string ?? "" == "" {
            guard let name = entry["manager"]?.string, name != own, !found.contains(name), let fields = entry["fieldsV1"] else { continue }
            if keeps(path, fields) { found.append(name) }
        }
        return found
    }

    private static func keeps(_ path: String, _ fields: JSONValue) -> Bool {
        var here = fields
        // A dot within a name (labels) parts it: nobody is told by it then.
        for step in path.split(separator: ".") {
            guard let next = here["f:\(step.prefix { $0 != "[" })"] else { return false }
            here = next
            // A list is taken as a whole, whoever keeps which of its elements.
            if step.hasSuffix("]") || here.object?.isEmpty ?? true { return true }
        }
        return true
    }
}

extension ObjectDiff {
    /// The same with what is added or taken away as a whole told field by field.
    var expanded: [Change] { changes.flatMap { Self.expand($0) } }

    /// So many fields of one object are told one by one.
    private static let most = 200

    private static func expand(_ change: Change) -> [Change] {
        var found: [Change] = []
        func walk(_ value: JSONValue, _ path: String, _ make: (String, JSONValue) -> Change) {
            guard found.count < most, let members = value.object, !members.isEmpty else { return found.append(make(path, value)) }
            for (name, member) in members { walk(member, path.isEmpty ? name : "\(path).\(name)", make) }
        }
        switch (change.from, change.to) {
        case (nil, let to?): walk(to, change.path) { Change(path: $0, from: nil, to: $1) }
        case (let from?, nil): walk(from, change.path) { Change(path: $0, from: $1, to: nil) }
        case (_?, _?), (nil, nil): return [change]
        }
        return found
    }
}
