import GatewayGraph
import KubeModel

/// What a word for a kind means here and now.
enum KindChoice: Equatable, Sendable {
    /// One of the list of kinds.
    case shown(Int)
    /// One that has no place in the list yet.
    case unlisted(Discovery.Kind, isServed: Bool)
    case several([String])
    case none(nearest: String?)
}

extension ClusterState {
    /// Every kind that can be named: those in the list, others the server has, and those it could have.
    var kindNames: KindNames {
        let shown = kinds.map { state in
            KindNames.Entry(state.kind.described, isServed: state.connection != .notInstalled)
        }
        let others = otherKinds.map { KindNames.Entry($0, isServed: true) }
        return KindNames(shown + others).with(ResourceType.kindsOfOtherVersions)
    }

    func kind(named word: String) -> KindChoice {
        let names = kindNames
        switch names.find(word) {
        case .one(let entry, _): return choice(names.entries[entry])
        case .several(let names): return .several(names)
        case .none(let nearest): return .none(nearest: nearest)
        }
    }

    private func choice(_ entry: KindNames.Entry) -> KindChoice {
        index(of: entry.kind.type).map { .shown($0) } ?? .unlisted(entry.kind, isServed: entry.isServed)
    }
}

extension DashboardState {
    /// Begins with a kind that the person named.
    ///
    /// A whole name of a kind in the list is shown at once. For any other the answer of the server is awaited, and is not
    /// taken any more once the person has gone elsewhere.
    mutating func begin(with word: String) -> [Effect] {
        let names = cluster.kindNames
        if case .one(let entry, _)? = names.findExact(word),
            let index = index(of: names.entries[entry].kind.type)
        {
            return selectKind(index)
        }
        screen.wantedKind = word
        return []
    }

    /// Whether the kind to begin with is not known yet.
    public var awaitsKind: Bool { screen.wantedKind != nil }

    /// Shows a kind that has no place in the list: it gets one.
    mutating func show(_ kind: Discovery.Kind, isServed: Bool) -> [Effect] {
        var effects: [Effect] = []
        if index(of: kind.type) == nil {
            cluster.otherKinds.removeAll { $0.type.qualifiedName == kind.type.qualifiedName }
            if isServed {
                if adopt(kind), let index = index(of: kind.type) {
                    effects.append(.watch([cluster.kinds[index].watch]))
                }
                effects += descriptions(of: [kind.type])
            } else {
                addAbsent(kind)
            }
        }
        guard let index = index(of: kind.type) else { return effects }
        return effects + selectKind(index)
    }

    /// Asks for the columns of kinds that got their place by name: those that stand there by themselves come with theirs.
    func descriptions(of types: [ResourceType]) -> [Effect] {
        types.filter { !DiscoveryGroups.gateways.names.contains($0.group) && !KindCatalog.knows($0) }.map { .describe($0) }
    }

    /// Takes in the columns of a kind, and lists it anew where they are others.
    mutating func describe(_ type: ResourceType, _ columns: [PrinterColumn]) -> [Effect] {
        guard let index = index(of: type), cluster.kinds[index].isWatched, cluster.kinds[index].kind.type == type else {
            return []
        }
        var served = cluster.kinds[index].kind.described
        served.printerColumns = columns
        return adopt(served) ? [.watch([cluster.kinds[index].watch])] : []
    }

    /// Goes to the kind named at the start, now that the kinds are known.
    mutating func showWantedKind() -> [Effect] {
        guard let word = screen.wantedKind else { return [] }
        screen.wantedKind = nil
        switch cluster.kind(named: word) {
        case .shown(let index): return selectKind(index)
        case .unlisted(let kind, let isServed): return show(kind, isServed: isServed)
        case .several(let names): tell(KindSentence.several(word, names), .failing)
        case .none(let nearest): tell(KindSentence.none(word, nearest: nearest, names: []), .failing)
        }
        return []
    }
}

/// What is said of a word that names no kind.
public enum KindSentence {
    public static func several(_ word: String, _ names: [String]) -> String {
        "“\(word)” could be \(names.joined(separator: ", ")). Type more of it."
    }

    /// - Parameter names: All that there are; listed where nothing is near.
    public static func none(_ word: String, nearest: String?, names: [String]) -> String {
        let hint =
            nearest.map { " Did you mean \($0)?" } ?? (names.isEmpty ? "" : " Kinds: \(names.joined(separator: ", ")).")
        return "There is no kind “\(word)”." + hint
    }
}
