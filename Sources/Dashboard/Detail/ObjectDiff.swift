import KubeModel
import KubeRules

/// The differences of two objects, field by field.
///
/// Lists whose elements all have a name of their own (`name`, or `type` for conditions) are compared by it, others by
/// position.
public struct ObjectDiff: Equatable, Sendable {
    public struct Change: Equatable, Sendable {
        /// `spec.listeners[http].port`.
        public var path: String
        /// nil: the field was added.
        public var from: JSONValue?
        /// nil: the field was removed.
        public var to: JSONValue?

        /// `spec.timeouts.request: "30s" → "5s"`.
        public var line: String {
            let name = SafeText.spelled(path)
            return switch (from, to) {
            case (let from?, let to?): "\(name): \(ObjectDiff.short(from)) → \(ObjectDiff.short(to))"
            case (nil, let to?): "\(name): added \(ObjectDiff.short(to))"
            case (let from?, nil): "\(name): removed, was \(ObjectDiff.short(from))"
            case (nil, nil): name
            }
        }
    }

    /// In the order of the first object, additions after it.
    public private(set) var changes: [Change] = []

    /// Fields that the server writes by itself: changes of these are nobody's edit.
    public static let writtenByServer: Set<String> = [
        "status", "metadata.managedFields", "metadata.resourceVersion", "metadata.generation",
    ]

    /// - Parameter ignored: Paths that are not compared, with everything below them.
    public init(from old: JSONValue, to new: JSONValue, ignoring ignored: Set<String> = []) {
        compare(old, new, path: "", ignored: ignored)
    }

    init(_ changes: [Change]) { self.changes = changes }

    public var isEmpty: Bool { changes.isEmpty }
    public var lines: [String] { changes.map(\.line) }

    /// A value in one line of at most 60 characters, as JSON.
    public static func short(_ value: JSONValue) -> String {
        let text = SafeText.spelled(JSONWriter.text(value))
        return text.count <= 60 ? text : text.prefix(59) + "…"
    }

    private mutating func compare(_ old: JSONValue?, _ new: JSONValue?, path: String, ignored: Set<String>) {
        guard old != new, !ignored.contains(path) else { return }
        switch (old, new) {
        case (.object(let old)?, .object(let new)?):
            for key in old.keys + new.keys.filter({ old[$0] == nil }) {
                compare(old[key], new[key], path: path.isEmpty ? key : "\(path).\(key)", ignored: ignored)
            }
        case (.array(let old)?, .array(let new)?): compare(old, new, path: path, ignored: ignored)
        // A server writes numbers in its own way.
        case (.number(let left)?, .number(let right)?) where DecimalText.isSame(left, right): return
        default: changes.append(Change(path: path, from: old, to: new))
        }
    }

    private mutating func compare(_ old: [JSONValue], _ new: [JSONValue], path: String, ignored: Set<String>) {
        guard let key = Self.identity(old, new), let oldNames = Self.names(old, key),
            let newNames = Self.names(new, key)
        else {
            for index in 0..<max(old.count, new.count) {
                compare(
                    index < old.count ? old[index] : nil, index < new.count ? new[index] : nil,
                    path: "\(path)[\(index)]",
                    ignored: ignored)
            }
            return
        }
        let before = JSONObject(zip(oldNames, old))
        let after = JSONObject(zip(newNames, new))
        for name in oldNames + newNames.filter({ before[$0] == nil }) {
            compare(before[name], after[name], path: "\(path)[\(name)]", ignored: ignored)
        }
        let oldOrder = oldNames.filter { after[$0] != nil }
        let newOrder = newNames.filter { before[$0] != nil }
        guard oldOrder != newOrder else { return }
        changes.append(
            Change(
                path: "\(path) (order)", from: .array(oldOrder.map { .string($0) }),
                to: .array(newOrder.map { .string($0) })))
    }

    private static func identity(_ old: [JSONValue], _ new: [JSONValue]) -> String? {
        ["name", "type"].first { names(old, $0) != nil && names(new, $0) != nil }
    }

    /// The names of all elements; nil unless each has one and no two are equal.
    static func names(_ elements: [JSONValue], _ key: String) -> [String]? {
        let names = elements.compactMap { $0[key]?.string }
        return names.count == elements.count && Set(names).count == names.count ? names : nil
    }
}
