import KubeModel

extension DashboardState {
    /// Another object begins at its top, with its secrets masked, however it came to be selected.
    mutating func followSelection() {
        let type = current.kind.type
        let subject = currentList.selected.map { DetailState.Subject(group: type.group, plural: type.plural, key: $0) }
        guard subject != detail.subject else { return }
        screen.detail.subject = subject
        screen.detail.scroll = [:]
        screen.detail.column = 0
        screen.detail.matchIndex = 0
        screen.detail.revealsSecrets = false
        screen.detail.fullObject = nil
    }

    mutating func show(_ tab: DetailTab, focusing: Bool = false) -> [Effect] {
        guard selectedRow != nil else { return [] }
        screen.detail.tab = tab
        if focusing {
            screen.focus = .detail
            screen.isDetailOpen = true
        }
        return wantFullObject()
    }

    mutating func showNextTab(_ step: Int) -> [Effect] {
        let tabs = DetailTab.allCases
        return show(tabs[(detail.tab.rawValue + step + tabs.count) % tabs.count])
    }

    mutating func toggleManagedFields() -> [Effect] {
        screen.detail.showsManagedFields.toggle()
        return wantFullObject()
    }

    /// Asks for the object with its managed fields, where they are wanted: lists drop them.
    func wantFullObject() -> [Effect] {
        guard detail.showsManagedFields, detail.tab == .yaml, let row = selectedRow, row.managedFieldsSize > 0,
            detail.fullObject?.key != row.key || detail.fullObject?.resourceVersion != row.resourceVersion
        else { return [] }
        return [.fetch(current.kind.type, row.key)]
    }

    /// Makes the YAML of the selected object anew where it is shown and no longer current.
    mutating func refreshDocument() {
        guard detail.tab == .yaml, let row = selectedRow else {
            screen.detail.document = nil
            return
        }
        let (identity, fullBody) = shownVersion(of: row)
        guard detail.document?.identity != identity else { return }
        var document = YAMLDocument(fullBody.flatMap { RawJSON($0).value } ?? row.value, identity: identity)
        document.find(detail.search)
        screen.detail.document = document
    }

    /// What the YAML of an object is made from, and the object as it was fetched where that is wanted.
    private func shownVersion(of row: ResourceRow) -> (YAMLDocument.Identity, fullBody: [UInt8]?) {
        let full = detail.showsManagedFields && detail.fullObject?.key == row.key ? detail.fullObject : nil
        let identity = YAMLDocument.Identity(
            key: row.key, resourceVersion: full?.resourceVersion ?? row.resourceVersion,
            showsManagedFields: full != nil, revealsSecrets: detail.revealsSecrets)
        return (identity, full?.body)
    }

    mutating func search(_ text: String) {
        guard text != detail.search else { return }
        screen.detail.search = text
        screen.detail.document?.find(text)
        screen.detail.matchIndex = 0
        showMatch()
    }

    mutating func goToMatch(_ step: Int) {
        guard let count = detail.document?.matches.count, count > 0 else { return }
        screen.detail.matchIndex = (detail.matchIndex + step + count) % count
        showMatch()
    }

    private mutating func showMatch() {
        guard let matches = detail.document?.matches, matches.indices.contains(detail.matchIndex) else { return }
        let line = matches[detail.matchIndex], rows = max(1, viewport.detailRows)
        if line < detail.top || line >= detail.top + rows { screen.detail.top = max(0, line - rows / 2) }
    }

    mutating func copyName() -> [Effect] {
        guard let key = currentList.selected else { return [] }
        tell("Copied \(key.name)", .plain)
        return [.copy(key.name)]
    }

    /// Copies what the screen shows, or would show: a clipboard goes further than a screen, so what is masked on the one
    /// is masked in the other.
    mutating func copyYAML() -> [Effect] {
        guard let row = selectedRow else { return [] }
        let (identity, fullBody) = shownVersion(of: row)
        let document = YAMLDocument(fullBody.flatMap { RawJSON($0).value } ?? row.value, identity: identity)
        let words = document.hasMasked ? ", inline tokens masked: r in the YAML reveals them" : ""
        tell("Copied the YAML of \(row.key)\(words)", .plain)
        return [.copy(document.lines.map { $0.text + "\n" }.joined())]
    }
}
