import GatewayGraph
import KubeModel

/// What points at what: asked of the graph while it is on screen, and the way to what is linked.
extension DashboardState {
    /// The selected object as the graph knows it.
    var graphSubject: GraphID? {
        subject.flatMap { id in cluster.index(of: id.kind).map { GraphID(kinds[$0].kind.type, id.key) } }
    }

    /// Asks the graph for what is on screen, and no longer for what has left it.
    mutating func followGraph() -> [Effect] {
        let wishes = graphWishes()
        guard wishes != screen.followed else { return [] }
        screen.followed = wishes
        return [.follow(wishes)]
    }

    private mutating func graphWishes() -> [GraphRequest] {
        let wishes = [.findings(findingQuery)] + paneWishes()
        guard case .answer(let request, _, _) = overlay else { return wishes }
        return wishes + [.route(request)]
    }

    private mutating func paneWishes() -> [GraphRequest] {
        guard viewport.showsDetail || focus == .detail, selectedRow != nil, let id = graphSubject else { return [] }
        switch shownTab {
        case .links:
            if detail.links.query?.id != id { screen.detail.links = LinksState(query: LinkQuery(id)) }
            return detail.links.query.map { [.links($0)] } ?? []
        case .policies:
            guard PolicyKeeper.tells(of: id.kind, in: id.group) else { return [] }
            if detail.policies.query?.id != id { screen.detail.policies = LinksState(query: LinkQuery(id)) }
            return detail.policies.query.map { [.policies($0)] } ?? []
        case .summary:
            if subjectKind.kind.isReferredTo { return [.loss([id])] }
            return id.isPolicy ? [.wins(id)] : []
        case .change, .conditions, .yaml, .timeline, .findings: return []
        }
    }

    mutating func take(_ answer: GraphAnswer) {
        switch answer {
        case .findings(let list): take(list)
        case .links(let tree):
            screen.detail.links.take(tree)
            showLinkCursor()
        case .policies(let tree):
            screen.detail.policies.take(tree)
            showLinkCursor()
        case .wins(let id, let words):
            if id == graphSubject { screen.detail.wins = words }
            guard let words, case .confirm(var confirmation) = overlay, case .delete(let targets) = confirmation.deed,
                targets.map({ GraphID($0.type, $0.key) }) == [id]
            else { return }
            confirmation.consequences.append("It \(words): what comes next takes its place there, or nothing.")
            screen.overlay = .confirm(confirmation)
        case .route(let request, let lines):
            // Of a page that was left meanwhile nobody wants to know.
            guard case .answer(request, _, let scroll) = overlay else { return }
            screen.overlay = .answer(to: request, lines: lines, scroll: scroll)
        case .effect(let changes, let effect): take(effect, of: changes)
        case .loss(let loss):
            if loss.without == graphSubject.map({ [$0] }) { screen.detail.loss = loss }
            guard case .confirm(var confirmation) = overlay, case .delete(let targets) = confirmation.deed,
                Set(targets.map { GraphID($0.type, $0.key) }) == loss.without
            else { return }
            confirmation.consequences = loss.sentences
            screen.overlay = .confirm(confirmation)
        }
    }

    /// Whether the selected object has a Policies view.
    var hasPolicies: Bool { graphSubject.map { PolicyKeeper.tells(of: $0.kind, in: $0.group) } ?? false }

    var policiesReason: String? {
        hasPolicies ? nil : "Policies are told of Gateways, routes and policies, and not of \(subjectKind.kind.type.kind)."
    }

    mutating func moveLinkCursor(_ by: Int) {
        screen.detail[tree: shownTab].move(by: by)
        showLinkCursor()
    }

    /// Moves the window as little as shows the cursor, with the heading above the first row.
    private mutating func showLinkCursor() {
        guard shownTab.isTree else { return }
        let rows = max(1, viewport.detailRows), cursor = detail[tree: shownTab].cursor
        if cursor < detail.top { screen.detail.top = cursor == 1 ? 0 : cursor }
        if cursor >= detail.top + rows { screen.detail.top = cursor - rows + 1 }
    }

    mutating func turnBranch(_ turn: BranchTurn) {
        screen.detail[tree: shownTab].turn(turn)
        showLinkCursor()
    }

    mutating func searchLinks(_ text: String) {
        screen.detail[tree: shownTab].find(text)
        showLinkCursor()
    }

    mutating func goToLinkMatch(_ step: Int) {
        screen.detail[tree: shownTab].goToMatch(step)
        showLinkCursor()
    }

    // MARK: Jumping

    /// To the object under the cursor; a group opens instead.
    mutating func jump() -> [Effect] {
        guard let row = detail[tree: shownTab].row else { return [] }
        guard let target = row.target else {
            turnBranch(.toggle)
            return []
        }
        if let remark = row.object?.absence {
            tell("Cannot go to \(target): \(remark).", .plain)
            return []
        }
        guard let index = indexOfKind(target),
            let stop = subject.map({ LinkStop(id: $0, namespace: namespace, path: row.path, tab: shownTab, query: detail[tree: shownTab].query) })
        else {
            tell("Cannot go to \(target): there is no list of its kind.", .plain)
            return []
        }
        let space = namespace == nil || !kinds[index].kind.type.isNamespaced ? namespace : target.key.namespace
        guard kinds[index].table[target.key] != nil else {
            tell("Cannot go to \(target): it is not in the list.", .plain)
            return []
        }
        screen.linkStops.append(stop)
        return go(to: target.key, ofKind: index, namespace: space, on: shownTab)
    }

    /// Back to where the last jump came from.
    mutating func jumpBack() -> [Effect] {
        while let stop = screen.linkStops.popLast() {
            guard let index = cluster.index(of: stop.id.kind), kinds[index].table[stop.id.key] != nil else { continue }
            let effects = go(to: stop.id.key, ofKind: index, namespace: stop.namespace, on: stop.tab)
            let id = GraphID(kinds[index].kind.type, stop.id.key)
            // What is on screen already is not answered once more.
            let query = stop.query ?? LinkQuery(id)
            if detail[tree: stop.tab].query != query { screen.detail[tree: stop.tab] = LinksState(query: query) }
            screen.detail[tree: stop.tab].go(to: stop.path)
            showLinkCursor()
            return effects
        }
        tell("There is nothing to go back to any more.", .plain)
        return []
    }

    private mutating func go(to key: ObjectKey, ofKind index: Int, namespace space: String?, on tab: DetailTab) -> [Effect] {
        var effects = selectKind(index)
        if space != namespace { effects += choose(namespace: space) }
        if kinds[index].table.index(of: key) == nil { setFilter("") }
        if let place = kinds[index].table.index(of: key) {
            let type = kinds[index].kind.type
            screen[listOf: type].select(index: place, in: kinds[index].table, rows: viewport.listRows)
            scrollToSelection()
        }
        keepSelection()
        let type = kinds[index].kind.type
        screen.detail.tab = tab == .policies && !PolicyKeeper.tells(of: type.kind, in: type.group) ? .links : tab
        screen.focus = .detail
        _ = followSelection()
        return effects
    }
}

extension GraphID {
    /// Whether it is one of the policies that win or lose.
    var isPolicy: Bool { kind.hasSuffix("Policy") && PolicyKeeper.tells(of: kind, in: group) }
}

extension Kind {
    /// Whether its summary says who refers to it: what it is depends on them.
    var isReferredTo: Bool {
        switch (type.group, type.kind) {
        case (ResourceType.kgatewayGroup, "GatewayExtension"), (ResourceType.kgatewayGroup, "Backend"), (ResourceType.kgatewayGroup, "AIBackend"),
            (ResourceType.kgatewayGroup, "DirectResponse"), (ResourceType.kgatewayGroup, "GatewayParameters"), ("", "Secret"), ("", "ConfigMap"),
            ("", "Service"):
            true
        default: false
        }
    }
}
