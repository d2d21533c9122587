/// A place in the objects of a kind that names other objects: where it stands, and how what stands there names them.
public struct ReferencePath: Hashable, Sendable {
    /// How the kind of what is named is known. Beside it stand `name`, `namespace`, `sectionName`, or `matchLabels` for all
    /// that have these labels.
    public enum Naming: Hashable, Sendable {
        /// It is always this one.
        case always(group: String, kind: String)
        /// The fields `group` and `kind` say it; where they are left out it is this one.
        case said(group: String, kind: String)
        /// The same; where no name is written either it may be all of the kind.
        case saidOrAll(group: String, kind: String)
        /// The text at the place is a name, of this kind.
        case name(group: String, kind: String)

        /// What it is where nothing says otherwise.
        public var usual: (group: String, kind: String) {
            switch self {
            case .always(let group, let kind), .said(let group, let kind), .saidOrAll(let group, let kind), .name(let group, let kind): (group, kind)
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

/// The reference paths of a kind, compiled: what the scan of one object follows, many at once. Tables of plain numbers, as it
/// is looked at for every member of every spec.
public final class ReferencePaths: Sendable {
    struct Node: Sendable {
        /// In ``children``.
        var firstChild: Int32 = 0, childCount: Int32 = 0
        /// What an element of the list is, where it is one; else -1.
        var element: Int32 = -1
        /// The path that ends here; else -1.
        var path: Int32 = -1
    }

    struct Child: Sendable {
        var name: Text
        var node: Int32
    }

    /// A run of ``bytes``.
    struct Text: Sendable {
        var start: Int32, count: Int32
    }

    /// How the end of a path is read.
    struct End: Sendable {
        /// The numbers of the group and the kind that it has by itself.
        var group: UInt8, kind: UInt8
        var isSaid: Bool, isName: Bool
        /// Whether it names something also where no kind is said.
        var hasKind: Bool
        /// Whether it means something also where no name is written.
        var takesAll = false
    }

    public let paths: [ReferencePath]
    /// The first is the spec.
    let nodes: [Node]
    let children: [Child]
    /// Groups and kinds that are written as a number of one byte.
    let words: [Text]
    let ends: [End]
    private let bytes: [UInt8]

    public static let none = ReferencePaths([])

    /// - Parameter words: Groups and kinds that objects are expected to name: each is kept as one byte. At most 254, with
    ///   those of the paths.
    public init(_ paths: [ReferencePath], words: [String] = []) {
        self.paths = paths
        var builder = TrieBuilder()
        for (number, path) in paths.enumerated() { builder.add(path, number) }
        (nodes, children) = builder.tables()
        var known: [String] = []
        for word in paths.flatMap({ [$0.naming.usual.group, $0.naming.usual.kind] }) + words where !known.contains(word) {
            known.append(word)
        }
        self.words = known.prefix(254).map { builder.text($0) }
        ends = paths.map { path in
            let (group, kind) = path.naming.usual
            var end = End(
                group: UInt8(known.firstIndex(of: group) ?? 255), kind: UInt8(known.firstIndex(of: kind) ?? 255), isSaid: false, isName: false,
                hasKind: !kind.isEmpty)
            switch path.naming {
            case .always: break
            case .said: end.isSaid = true
            case .saidOrAll: (end.isSaid, end.takesAll) = (true, true)
            case .name: end.isName = true
            }
            return end
        }
        bytes = builder.bytes
    }

    /// A word by its number.
    func word(_ number: Int) -> String {
        let text = words[number]
        return String(decoding: bytes[Int(text.start)..<Int(text.start + text.count)], as: UTF8.self)
    }

    /// Whether bytes are a text.
    @inline(__always)
    func equals(_ text: Text, _ other: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count == Int(text.count) else { return false }
        for offset in 0..<range.count where bytes[Int(text.start) + offset] != other[range.lowerBound + offset] { return false }
        return true
    }
}

/// Puts paths together by what they begin with.
private struct TrieBuilder {
    private struct Branch {
        var children: [(name: String, node: Int)] = []
        var element = -1, path = -1
    }

    private var branches = [Branch()]
    private(set) var bytes: [UInt8] = []

    mutating func text(_ word: String) -> ReferencePaths.Text {
        defer { bytes += Array(word.utf8) }
        return ReferencePaths.Text(start: Int32(bytes.count), count: Int32(word.utf8.count))
    }

    mutating func add(_ path: ReferencePath, _ number: Int) {
        var here = 0
        for step in path.steps.dropFirst() {
            if let known = branches[here].children.first(where: { $0.name == step.name })?.node {
                here = known
            } else {
                branches.append(Branch())
                branches[here].children.append((step.name, branches.count - 1))
                here = branches.count - 1
            }
            guard step.isList else { continue }
            if branches[here].element < 0 {
                branches.append(Branch())
                branches[here].element = branches.count - 1
            }
            here = branches[here].element
        }
        branches[here].path = number
    }

    mutating func tables() -> ([ReferencePaths.Node], [ReferencePaths.Child]) {
        var nodes: [ReferencePaths.Node] = [], children: [ReferencePaths.Child] = []
        for branch in branches {
            nodes.append(
                ReferencePaths.Node(
                    firstChild: Int32(children.count), childCount: Int32(branch.children.count), element: Int32(branch.element),
                    path: Int32(branch.path)))
            for child in branch.children { children.append(ReferencePaths.Child(name: text(child.name), node: Int32(child.node))) }
        }
        return (nodes, children)
    }
}
