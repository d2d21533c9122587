import KubeModel

extension ResourceEndpoint {
    /// A watch, or a streaming list. A version that cannot be watched from is told as an ERROR frame, as in Kubernetes.
    func watch() throws(APIStatus) -> APIResponse {
        let representation = try Representation.negotiate(request, canBeTable: true)
        guard !representation.isYAML else { throw .watchNotAcceptable }
        let selection = try Selection(namespace: namespace, request)
        let options = try ListOptions(request)
        let plan = WatchStream.Plan(
            selection: selection, renderer: Renderer(kind: kind, representation: representation),
            allowsBookmarks: options.allowsBookmarks,
            marksEndOfInitial: options.allowsBookmarks && options.sendsInitialEvents == true,
            after: options.sendsInitialEvents == nil ? options.version ?? 0 : 0)
        // A real server ends every watch after 30 to 60 minutes unless told otherwise.
        let timeout = Duration.seconds(min(options.timeout ?? Int.random(in: 1_800...3_600), 86_400))
        return APIResponse(.pieces(WatchStream(source(options), plan, timeout: timeout), isEndless: true))
    }

    private func source(_ options: ListOptions) -> WatchStream.Source {
        let version = options.version ?? 0
        let current = store.version
        if options.sendsInitialEvents == true, version > current {
            return .refused(.tooLargeVersion(version, current: current))
        }
        let start: ObjectStore.WatchStart =
            switch (options.sendsInitialEvents, version) {
            case (true, _), (nil, 0): .everything
            case (false, 0): .now
            default: .after(version)
            }
        do throws(ObjectStore.WatchRefusal) {
            return .live(store, try store.subscribe(to: kind.storage, from: start))
        } catch {
            switch error {
            case .expired(let floor):
                return .refused(.expired("too old resource version: \(version) (\(floor))"))
            }
        }
    }
}
