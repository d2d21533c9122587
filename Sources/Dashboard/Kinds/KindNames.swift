import GatewayGraph
import KubeModel

/// How people name kinds. One rule for the palette, the start, every command and what a shell completes:
///
/// Plural, short name, singular or kind, in any case; the initials; any beginning that fits one kind only. A group may
/// follow, and a version before it: `backends.gateway.kgateway.dev`, `Backend.v1alpha1.gateway.kgateway.dev`.
public struct KindNames: Sendable {
    /// One kind that may be meant.
    public struct Entry: Sendable {
        public var kind: Discovery.Kind
        /// False for kinds that are known and that the server has not.
        public var isServed: Bool

        public init(_ kind: Discovery.Kind, isServed: Bool) {
            self.kind = kind
            self.isServed = isServed
        }
    }

    public enum Answer: Equatable, Sendable {
        /// - Parameter type: With the version that was asked for, where one was.
        case one(entry: Int, type: ResourceType)
        /// Of the kinds, what names each of them and no other.
        case several([String])
        /// - Parameter nearest: A name that is written much alike.
        case none(nearest: String?)
    }

    public let entries: [Entry]

    /// - Parameter entries: In a contest for a name, those of our groups win; else none does.
    public init(_ entries: [Entry]) { self.entries = entries }

    /// What a server serves, and the kinds that are known and not among it.
    public init(served: [Discovery.Kind]) {
        self.init(served.map { Entry($0, isServed: true) })
        self = with(KindCatalog.all.map(\.type) + ResourceType.kindsOfOtherVersions)
    }

    /// Also kinds that are known, where they are missing so far.
    func with(_ known: [ResourceType]) -> KindNames {
        var all = entries
        for type in known where !all.contains(where: { $0.kind.type.qualifiedName == type.qualifiedName }) {
            all.append(Entry(Discovery.Kind(type: type), isServed: false))
        }
        return KindNames(all)
    }

    public func find(_ word: String) -> Answer {
        let word = Word(word)
        guard !word.name.isEmpty else { return .none(nearest: nil) }
        let fitting = entries.indices.filter { word.fits(entries[$0].kind) }
        let inGroup = fitting.isEmpty ? entries.indices.filter { word.beginsGroup(of: entries[$0].kind) } : fitting
        return exact(word, among: inGroup) ?? beginning(word, among: inGroup) ?? .none(nearest: nearest(word.name))
    }

    /// What a word means that is somebody's whole name; nil where it is not.
    public func findExact(_ word: String) -> Answer? {
        let word = Word(word)
        return exact(word, among: entries.indices.filter { word.fits(entries[$0].kind) })
    }

    private func exact(_ word: Word, among places: [Int]) -> Answer? {
        let tests: [(Discovery.Kind) -> Bool] = [
            { $0.type.plural.lowercased() == word.name },
            { kind in kind.shortNames.contains { $0.lowercased() == word.name } },
            { $0.singularName.lowercased() == word.name || $0.type.singular == word.name },
        ]
        for isMeant in tests {
            let found = places.filter { isMeant(entries[$0].kind) }
            if !found.isEmpty { return choice(preferred(found), word) }
        }
        return nil
    }

    private func beginning(_ word: Word, among places: [Int]) -> Answer? {
        // What is there is meant before what could be installed.
        for places in [places.filter { entries[$0].isServed }, places] {
            let initials = places.filter { entries[$0].kind.type.initials.lowercased() == word.name }
            if initials.count == 1 { return choice(initials, word) }
            let found = places.filter { place in
                let kind = entries[place].kind
                return [kind.type.plural.lowercased(), kind.singularName.lowercased(), kind.type.singular]
                    .contains { $0.hasPrefix(word.name) }
            }
            if !found.isEmpty { return choice(found, word) }
        }
        return nil
    }

    /// Of kinds that share a whole name those of our groups, in the order of the groups.
    private func preferred(_ places: [Int]) -> [Int] {
        guard places.count > 1 else { return places }
        for group in DiscoveryGroups.gateways.names {
            let own = places.filter { entries[$0].kind.type.group == group }
            let served = own.filter { entries[$0].isServed }
            if !own.isEmpty { return served.isEmpty ? own : served }
        }
        return places
    }

    private func choice(_ places: [Int], _ word: Word) -> Answer {
        guard places.count == 1 else {
            let plurals = places.map { entries[$0].kind.type.plural }
            let areClear = Set(plurals).count == plurals.count
            return .several(areClear ? plurals : places.map { entries[$0].kind.type.qualifiedName })
        }
        var type = entries[places[0]].kind.type
        if let version = word.version(of: entries[places[0]].kind) { type.version = version }
        return .one(entry: places[0], type: type)
    }

    /// The name that takes the fewest changes to write, if those are few.
    private func nearest(_ name: String) -> String? {
        var best: (name: String, distance: Int)?
        for entry in entries {
            let type = entry.kind.type
            for candidate in [type.plural, type.singular] + entry.kind.shortNames {
                let distance = WordDistance.between(name, candidate.lowercased())
                if distance < best?.distance ?? .max { best = (type.plural, distance) }
            }
        }
        return best.flatMap { $0.distance <= max(1, name.count / 3) ? $0.name : nil }
    }

    /// A word as typed: a name, and perhaps the group behind it, perhaps with a version before that.
    private struct Word {
        let name: String
        let rest: String?

        init(_ text: String) {
            let parts = text.lowercased().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            name = parts.first.map(String.init) ?? ""
            rest = parts.count == 2 ? String(parts[1]) : nil
        }

        func fits(_ kind: Discovery.Kind) -> Bool {
            guard let rest else { return true }
            return rest == kind.type.group.lowercased() || version(of: kind) != nil
        }

        /// As kubectl has it: a beginning of the group will do.
        func beginsGroup(of kind: Discovery.Kind) -> Bool {
            rest.map { !$0.isEmpty && kind.type.group.lowercased().hasPrefix($0) } ?? false
        }

        func version(of kind: Discovery.Kind) -> String? {
            guard let rest else { return nil }
            return kind.versions.first { "\($0.lowercased()).\(kind.type.group.lowercased())" == rest }
        }
    }
}
