/// A place in the objects of a kind that names other objects: where it stands, and how what stands there names them.
public struct ReferencePath: Hashable, Sendable {
    /// How the kind of what is named is known. Beside it stand `name`, `namespace`, `sectionName`, or `matchLabels` for all
    /// that have these labels.
    public enum Naming: Hashable, Sendable {
        /// It is always this one.
        case always(group: String, kind: String)
        /// The fields `group` and `kind` say it; where they are left out it is this one.
        case said(group: String, kind: String)
        /// The text at the place is a name, of this kind.
        case name(group: String, kind: String)

        /// What it is where nothing says otherwise.
        public var usual: (group: String, kind: String) {
            switch self {
            case .always(let group, let kind), .said(let group, let kind), .name(let group, let kind): (group, kind)
            }
        }
    }

    public struct Step: Hashable, Sendable {
        public var name: String
        /// Whether it is a list that is gone through.
        public var isList: Bool
    }

    /// `spec.rules[].backendRefs[]`; begins with `spec`.
    public let text: String
    public let naming: Naming
    public let steps: [Step]

    public init(_ text: String, _ naming: Naming) {
        self.text = text
        self.naming = naming
        steps = text.split(separator: ".").map {
            Step(name: String($0.hasSuffix("[]") ? $0.dropLast(2) : $0), isList: $0.hasSuffix("[]"))
        }
    }

    /// `spec.rules[0].backendRefs[2]`: the path with the places in its lists.
    public func text(at indices: [Int]) -> String {
        var indices = indices[...]
        return steps.map { $0.isList ? "\($0.name)[\(indices.popFirst() ?? 0)]" : $0.name }.joined(separator: ".")
    }
}

/// The reference paths of a kind, compiled: what the scan of one object follows, many at once.
public final class ReferencePaths: Sendable {
    struct Node: Sendable {
        var children: [(name: [UInt8], node: Int)] = []
        /// What an element of the list is, where it is one.
        var element: Int?
        /// The path that ends here.
        var path: Int?
    }

    public let paths: [ReferencePath]
    /// The first is the spec.
    let nodes: [Node]
    /// Groups and kinds that are written as a number of one byte.
    let words: [[UInt8]]
    /// By path, the numbers of the group and the kind that it has by itself.
    let usual: [(group: UInt8, kind: UInt8)]

    public static let none = ReferencePaths([])

    /// - Parameter words: Groups and kinds that objects are expected to name: each is kept as one byte. At most 254, with
    ///   those of the paths.
    public init(_ paths: [ReferencePath], words: [String] = []) {
        self.paths = paths
        var nodes = [Node()]
        for (number, path) in paths.enumerated() {
            var here = 0
            for step in path.steps.dropFirst() {
                let name = Array(step.name.utf8)
                if let known = nodes[here].children.first(where: { $0.name == name })?.node {
                    here = known
                } else {
                    nodes.append(Node())
                    nodes[here].children.append((name, nodes.count - 1))
                    here = nodes.count - 1
                }
                guard step.isList else { continue }
                if nodes[here].element == nil {
                    nodes.append(Node())
                    nodes[here].element = nodes.count - 1
                }
                here = nodes[here].element ?? here
            }
            nodes[here].path = number
        }
        self.nodes = nodes
        var known: [String] = []
        for word in paths.flatMap({ [$0.naming.usual.group, $0.naming.usual.kind] }) + words where !known.contains(word) {
            known.append(word)
        }
        self.words = known.prefix(254).map { Array($0.utf8) }
        usual = paths.map { path in
            let (group, kind) = path.naming.usual
            return (UInt8(known.firstIndex(of: group) ?? 255), UInt8(known.firstIndex(of: kind) ?? 255))
        }
    }
}
