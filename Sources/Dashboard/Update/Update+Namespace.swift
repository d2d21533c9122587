import Foundation
import KubeModel

extension DashboardState {
    /// Shows a namespace the person chose; nil: all.
    mutating func choose(namespace name: String?) -> [Effect] {
        screen.hasChosenNamespace = true
        if let name { screen.visitedNamespaces.insert(name) }
        return show(namespace: name)
    }

    /// Shows another namespace. What the lists at hand do not cover is asked for anew, each kind for itself.
    private mutating func show(namespace name: String?) -> [Effect] {
        screen.namespace = name
        if cluster.scope != nil { cluster.scope = name }
        var restarted: [Int] = []
        for index in kinds.indices {
            let isCovered = cluster.kinds[index].covers(name)
            let type = cluster.kinds[index].kind.type
            if !isCovered {
                cluster.kinds[index].restart(in: name)
                screen[listOf: type].restart()
            }
            cluster.kinds[index].show(namespace: name)
            keepPlace(in: index, anew: true)
            screen[listOf: type].scrollToSelection(of: kinds[index].table.visibleCount, rows: viewport.listRows)
            if !isCovered, cluster.kinds[index].isWatched { restarted.append(index) }
        }
        showInOtherLists()
        guard !restarted.isEmpty else { return [] }
        let current = restarted.filter { $0 == kindIndex }, others = restarted.filter { $0 != kindIndex }
        return [.watch((current + others).map { kinds[$0].watch })]
    }

    /// A kind may not be listed: where that was tried for the whole cluster, one namespace may still be allowed.
    mutating func narrow(_ index: Int) -> [Effect] {
        guard let namespace, cluster.kinds[index].kind.type.isNamespaced, cluster.kinds[index].scope == nil else {
            return []
        }
        // Rows that were seen before the rights went stay until the new list replaces them.
        cluster.kinds[index].scope = namespace
        cluster.kinds[index].connection = .connecting
        return [.watch([cluster.kinds[index].watch])]
    }

    /// Where nothing may be listed for the whole cluster, the context's namespace is shown without being asked for. Decided
    /// once every kind has its answer: what one kind lacks must not hide the others.
    mutating func settleNamespace() -> [Effect] {
        guard namespace == nil, !screen.hasChosenNamespace, let home = cluster.info.namespace, !home.isEmpty
        else { return [] }
        var isRefused = false
        for kind in kinds where kind.kind.type.isNamespaced {
            switch kind.connection {
            case .forbidden: isRefused = true
            case .notInstalled: break
            case .connecting, .listing, .live, .polling, .retrying, .credentialsExpired: return []
            }
        }
        guard isRefused else { return [] }
        tell("You may not list all namespaces: this is \(home), the context's own. n picks another.", .warning)
        return show(namespace: home)
    }
}
