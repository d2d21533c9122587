import KubeModel

extension ResourceEndpoint {
    /// A list, or a page of one: every page shows the objects as they were when the first was asked for.
    func list() throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: true)
        let selection = try Selection(namespace: namespace, request)
        let options = try ListOptions(request)
        let token = try options.continueToken.map { text throws(APIStatus) in try ContinueToken(parsing: text) }
        let (version, objects) = try state(options, token)
        let page = page(
            of: objects, selection, token, limit: options.version == 0 && token == nil ? nil : options.limit)
        var facts = Renderer.ListFacts(version: version)
        if page.remaining > 0, let last = page.objects.last {
            facts.continueToken = ContinueToken(version: version, after: last.key).text
            facts.remaining = selection.hasSelectors ? nil : page.remaining
        }
        return answer(list: page.objects, facts, representation)
    }

    /// Which version a list shows, and all objects of that version.
    private func state(
        _ options: ListOptions, _ token: ContinueToken?
    ) throws(APIStatus) -> (version: Int, objects: [StoredObject]) {
        let current = store.snapshot(of: kind.storage)
        if let token {
            guard token.version <= current.version else {
                throw .tooLargeVersion(token.version, current: current.version)
            }
            guard let objects = store.snapshot(of: kind.storage, at: token.version)
            else {
                throw .expired(
                    "The provided continue parameter is too old to display a consistent list result. You can start a new "
                        + "list without the continue parameter.")
            }
            return (token.version, objects)
        }
        guard let version = options.version, version > 0 else { return current }
        guard version <= current.version else { throw .tooLargeVersion(version, current: current.version) }
        let isExact = options.match == .exact || (options.match == nil && options.limit != nil)
        guard isExact else { return current }
        guard let objects = store.snapshot(of: kind.storage, at: version) else {
            throw .expired("The resourceVersion for the provided list is too old.")
        }
        return (version, objects)
    }

    private func page(
        of objects: [StoredObject], _ selection: Selection, _ token: ContinueToken?, limit: Int?
    ) -> (objects: [StoredObject], remaining: Int) {
        var matching = objects[...]
        if let token {
            let start = objects.firstIndex { token.after < $0.key } ?? objects.endIndex
            matching = objects[start...]
        }
        let selected =
            selection.namespace == nil && !selection.hasSelectors ? Array(matching) : matching.filter(selection.matches)
        guard let limit, limit < selected.count else { return (selected, 0) }
        return (Array(selected.prefix(limit)), selected.count - limit)
    }
}
