import KubeModel

/// What refers to some objects, and would no longer work without them.
public struct Loss: Hashable, Sendable {
    /// One object that refers to them by name, and what it does its work for: the routes of a policy, the policies of an extension.
    public struct Entry: Hashable, Sendable {
        public var user: GraphID
        public var role: ReferenceRule.Role
        public var serves: [GraphID]
    }

    /// The objects that would be gone.
    public let without: Set<GraphID>
    /// By kind, namespace and name; what would be gone itself is not among them. Who chooses by labels loses nothing.
    public let entries: [Entry]
    public let stamp: UInt32
    private let seen: [GraphID]

    /// Cost: follows the users, and what they serve.
    public init(without: Set<GraphID>, _ index: ReferenceIndex) {
        self.without = without
        stamp = index.stamp
        var found: [GraphID: Entry] = [:], seen = without
        for lost in without {
            for user in index.users(of: lost) where !without.contains(user) && found[user] == nil {
                let references = index.references(of: user)
                guard let role = references.first(where: { $0.choice == .named && index.leads($0, to: lost) })?.role else { continue }
                let targets = references.filter { $0.role == .target }.flatMap(index.targets)
                let serves = targets.isEmpty ? index.users(of: user).filter { needs($0, user, without: role) } : targets.filter { !without.contains($0) }
                seen.insert(user)
                found[user] = Entry(user: user, role: role, serves: serves)
            }
        }
        /// Whether an object no longer works once another has lost what plays a role for it. A policy on it only has less to do.
        func needs(_ other: GraphID, _ user: GraphID, without role: ReferenceRule.Role) -> Bool {
            index.references(of: other).contains { reference in
                switch reference.role {
                case .target: return false
                case .parent: return role != .parent && role != .backend && index.leads(reference, to: user)
                case .backend, .extension, .class, .parameters, .secret: return role != .parent && index.leads(reference, to: user)
                }
            }
        }
        entries = found.values.sorted { $0.user < $1.user }
        self.seen = Array(seen)
    }

    public func isOutdated(_ index: ReferenceIndex) -> Bool { index.hasChanged(seen, since: stamp) }

    /// One line a kind: `2 TrafficPolicies: shop/cart-auth, shop/pay-auth; in use on HTTPRoute shop/cart`.
    public var lines: [String] {
        byKind.map { "\(Self.count($1.count, $0)): \(Self.names($1))" }
    }

    /// The same as a sentence: `2 TrafficPolicies refer to it: shop/cart-auth, shop/pay-auth; in use on HTTPRoute shop/cart.`
    public var sentences: [String] {
        let it = without.count == 1 ? "it" : "them"
        return byKind.map { kind, entries in
            "\(Self.count(entries.count, kind)) \(entries.count == 1 ? "refers" : "refer") to \(it): \(Self.names(entries))."
        }
    }

    private var byKind: [(String, [Entry])] {
        Dictionary(grouping: entries, by: \.user.kind).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func names(_ entries: [Entry]) -> String {
        let users = few(entries.map { "\($0.user.key)" })
        let served = Array(Set(entries.flatMap(\.serves))).sorted()
        return served.isEmpty ? users : "\(users); in use on \(few(served.map(\.description)))"
    }

    private static func few(_ names: [String]) -> String {
        let shown = names.prefix(4).joined(separator: ", ")
        return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
    }

    /// `1 TrafficPolicy`, `2 TrafficPolicies`.
    static func count(_ count: Int, _ kind: String) -> String { count == 1 ? "1 \(kind)" : "\(count) \(kind.pluralOfKind)" }
}
