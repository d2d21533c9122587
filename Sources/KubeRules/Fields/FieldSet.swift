import KubeModel

/// A set of fields of an object, as `managedFields` keeps it: a tree of path elements, each of which may itself belong
/// to the set.
///
/// Elements are written as in FieldsV1: `f:spec`, `k:{"type":"Accepted"}`, `v:"x"`.
public struct FieldSet: Equatable, Sendable {
    public var isMember = false
    public var children: [String: FieldSet] = [:]

    public init(isMember: Bool = false, children: [String: FieldSet] = [:]) {
        self.isMember = isMember
        self.children = children
    }

    /// Whether nothing belongs to it.
    public var isEmpty: Bool { !isMember && children.values.allSatisfy(\.isEmpty) }

    public subscript(element: String) -> FieldSet { children[element] ?? FieldSet() }

    public mutating func insert(_ path: [String]) {
        guard let first = path.first else {
            isMember = true
            return
        }
        children[first, default: FieldSet()].insert(Array(path.dropFirst()))
    }

    public func contains(_ path: [String]) -> Bool { path.reduce(self) { $0[$1] }.isMember }

    public func union(_ other: FieldSet) -> FieldSet {
        FieldSet(
            isMember: isMember || other.isMember,
            children: children.merging(other.children) { $0.union($1) })
    }

    public func intersection(_ other: FieldSet) -> FieldSet {
        var result = FieldSet(isMember: isMember && other.isMember)
        for (element, child) in children {
            let common = child.intersection(other[element])
            if !common.isEmpty { result.children[element] = common }
        }
        return result
    }

    public func subtracting(_ other: FieldSet) -> FieldSet {
        var result = FieldSet(isMember: isMember && !other.isMember)
        for (element, child) in children {
            let rest = child.subtracting(other[element])
            if !rest.isEmpty { result.children[element] = rest }
        }
        return result
    }

    /// Without a branch, whatever there is below it.
    public func removing(_ path: [String]) -> FieldSet {
        guard let first = path.first, let child = children[first] else { return self }
        var result = self
        let rest = path.count == 1 ? FieldSet() : child.removing(Array(path.dropFirst()))
        result.children[first] = rest.isEmpty ? nil : rest
        return result
    }

    /// Every path that belongs to it, in the order of their elements.
    public var paths: [[String]] {
        var found: [[String]] = isMember ? [[]] : []
        for (element, child) in children.sorted(by: { $0.key < $1.key }) {
            found += child.paths.map { [element] + $0 }
        }
        return found
    }

    /// `.spec.rules[name="a"].port`, as conflicts name a field.
    public static func text(_ path: [String]) -> String {
        path.map { element in
            let content = String(element.dropFirst(2))
            guard !element.hasPrefix("f:") else { return ".\(content)" }
            // Made by this process or read as JSON before: what cannot be read is shown as it stands.
            guard element.hasPrefix("k:"), let keys = (try? JSONParser.parse(Array(content.utf8)))?.object else {
                return element.hasPrefix("v:") ? "[=\(content)]" : "[\(content)]"
            }
            return "[" + keys.map { "\($0)=\(JSONWriter.text($1))" }.joined(separator: ",") + "]"
        }.joined()
    }
}

extension FieldSet {
    /// Reads `fieldsV1`.
    public init(_ json: JSONValue) {
        for (element, child) in json.object ?? JSONObject() {
            guard element != "." else {
                isMember = true
                continue
            }
            var set = FieldSet(child)
            if child.object?.isEmpty ?? true { set.isMember = true }
            children[element] = set
        }
    }

    /// `fieldsV1`; an element without anything below it is a member.
    public var json: JSONValue {
        var object = JSONObject()
        if isMember, !children.isEmpty { object["."] = [:] }
        for (element, child) in children.sorted(by: { $0.key < $1.key }) where !child.isEmpty {
            object[element] = child.json
        }
        return .object(object)
    }
}
