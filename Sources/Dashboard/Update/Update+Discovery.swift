import Foundation
import GatewayGraph
import KubeModel

extension DashboardState {
    /// Takes in what the server serves, which decides: kinds that are not among it are asked for no longer, unknown ones of
    /// kgateway's group join the list, and another version of a kind takes the place of the one before.
    mutating func discover(_ found: Discovery) -> [Effect] {
        var watched: [ResourceType] = [], unwatched: [ResourceType] = []
        let listable = found.kinds.filter { $0.verbs.isEmpty || $0.verbs.contains("list") }
        // What somebody asked for by name keeps its place.
        let shown = listable.filter { Self.isShown($0) || index(of: $0.type) != nil }
        cluster.otherKinds = listable.filter { other in !shown.contains { $0.type == other.type } }
        for served in shown where adopt(served) { watched.append(served.type) }
        for index in kinds.indices {
            let type = cluster.kinds[index].kind.type
            guard found.kind(of: type) == nil, !found.pending.contains(type.qualifiedName) else { continue }
            guard cluster.kinds[index].isWatched || cluster.kinds[index].connection != .notInstalled else { continue }
            cluster.note(cluster.kinds[index].retire(now: now))
            keepPlace(in: index)
            screen[listOf: type].removeMarks()
            unwatched.append(type)
        }
        scrollToSelection()
        keepPlaceOverall()
        keepPlaceInChanges()
        var effects: [Effect] = []
        if !unwatched.isEmpty { effects.append(.unwatch(unwatched)) }
        let requests = watched.compactMap { index(of: $0) }.sorted { $0 == kindIndex && $1 != kindIndex }
            .map { kinds[$0].watch }
        if !requests.isEmpty { effects.append(.watch(requests)) }
        effects += descriptions(of: shown.map(\.type))
        return effects + showWantedKind() + settleNamespace()
    }

    /// Whether a kind has a place in the list by itself: all of kgateway's, of the Gateway API's and of agentgateway's.
    private static func isShown(_ served: Discovery.Kind) -> Bool {
        DiscoveryGroups.gateways.names.contains(served.type.group) || KindCatalog.knows(served.type)
    }

    /// - Returns: Whether it has to be asked for, or asked for anew.
    mutating func adopt(_ served: Discovery.Kind) -> Bool {
        let wanted = KindCatalog.kind(for: served, isWide: false)
        guard let index = index(of: served.type) else {
            var state = KindState(wanted, scope: cluster.scope ?? namespaceOfOthers)
            state.show(namespace: namespace)
            state.isWatched = true
            restoreList(of: &state)
            showOverall(in: &state)
            insert(state)
            tellOfUnreadColumns(wanted)
            return true
        }
        let known = cluster.kinds[index].kind
        cluster.kinds[index].kind.take(namesOf: served)
        let hasNewColumns = served.printerColumns != nil && served.printerColumns != known.printerColumns
        guard known.type != wanted.type || hasNewColumns || !cluster.kinds[index].isWatched else { return false }
        if known.type != wanted.type || hasNewColumns { cluster.kinds[index].kind = wanted }
        if hasNewColumns { tellOfUnreadColumns(wanted) }
        // Cells of other columns would stand under the new titles.
        if hasNewColumns {
            cluster.kinds[index].table.removeAll()
            keepPlace(in: index)
        }
        if !cluster.kinds[index].isWatched || known.type.isNamespaced != wanted.type.isNamespaced {
            cluster.kinds[index].isWatched = true
            cluster.kinds[index].restart(in: cluster.scope ?? namespaceOfOthers)
            screen[listOf: wanted.type].restart()
        }
        return true
    }

    /// A kind that is known and not there.
    mutating func addAbsent(_ kind: Discovery.Kind) {
        var state = KindState(KindCatalog.kind(for: kind, isWide: false))
        state.isWatched = false
        state.connection = .notInstalled
        state.show(namespace: namespace, filter: filter)
        showOverall(in: &state)
        insert(state)
    }

    private mutating func tellOfUnreadColumns(_ kind: Kind) {
        guard let sentence = kind.unreadSentence else { return }
        tell(sentence, .warning)
    }

    /// The namespace of kinds that may not be listed for the whole cluster: a new one is likely no better off.
    private var namespaceOfOthers: String? {
        guard let namespace else { return nil }
        return kinds.contains { $0.scope == namespace } ? namespace : nil
    }

    /// A kind nobody knew stands after those of its group, in the order of the alphabet; one of a group of its own at the end.
    private mutating func insert(_ state: KindState) {
        let known = Set(KindCatalog.all.map(\.type.qualifiedName))
        let type = state.kind.type
        let place =
            kinds.firstIndex { other in
                let ranks = (Self.rank(other.kind.type), Self.rank(type))
                if ranks.0 != ranks.1 { return ranks.0 > ranks.1 }
                return !known.contains(other.kind.type.qualifiedName) && other.kind.type.kind > type.kind
            } ?? kinds.count
        cluster.kinds.insert(state, at: place)
        if place <= kindIndex { screen.kindIndex += 1 }
    }

    private static func rank(_ type: ResourceType) -> Int {
        DiscoveryGroups.gateways.names.firstIndex(of: type.group) ?? DiscoveryGroups.gateways.names.count
    }

    /// Nobody can say what is served. Kinds that wait for that are tried where the question itself is refused, and say why
    /// they wait where it may yet be answered.
    mutating func discoveryFailed(_ error: ClusterError, retryInSeconds seconds: Double) -> [Effect] {
        let waiting = kinds.indices.filter { kinds[$0].isAwaitingDiscovery }
        switch error {
        case .forbidden, .notFound, .methodNotAllowed:
            // Nobody will tell: the word means what is known without the server.
            let wanted = showWantedKind()
            for index in waiting {
                cluster.kinds[index].isWatched = true
                cluster.kinds[index].connection = .connecting
            }
            return wanted + (waiting.isEmpty ? [] : [.watch(waiting.map { kinds[$0].watch })])
        case .unauthorized, .loginFailed:
            for index in waiting { cluster.kinds[index].take(.credentialsExpired(error), now: now) }
        default:
            for index in waiting { cluster.kinds[index].take(.retrying(error, inSeconds: seconds), now: now) }
        }
        return []
    }
}
