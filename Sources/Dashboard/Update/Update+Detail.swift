import KubeModel

extension DashboardState {
    /// Another object begins at its top, with its secrets masked, however it came to be selected.
    ///
    /// - Returns: Whether it is another.
    mutating func followSelection() -> Bool {
        let subject = subject
        guard subject != detail.subject else { return false }
        screen.detail.subject = subject
        screen.detail.scroll = [:]
        screen.detail.column = 0
        screen.detail.cursor = 0
        screen.detail.folded = []
        screen.detail.copiedPath = nil
        screen.detail.matchIndex = 0
        screen.detail.revealsSecrets = false
        screen.detail.fullObject = nil
        screen.detail.look = nil
        screen.detail.isLookedFor = false
        screen.detail.links = LinksState()
        screen.detail.policies = LinksState()
        screen.detail.wins = nil
        screen.detail.loss = nil
        screen.detail.curesCopied = 0
        return true
    }

    /// Asks what the server says of the object beside itself, where its summary is on screen.
    mutating func wantLook() -> [Effect] {
        guard viewport.showsDetail, shownTab == .summary, !detail.isLookedFor, let row = selectedRow else { return [] }
        let hasEvents = cluster.otherKinds.contains { $0.type.group.isEmpty && $0.type.plural == "events" }
        guard row.managedFieldsSize > 0 || hasEvents else { return [] }
        screen.detail.isLookedFor = true
        return [.look(subjectKind.kind.type, row.key, hasEvents: hasEvents)]
    }

    /// The tabs there are of what is selected.
    public var tabs: [DetailTab] {
        DetailTab.allCases.filter { ($0 != .change || place == .changes) && ($0 != .policies || hasPolicies) }
    }

    /// The tab that is shown.
    public var shownTab: DetailTab {
        if place == .changes, detail.showsEntry { return .change }
        if place == .findings, detail.showsEntry { return .findings }
        // The tab stays chosen while the selection passes over what has no such view.
        return detail.tab == .policies && !hasPolicies ? .summary : detail.tab
    }

    mutating func show(_ tab: DetailTab, focusing: Bool = false) -> [Effect] {
        let isEntry = tab == .change || (tab == .findings && place == .findings)
        guard selectedRow != nil || isEntry else { return [] }
        screen.detail.showsEntry = isEntry
        if !isEntry { screen.detail.tab = tab }
        if focusing { screen.focus = .detail }
        return wantFullObject()
    }

    mutating func showNextTab(_ step: Int) -> [Effect] {
        let tabs = tabs, here = tabs.firstIndex(of: shownTab) ?? 0
        return show(tabs[(here + step + tabs.count) % tabs.count])
    }

    mutating func toggleManagedFields() -> [Effect] {
        screen.detail.showsManagedFields.toggle()
        return wantFullObject()
    }

    /// Asks for the object with its managed fields, where they are wanted: lists drop them.
    func wantFullObject() -> [Effect] {
        guard detail.showsManagedFields, shownTab == .yaml, let row = selectedRow, row.managedFieldsSize > 0,
            detail.fullObject?.key != row.key || detail.fullObject?.resourceVersion != row.resourceVersion
        else { return [] }
        return [.fetch(subjectKind.kind.type, row.key)]
    }

    /// Makes the YAML of the selected object anew where it is shown and no longer current.
    mutating func refreshDocument() {
        guard shownTab == .yaml, let row = selectedRow, let id = subject else {
            screen.detail.document = nil
            screen.detail.rows = nil
            return
        }
        let (identity, fullBody) = shownVersion(of: row, id)
        guard detail.document?.identity != identity else { return }
        let formerPath = detail.document?.identity.id == id ? cursorPath : nil
        var document = makeDocument(row, identity, fullBody)
        document.find(detail.search)
        screen.detail.document = document
        layOutDocument()
        // The cursor stays on its field, wherever that stands now.
        if let formerPath, formerPath != cursorPath { go(to: formerPath) }
    }

    func makeDocument(_ row: ResourceRow, _ identity: YAMLDocument.Identity, _ fullBody: [UInt8]?) -> YAMLDocument {
        YAMLDocument(
            fullBody.flatMap { RawJSON($0).value } ?? row.value, identity: identity, conditions: row.conditionGroups)
    }

    /// What the YAML of an object is made from, and the object as it was fetched where that is wanted.
    private func shownVersion(of row: ResourceRow, _ id: ResourceID) -> (YAMLDocument.Identity, fullBody: [UInt8]?) {
        let full = detail.showsManagedFields && detail.fullObject?.key == row.key ? detail.fullObject : nil
        let identity = YAMLDocument.Identity(
            id: id, resourceVersion: full?.resourceVersion ?? row.resourceVersion,
            showsManagedFields: full != nil, revealsSecrets: detail.revealsSecrets)
        return (identity, full?.body)
    }

    /// What is looked for in the text on screen.
    var searched: String { shownTab.isTree ? detail[tree: shownTab].search : detail.search }

    mutating func search(_ text: String) {
        guard !shownTab.isTree else { return searchLinks(text) }
        guard text != detail.search else { return }
        screen.detail.search = text
        screen.detail.document?.find(text)
        screen.detail.matchIndex = 0
        showMatch()
    }

    mutating func goToMatch(_ step: Int) {
        guard !shownTab.isTree else { return goToLinkMatch(step) }
        guard let count = detail.document?.matches.count, count > 0 else { return }
        screen.detail.matchIndex = (detail.matchIndex + step + count) % count
        showMatch()
    }

    private mutating func showMatch() {
        guard let matches = detail.document?.matches, matches.indices.contains(detail.matchIndex) else { return }
        putCursor(onLine: matches[detail.matchIndex])
    }

    mutating func copyName() -> [Effect] {
        guard !copiesLinked else { return copyLinkedName() }
        guard let key = subject?.key else { return [] }
        tell("Copied \(key.name)", .plain)
        return [.copy(key.name)]
    }

    /// Copies what the screen shows, or would show: a clipboard goes further than a screen, so what is masked on the one
    /// is masked in the other.
    mutating func copyYAML() -> [Effect] {
        guard !copiesLinked else { return copyLinkedYAML() }
        guard let row = selectedRow, let id = subject else { return [] }
        let (identity, fullBody) = shownVersion(of: row, id)
        return copy(makeDocument(row, identity, fullBody), of: row.key)
    }

    mutating func copy(_ document: YAMLDocument, of key: ObjectKey) -> [Effect] {
        let words = document.hasMasked ? ", inline tokens masked: r in the YAML reveals them" : ""
        tell("Copied the YAML of \(key)\(words)", .plain)
        return [.copy(document.lines.map { $0.text + "\n" }.joined())]
    }
}
