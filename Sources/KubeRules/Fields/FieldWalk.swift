import KubeModel

/// Which fields a value has, which differ between two, and what two come to together: the rules of server-side apply.
public enum FieldWalk {
    /// The fields that a configuration names.
    public static func fields(of value: JSONValue, _ shape: FieldShape) -> FieldSet {
        var set = FieldSet()
        collect(value, shape, [], &set)
        return set
    }

    private static func collect(_ value: JSONValue, _ shape: FieldShape, _ path: [String], _ set: inout FieldSet) {
        switch shape.resolved(for: value) {
        case .object(let members) where !members.isAtomic && value.object != nil:
            for (name, member) in value.object ?? JSONObject() {
                let child = path + ["f:\(name)"]
                collect(member, members.shape(of: name) ?? .untyped, child, &set)
                let isEmpty = member.isNull || member.object?.isEmpty == true
                if isEmpty || members.fields[name] == nil { set.insert(child) }
            }
        case .list(let kind, let shape) where kind != .atomic && value.array != nil:
            for item in value.array ?? [] {
                guard let element = FieldShape.element(item, kind) else { continue }
                if kind != .set { collect(item, shape, path + [element], &set) }
                set.insert(path + [element])
            }
        default: set.insert(path)
        }
    }

    public struct Comparison {
        public var added = FieldSet()
        public var removed = FieldSet()
        public var modified = FieldSet()

        public var isSame: Bool { added.isEmpty && removed.isEmpty && modified.isEmpty }
    }

    public static func compare(_ old: JSONValue, _ new: JSONValue, _ shape: FieldShape) -> Comparison {
        var comparison = Comparison()
        compare(old, new, shape, [], &comparison)
        return comparison
    }

    private static func compare(
        _ old: JSONValue?, _ new: JSONValue?, _ shape: FieldShape, _ path: [String], _ result: inout Comparison
    ) {
        let resolved = shape.resolved(for: new ?? old)
        switch resolved {
        case .object(let members) where !members.isAtomic && !isLeaf(old, new, \.object):
            let before = old?.object ?? JSONObject()
            let after = new?.object ?? JSONObject()
            for name in before.keys + after.keys.filter({ before[$0] == nil }) {
                compare(
                    before[name], after[name], members.shape(of: name) ?? .untyped, path + ["f:\(name)"], &result)
            }
        case .list(let kind, let shape) where kind != .atomic && !isLeaf(old, new, \.array):
            let before = index(old, kind)
            let after = index(new, kind)
            for element in before.keys + after.keys.filter({ before[$0] == nil }) {
                compare(before[element], after[element], shape, path + [element], &result)
            }
        default:
            if let old, let new, old != new {
                result.modified.insert(path)
                if old.typeName != new.typeName { replace(old, new, shape, path, &result) }
            }
        }
        if old == nil, new != nil { result.added.insert(path) }
        if old != nil, new == nil { result.removed.insert(path) }
    }

    /// A value of one kind in the place of another: everything below the old one goes, everything below the new one comes.
    private static func replace(
        _ old: JSONValue, _ new: JSONValue, _ shape: FieldShape, _ path: [String], _ result: inout Comparison
    ) {
        var parts = Comparison()
        compare(old, nil, shape.resolved(for: old), path, &parts)
        compare(nil, new, shape.resolved(for: new), path, &parts)
        var own = FieldSet()
        own.insert(path)
        result.removed = result.removed.union(parts.removed.subtracting(own))
        result.added = result.added.union(parts.added.subtracting(own))
    }

    /// Whether two values are compared as a whole: because one of them is of another kind, or both are empty.
    private static func isLeaf<Content: Collects>(
        _ old: JSONValue?, _ new: JSONValue?, _ content: (JSONValue) -> Content?
    ) -> Bool {
        let contents = [old, new].compactMap { $0 }.map(content)
        return contents.contains { $0 == nil } || contents.allSatisfy { $0?.isEmpty ?? true }
    }

    private static func index(_ list: JSONValue?, _ kind: FieldShape.ListKind) -> JSONObject {
        JSONObject((list?.array ?? []).compactMap { item in FieldShape.element(item, kind).map { ($0, item) } })
    }

    /// A configuration laid over an object.
    public static func merge(_ live: JSONValue?, _ applied: JSONValue, _ shape: FieldShape) -> JSONValue {
        guard let live else { return applied }
        switch shape.resolved(for: applied) {
        case .object(let members) where !members.isAtomic:
            guard let new = applied.object, var result = live.object else { return applied }
            for (name, value) in new {
                result[name] = merge(result[name], value, members.shape(of: name) ?? .untyped)
            }
            return .object(result)
        case .list(let kind, let shape) where kind != .atomic:
            guard applied.array != nil, live.array != nil else { return applied }
            return .array(
                lists(index(live, kind), index(applied, kind)) { old, new in
                    kind == .set ? new : merge(old, new, shape)
                })
        default: return applied
        }
    }

    /// Two lists in one: the elements of the new one in its order, and between them those that only the old one has, each
    /// as near as can be to where it stood.
    private static func lists(
        _ old: JSONObject, _ new: JSONObject, merging merge: (JSONValue?, JSONValue) -> JSONValue
    ) -> [JSONValue] {
        var result: [JSONValue] = []
        var shared = new.keys.filter { old[$0] != nil }[...]
        var left = 0
        var right = 0
        func takeNew() {
            let element = new.keys[right]
            result.append(merge(old[element], new.values[right]))
            if shared.first == element { shared.removeFirst() }
            right += 1
        }
        while left < old.count || right < new.count {
            guard left < old.count else {
                takeNew()
                continue
            }
            let element = old.keys[left]
            if new[element] == nil {
                result.append(old.values[left])
                left += 1
            } else if right < new.count, new.keys[right] == element {
                takeNew()
                left += 1
            } else if shared.first != element {
                // It comes with the new list, earlier or later.
                left += 1
            } else {
                takeNew()
            }
        }
        return result
    }

    /// The object without the fields of a set.
    ///
    /// - Parameter keeps: Fields that stay, with everything that leads to them.
    public static func remove(
        _ fields: FieldSet, keeping keeps: FieldSet, from value: JSONValue, _ shape: FieldShape
    ) -> JSONValue? {
        // Whoever owns only a part of an element or an entry does not own that it is there.
        if fields.isMember, !keeps.isMember { return nil }
        switch shape.resolved(for: value) {
        case .object(let members) where !members.isAtomic:
            guard let object = value.object else { return value }
            let rest = object.compactMapValues { name, member in
                guard let gone = fields.children["f:\(name)"] else { return member }
                // A field that the schema names goes with the last thing in it that anybody owned, defaults and all.
                if members.fields[name] != nil, keeps["f:\(name)"].isEmpty, !gone.isEmpty { return nil }
                var keeps = keeps["f:\(name)"]
                if members.fields[name] != nil { keeps.isMember = true }
                return remove(gone, keeping: keeps, from: member, members.shape(of: name) ?? .untyped)
            }
            return rest.isEmpty && !object.isEmpty && keeps.isEmpty ? nil : .object(rest)
        case .list(let kind, let shape) where kind != .atomic:
            guard let items = value.array else { return value }
            let rest = items.compactMap { item -> JSONValue? in
                guard let element = FieldShape.element(item, kind), let gone = fields.children[element] else {
                    return item
                }
                var keeps = keeps[element]
                if case .map(let keys, _) = kind, !keeps.isEmpty {
                    // An element that stays is still told apart by its keys.
                    for key in keys { keeps.insert(["f:\(key)"]) }
                }
                return remove(gone, keeping: keeps, from: item, shape)
            }
            return rest.isEmpty && !items.isEmpty && keeps.isEmpty ? nil : .array(rest)
        default: return value
        }
    }

    /// The first field that a schema does not know: `.spec.x`.
    public static func unknown(_ value: JSONValue, _ shape: FieldShape, _ path: [String] = []) -> String? {
        switch shape.resolved(for: value) {
        case .object(let members):
            for (name, member) in value.object ?? JSONObject() {
                let child = path + ["f:\(name)"]
                guard let shape = members.shape(of: name) else { return FieldSet.text(child) }
                if let found = unknown(member, shape, child) { return found }
            }
        case .list(let kind, let shape):
            for (index, item) in (value.array ?? []).enumerated() {
                let element = FieldShape.element(item, kind) ?? "i:\(index)"
                if let found = unknown(item, shape, path + [element]) { return found }
            }
        default: break
        }
        return nil
    }
}

/// What can be empty.
public protocol Collects { var isEmpty: Bool { get } }
extension JSONObject: Collects {}
extension Array: Collects where Element == JSONValue {}
