/// An object whose links are asked for, and how much of them.
public struct LinkQuery: Hashable, Sendable {
    /// What bounds a tree that nobody has opened anything in.
    public struct Bounds: Hashable, Sendable {
        /// So many of a kind stand by themselves; more are a group.
        public var group = 12
        /// Branches below this depth are shut.
        public var depth = 3
        /// No branch opens by itself once there are so many rows.
        public var rows = 400
        /// So many of a group are shown at first, and ten times as many each time that more are asked for.
        public var page = 200

        public init() {}

        /// For those who read all of it.
        public static let whole: Bounds = {
            var bounds = Bounds()
            (bounds.group, bounds.depth, bounds.rows, bounds.page) = (Int.max, 32, 20_000, Int.max)
            return bounds
        }()
    }

    public var id: GraphID
    /// The paths of branches that are otherwise than they begin: open or shut.
    public var turned: Set<String> = []
    /// How often more of a group was asked for, by its path.
    public var extended: [String: Int] = [:]
    public var bounds = Bounds()

    public init(_ id: GraphID) { self.id = id }

    public mutating func turn(_ path: String) {
        if turned.remove(path) == nil { turned.insert(path) }
    }
}

/// One line of what an object uses, or of what uses it.
public struct LinkRow: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        /// `uses`, `used by`.
        case heading(String)
        case object(LinkedObject)
        /// All of a kind that labels choose: `HTTPRoute{app=cart}`.
        ///
        /// - `emptiness`: Why there is none of them; nil where there is one.
        case choice(String, emptiness: String?)
        /// Many of a kind, and how many of them are failing.
        case group(kind: String, count: Int, failing: Int)
        /// So many more of a group.
        case more(Int)
        /// There is none.
        case nothing
        /// Something that is said.
        case line(TreeLine)
    }

    public enum Fold: Hashable, Sendable {
        /// Nothing stands below it.
        case leaf
        case open, shut
    }

    /// Which row it is, as long as its branch is there.
    public var path: String
    /// 0 for headings.
    public var depth: Int
    /// For each level above it, from the second on, and itself: whether it is the last of its siblings.
    public var lasts: [Bool]
    public var subject: Subject
    /// What it is to what stands above it, or that is to it; nil where the row above said so, or says so for all.
    public var role: String?
    public var fold = Fold.leaf

    public var object: LinkedObject? { if case .object(let object) = subject { object } else { nil } }

    /// Where one goes from here; nil: nowhere.
    public var target: GraphID? {
        switch subject {
        case .object(let object): object.id
        case .line(let line): line.target
        case .heading, .choice, .group, .more, .nothing: nil
        }
    }

    /// What is read and searched of it, without its role.
    public var text: String {
        switch subject {
        case .heading(let word): word
        case .object(let object): object.text
        case .choice(let text, let emptiness): emptiness.map { "\(text)  \($0)" } ?? text
        case .group(let kind, let count, let failing): "\(count) of kind \(kind)\(failing > 0 ? ", \(failing) failing" : "")"
        case .more(let count): "… and \(count) more"
        case .nothing: "nothing that is known"
        case .line(let line): line.words
        }
    }
}
