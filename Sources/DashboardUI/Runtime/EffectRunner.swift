import Dashboard
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import TerminalUI

/// Carries out what the state asks for, and answers with actions. Owns every task of the dashboard.
@MainActor
final class EffectRunner {
    private let cluster: any Cluster
    private let services: DashboardServices
    private let looker: ObjectLooker
    private lazy var graph = GraphKeeper(clock: services.clock, giveBackMemory: services.giveBackMemory) { [weak self] in self?.take($0) }
    private lazy var related = RelatedKinds(cluster, graph, clock: services.clock)
    private lazy var writer = WriteRunner(
        cluster: cluster, services: services, terminal: terminal, manners: manners, start: { [weak self] in self?.start($0) },
        dispatch: { [weak self] in self?.dispatch($0) })
    private let terminal: any TerminalServices
    private let manners: WriteManners
    private let deliver: @MainActor (Action) -> Void
    private let switchContext: @MainActor (String) -> Void
    private let quit: @MainActor () -> Void
    private enum Deed: Hashable { case edit, write, read }

    private var watches: [ResourceType: Task<Void, Never>] = [:]
    private var tidying: Task<Void, Never>?
    private var others: [UUID: Task<Void, Never>] = [:]
    /// What is done one at a time, and has begun.
    private var underWay: Set<Deed> = []
    private var isClosed = false
    private var knowsNamespaces = false

    init(
        cluster: any Cluster, services: DashboardServices, terminal: any TerminalServices, manners: WriteManners,
        dispatch: @escaping @MainActor (Action) -> Void, switchContext: @escaping @MainActor (String) -> Void,
        quit: @escaping @MainActor () -> Void
    ) {
        self.cluster = cluster
        looker = ObjectLooker(cluster, clock: services.clock)
        self.services = services
        self.terminal = terminal
        self.manners = manners
        deliver = dispatch
        self.switchContext = switchContext
        self.quit = quit
        let graph = graph
        start { await graph.run() }
    }

    /// Answers that come after the end belong to a context that is no longer on screen.
    private func dispatch(_ action: Action) {
        if !isClosed { deliver(action) }
    }

    private func take(_ answer: GraphAnswer) {
        // What has come in may name kinds that nothing named before.
        if case .findings = answer { related.want(isAnew: false) }
        dispatch(.answered(answer))
    }

    func run(_ effect: Effect) {
        switch effect {
        case .watch(let requests): for request in requests { watch(request) }
        case .unwatch(let types):
            for type in types {
                endWatch(of: type)
                graph.take(.ended(type))
            }
        case .relist(let request):
            if let request { watch(request) }
            cluster.retryNow()
        case .logIn: start { await self.logIn() }
        case .listNamespaces: start { await self.listNamespaces() }
        case .listContexts: dispatch(.contextsKnown(services.contexts()))
        case .describe(let type): start { await self.describe(type) }
        case .fetch(let type, let key): start { await self.fetch(type, key) }
        case .edit(let type, let key):
            let kept = writer.drafts.list(DraftList.Target(type, key))
            if kept.drafts.isEmpty { startAlone(.edit) { await self.writer.edit(type, key) } } else { dispatch(.draftsFound(kept)) }
        case .editAnew(let type, let key): startAlone(.edit) { await self.writer.edit(type, key) }
        case .openDraft(let path): startAlone(.edit) { await self.writer.edit(draft: path) }
        case .compareDraft(let path): start { self.dispatch(await self.writer.drafts.compare(path)) }
        case .deleteDraft(let path, let target): dispatch(.draftsFound(writer.drafts.delete(path, target)))
        case .create(let type, let namespace, let target): startAlone(.edit) { await self.writer.create(type, namespace: namespace, target: target) }
        case .copyAsNew(let type, let key, let copy): startAlone(.edit) { await self.writer.copy(type, key, to: copy) }
        case .explain(let type, let field): start { await self.writer.explain(type, field) }
        case .answerPreview(let word): writer.answer(word)
        case .delete(let targets): startAlone(.write) { await self.writer.perform(WriteJob(.delete, targets.map(\.record))) }
        case .examine(let job): start { await self.writer.examine(job) }
        case .write(let job): startAlone(.write) { await self.writer.perform(job) }
        case .stopWriting: writer.stop()
        case .readForUndo(let step, let isRedo): startAlone(.read) { await self.writer.read(step, isRedo: isRedo) }
        case .keepHistory(let step): keep(step)
        case .markHistory(let id, let isUndone): mark(id, isUndone: isUndone)
        case .export(let objects, let folder, let leftOut): dispatch(ExportedFiles.write(objects, to: folder, leftOut: leftOut))
        case .copy(let text): terminal.copy(text)
        case .save(let text, let path): dispatch(SavedFile.save(text, to: path))
        case .setMouse(let isOn): terminal.setMouse(isOn)
        case .look(let type, let key, let hasEvents):
            looker.look(at: type, key, hasEvents: hasEvents) { [weak self] in self?.dispatch(.looked($0)) }
        case .ask(let request):
            related.want()
            graph.take(.ask(request))
        case .follow(let requests):
            if !requests.isEmpty { related.want() }
            graph.take(.follow(requests))
        case .readRequests: dispatch(.requestLog(requestLines()))
        case .listDrafts: dispatch(.draftsFound(writer.drafts.list()))
        case .switchContext(let name): switchContext(name)
        case .quit: quit()
        case .suspend: terminal.suspend()
        case .redraw: terminal.redraw()
        }
    }

    /// Asks what the server serves, again with every change of it, and which namespaces it has. Neither is needed to begin.
    func discover() {
        start {
            for await isRunning in self.cluster.loginActivity { self.dispatch(.loggingIn(isRunning)) }
        }
        start {
            // Those of other groups are described once somebody asks for them by name.
            let found = self.cluster.discoveries { DiscoveryGroups.gateways.names.contains($0.group) && !KindCatalog.knows($0) }
            for await event in found {
                switch event {
                case .found(let discovery):
                    self.graph.take(.discovered(discovery))
                    self.dispatch(.discovered(discovery))
                case .failed(let error, let seconds):
                    self.dispatch(.discoveryFailed(error, retryInSeconds: seconds))
                }
                if !self.knowsNamespaces { await self.listNamespaces() }
            }
        }
    }

    /// Where they may not be listed, objects, the context and the person name them.
    private func listNamespaces() async {
        do throws(ClusterError) {
            dispatch(.namespacesKnown(try await cluster.namespaces()))
            knowsNamespaces = true
        } catch {
            switch error {
            case .forbidden, .notFound: knowsNamespaces = true
            default: break
            }
        }
    }

    func requestLines() -> [RequestLine] {
        let now = services.clock.now()
        return cluster.requests.map {
            RequestLine(
                time: $0.time, method: $0.method, path: $0.path, status: $0.status,
                milliseconds: $0.milliseconds ?? now.timeIntervalSince($0.time) * 1000, bytes: $0.bytes,
                isOpen: $0.isOpen, error: $0.error)
        }
    }

    /// Ends everything; nothing is answered any more.
    func cancelAll() {
        isClosed = true
        cluster.close()
        related.end()
        graph.end()
        looker.stop()
        for task in watches.values { task.cancel() }
        for task in others.values { task.cancel() }
        tidying?.cancel()
        watches = [:]
        others = [:]
    }

    private func watch(_ request: WatchRequest) {
        // Another version of a kind takes the place of the one before, whose answers would be taken for its own.
        endWatch(of: request.type)
        graph.take(.began(request))
        let events = cluster.reflect(
            request.type, namespace: request.type.isNamespaced ? request.namespace : nil,
            projection: request.projection)
        watches[request.type] = Task {
            for await event in events {
                guard !Task.isCancelled else { return }
                graph.take(.event(request.type, event))
                dispatch(.reflector(request.type, event))
                if case .listCompleted = event { tidyLater() }
            }
        }
    }

    /// When no list has come to its end for a second: several begin at once where a connection has broken.
    private func tidyLater() {
        tidying?.cancel()
        tidying = Task { [services] in
            await services.clock.sleep(1)
            guard !Task.isCancelled else { return }
            services.giveBackMemory()
            // By now it is known what objects refer to.
            related.want()
        }
    }

    private func endWatch(of type: ResourceType) {
        for old in watches.keys where old.group == type.group && old.plural == type.plural {
            watches.removeValue(forKey: old)?.cancel()
        }
    }

    private func start(_ work: @escaping @MainActor () async -> Void) {
        let id = UUID()
        others[id] = Task {
            await work()
            others[id] = nil
        }
    }

    /// One of a sort at a time, from the key on. Pressed again while an object is still being read, a key would open one editor
    /// after the other; while a change is being taken back, it would ask for the same once more, and be refused.
    private func startAlone(_ deed: Deed, _ work: @escaping @MainActor () async -> Void) {
        guard !writer.isEditing, underWay.insert(deed).inserted else { return }
        start {
            await work()
            self.underWay.remove(deed)
        }
    }

    private func describe(_ type: ResourceType) async {
        // A definition that cannot be read leaves the kind with the columns it has.
        guard let columns = try? await cluster.printerColumns(of: type) else { return }
        dispatch(.described(type, columns))
    }

    private func fetch(_ type: ResourceType, _ key: ObjectKey) async {
        do throws(ClusterError) { dispatch(.fetched(type, key, try await cluster.get(type, key))) } catch {
            dispatch(.failed("Cannot read \(key): \(error)"))
        }
    }

    private func logIn() async {
        guard let plugin = cluster.endpoint.plugin else {
            return dispatch(
                .told("This context logs in with \(cluster.endpoint.loginMethod), and no plugin that could ask you."))
        }
        guard !writer.isEditing else { return }
        var failure: ClusterError?, isDone = true
        let work = { () async -> Void in
            do throws(ClusterError) { try await self.cluster.renewLogin() } catch { failure = error }
        }
        if cluster.endpoint.mayAsk {
            isDone = await writer.lend(saying: WaitingLine("Logging in with", plugin), to: work)
        } else {
            // It is not allowed to ask: the frame stays, and says that it runs.
            await work()
        }
        if let failure {
            if failure != .cancelled { dispatch(.failed("\(failure)")) }
        } else if isDone {
            dispatch(.told("Logged in with \(plugin)."))
        }
    }

    /// Lets a plugin that may ask do so before anything is asked of the server, then goes on whatever came of it.
    func logInFirst(then goOn: @escaping @MainActor () -> Void) {
        guard cluster.endpoint.mayAsk, let plugin = cluster.endpoint.plugin else { return goOn() }
        start {
            _ = await self.writer.lend(saying: WaitingLine("Logging in with", plugin)) {
                // Should it fail, the first request meets the same failure, and the header says so.
                try? await self.cluster.logIn(isInteractive: true)
            }
            if !self.isClosed { goOn() }
        }
    }

    // MARK: History

    private var historyOf: HistoryStore.Cluster { HistoryStore.Cluster(server: cluster.endpoint.server.absoluteString, context: cluster.endpoint.name) }

    /// A sandbox of this process is another one each time.
    private var history: HistoryStore? { cluster.endpoint.isSandbox ? nil : services.history }

    /// Reads what was done here before, beside the main actor: it may be 20 MB.
    func readHistory() {
        guard let history else { return }
        let of = historyOf
        start {
            let contents = await Self.read(history, of)
            self.dispatch(.historyRead(contents.steps))
            if let remark = contents.remarks.first { self.dispatch(.told(remark)) }
        }
    }

    private nonisolated static func read(_ history: HistoryStore, _ cluster: HistoryStore.Cluster) async -> HistoryStore.Contents { history.load(cluster) }

    private func keep(_ step: HistoryStep) {
        do throws(HistoryError) { try history?.add(step, to: historyOf) } catch { dispatch(.failed("\(error)")) }
    }

    private func mark(_ id: HistoryStep.ID, isUndone: Bool) {
        do throws(HistoryError) { try history?.mark(id, isUndone: isUndone, of: historyOf) } catch { dispatch(.failed("\(error)")) }
    }
}
