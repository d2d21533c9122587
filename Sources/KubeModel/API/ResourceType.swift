/// One kind of resource as an API server names it: group, version, plural, kind, scope.
///
/// A reference in memory: keys of hundreds of thousands of objects hold one.
public struct ResourceType: Sendable {
    private final class Names: Sendable {
        let group, version, plural, kind: String
        let isNamespaced: Bool

        init(_ group: String, _ version: String, _ plural: String, _ kind: String, _ isNamespaced: Bool) {
            (self.group, self.version, self.plural, self.kind) = (group, version, plural, kind)
            self.isNamespaced = isNamespaced
        }
    }

    private var names: Names

    public init(group: String, version: String, plural: String, kind: String, isNamespaced: Bool = true) {
        names = Names(group, version, plural, kind, isNamespaced)
    }

    /// Empty for the core group.
    public var group: String { names.group }
    public var version: String {
        get { names.version }
        set { names = Names(group, newValue, plural, kind, isNamespaced) }
    }
    /// The plural as it stands in paths: `trafficpolicies`.
    public var plural: String { names.plural }
    public var kind: String { names.kind }
    public var isNamespaced: Bool { names.isNamespaced }

    public var singular: String { kind.lowercased() }
    public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
    /// `widgets.example.com`, as messages of the API server name it.
    public var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }
    public var rootPath: String { group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)" }

    /// The path of the collection: of one namespace, or cluster-wide where `namespace` is nil.
    public func collectionPath(namespace: String?) -> String {
        guard isNamespaced, let namespace else { return "\(rootPath)/\(plural)" }
        return "\(rootPath)/namespaces/\(PathSegment.escape(namespace))/\(plural)"
    }

    public func objectPath(_ key: ObjectKey, subresource: String? = nil) -> String {
        let path = "\(collectionPath(namespace: key.namespace))/\(PathSegment.escape(key.name))"
        return subresource.map { "\(path)/\($0)" } ?? path
    }
}

extension ResourceType: Hashable {
    public static func == (left: ResourceType, right: ResourceType) -> Bool {
        left.names === right.names
            || left.plural == right.plural && left.group == right.group && left.version == right.version
                && left.kind == right.kind && left.isNamespaced == right.isNamespaced
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(plural) }
}

extension ResourceType {
    public static let namespace = ResourceType(
        group: "", version: "v1", plural: "namespaces", kind: "Namespace", isNamespaced: false)

    /// The definition of a kind; named `PLURAL.GROUP`.
    public static let customResourceDefinition = ResourceType(
        group: "apiextensions.k8s.io", version: "v1", plural: "customresourcedefinitions",
        kind: "CustomResourceDefinition", isNamespaced: false)
}

/// Namespace and name: what identifies an object of one type. Orders by namespace, then name.
public struct ObjectKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// nil for cluster-scoped objects.
    public var namespace: String?
    public var name: String

    public init(namespace: String?, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// As the metadata of an object has it.
    public init(of object: JSONValue) {
        let metadata = object["metadata"]
        self.init(namespace: metadata?["namespace"]?.string, name: metadata?["name"]?.string ?? "")
    }

    public var description: String { namespace.map { "\($0)/\(name)" } ?? name }

    public static func == (left: ObjectKey, right: ObjectKey) -> Bool {
        Work.count(.comparison)
        return left.name == right.name && left.namespace == right.namespace
    }

    public func hash(into hasher: inout Hasher) {
        Work.count(.hash)
        hasher.combine(namespace)
        hasher.combine(name)
    }

    public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        Work.count(.comparison)
        let a = left.namespace ?? "", b = right.namespace ?? ""
        return a == b ? left.name < right.name : a < b
    }
}

/// Percent-escaping of one path segment or query value.
public enum PathSegment {
    public static func escape(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            let scalar = UnicodeScalar(byte)
            if byte < 0x80,
                Character(scalar).isLetter || Character(scalar).isNumber || "-._~".unicodeScalars.contains(scalar)
            {
                out.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                out += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return out
    }
}
