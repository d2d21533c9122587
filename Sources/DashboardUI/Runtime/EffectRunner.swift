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
    private lazy var graph = GraphKeeper(clock: services.clock, giveBackMemory: services.giveBackMemory) { [weak self] in self?.dispatch(.answered($0)) }
    private lazy var related = RelatedKinds(cluster, graph, clock: services.clock)
    private let terminal: any TerminalServices
    private let manners: WriteManners
    private let deliver: @MainActor (Action) -> Void
    private let switchContext: @MainActor (String) -> Void
    private let quit: @MainActor () -> Void
    private enum Deed: Hashable { case edit, revert }

    private var watches: [ResourceType: Task<Void, Never>] = [:]
    private var tidying: Task<Void, Never>?
    private var others: [UUID: Task<Void, Never>] = [:]
    private var pending: [UUID: String] = [:]
    /// Whether the editor has the terminal: nothing else may begin an edit then.
    private(set) var isEditing = false
    /// Hears what the person makes of what an edit would do; nil: no edit asks.
    private var previewed: AsyncStream<WritePreview.Word>.Continuation?
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
            let kept = drafts.list(DraftList.Target(type, key))
            if kept.drafts.isEmpty { startAlone(.edit) { await self.edit(type, key) } } else { dispatch(.draftsFound(kept)) }
        case .editAnew(let type, let key): startAlone(.edit) { await self.edit(type, key) }
        case .openDraft(let path): startAlone(.edit) { await self.edit(draft: path) }
        case .compareDraft(let path): start { self.dispatch(await self.drafts.compare(path)) }
        case .deleteDraft(let path, let target): dispatch(.draftsFound(drafts.delete(path, target)))
        case .create(let type, let namespace):
            startAlone(.edit) {
                let servesContract = await self.cluster.servesContract()
                let session = EditSession(creating: type, namespace: namespace, servesContract: servesContract)
                await self.runEdit(session)
            }
        case .answerPreview(let word): previewed?.yield(word)
        case .delete(let targets): start { await self.delete(targets) }
        case .revert(let record, let current, let isRedo):
            startAlone(.revert) { await self.revert(record, current: current, isRedo: isRedo) }
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
        case .listDrafts: dispatch(.draftsFound(drafts.list()))
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
        guard !isEditing, underWay.insert(deed).inserted else { return }
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

    private func edit(_ type: ResourceType, _ key: ObjectKey) async {
        guard !isEditing else { return }
        // The newest version is edited, not the one on screen, should the connection be behind.
        let bytes: [UInt8]
        do throws(ClusterError) { bytes = try await cluster.get(type, key) } catch {
            return dispatch(.failed("Cannot open \(type.kind) \(key): \(error)"))
        }
        let object: JSONValue
        do throws(EditObstacle) { object = try EditSession.object(in: bytes) } catch {
            return dispatch(.failed("Cannot open \(type.kind) \(key): \(error)"))
        }
        await runEdit(EditSession(editing: object, type: type))
    }

    private var drafts: DraftDesk { DraftDesk(cluster: cluster, files: services.files, clock: services.clock) }

    private func edit(draft path: String) async {
        do throws(DraftDesk.Obstacle) { await runEdit(try await drafts.session(path), from: path) } catch {
            dispatch(.failed(error.sentence))
        }
    }

    private func runEdit(_ session: EditSession, from draft: String? = nil) async {
        guard !isEditing else { return }
        isEditing = true
        let flow = EditFlow(
            cluster: cluster, editor: terminal, files: services.files, editorCommand: services.editorCommand,
            clock: services.clock)
        let id = UUID()
        let result = await flow.run(session, from: draft, progress: { self.setPending(id, $0) }, ask: manners.asksBeforeSending ? ask : nil)
        isEditing = false
        if result.left != nil { start { await self.drafts.follow(result) { self.dispatch(.announced($0)) } } }
        switch result.outcome.kind {
        case .created, .replaced:
            let record = ChangeRecord(
                type: result.outcome.type, key: result.outcome.key, before: result.outcome.replaced, after: result.outcome.object)
            dispatch(.changed(record, message: result.sentence))
            // In the tone of a failure, which stays until it is read.
            if result.outcome.isPartial { dispatch(.failed(result.sentence)) }
        case .unchanged, .left: dispatch(.told(result.sentence))
        case .refused: dispatch(.failed(result.sentence))
        }
    }

    /// Shows what an edit would do. Whoever ends everything meanwhile leaves it: the text becomes a draft.
    @Sendable private func ask(_ preview: WritePreview) async -> WritePreview.Word {
        let (words, inbox) = AsyncStream.makeStream(of: WritePreview.Word.self)
        previewed = inbox
        defer { previewed = nil }
        dispatch(.preview(preview, .edit))
        for await word in words { return word }
        return .leave
    }

    private func logIn() async {
        guard let plugin = cluster.endpoint.plugin else {
            return dispatch(
                .told("This context logs in with \(cluster.endpoint.loginMethod), and no plugin that could ask you."))
        }
        guard !isEditing else { return }
        var failure: ClusterError?, isDone = true
        let work = { () async -> Void in
            do throws(ClusterError) { try await self.cluster.renewLogin() } catch { failure = error }
        }
        if cluster.endpoint.mayAsk {
            isDone = await lend(saying: WaitingLine("Logging in with", plugin), to: work)
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

    private func lend(saying line: WaitingLine, to work: () async -> Void) async -> Bool {
        isEditing = true
        defer { isEditing = false }
        return await terminal.lend(saying: line, to: work)
    }

    /// Lets a plugin that may ask do so before anything is asked of the server, then goes on whatever came of it.
    func logInFirst(then goOn: @escaping @MainActor () -> Void) {
        guard cluster.endpoint.mayAsk, let plugin = cluster.endpoint.plugin else { return goOn() }
        start {
            _ = await self.lend(saying: WaitingLine("Logging in with", plugin)) {
                // Should it fail, the first request meets the same failure, and the header says so.
                try? await self.cluster.logIn(isInteractive: true)
            }
            if !self.isClosed { goOn() }
        }
    }

    private func setPending(_ id: UUID, _ words: String?) {
        pending[id] = words
        dispatch(.pending(pending.values.sorted()))
    }

    private func delete(_ targets: [DeleteTarget]) async {
        let id = UUID()
        var refusals: [String] = []
        for target in targets {
            let type = target.type
            setPending(id, "deleting \(target.key)")
            do throws(ClusterError) {
                _ = try await cluster.write(target.request(), isDryRun: false)
                let record = ChangeRecord(
                    type: type, key: target.key, before: RawJSON(target.body).value, after: nil)
                dispatch(.changed(record, message: "Deleted \(type.kind) \(target.key). z takes it back."))
            } catch {
                refusals.append("Cannot delete \(type.kind) \(target.key): \(error)")
            }
        }
        setPending(id, nil)
        // Last, so that what went well with the others does not cover them.
        switch refusals.count {
        case 0: break
        case 1: dispatch(.failed(refusals[0]))
        default: dispatch(.showPage(title: "Not deleted", lines: refusals))
        }
    }

    private func revert(_ record: ChangeRecord, current: JSONValue?, isRedo: Bool) async {
        let id = UUID(), word = isRedo ? "redo" : "undo"
        setPending(id, "\(word)ing the change of \(record.key)")
        do throws(ClusterError) {
            let change = record.request(current: current)
            let answer = try await cluster.write(change, isDryRun: false).body
            let shortfall =
                record.after == nil ? nil : keep(change.body, of: record, storedAs: answer, opened: current)
            dispatch(.undone(record, isRedo: isRedo))
            if let shortfall {
                let deed = isRedo ? "Made again" : "Took back"
                dispatch(.failed("\(deed) the change of \(record.key), but \(shortfall)"))
            }
        } catch {
            // A server may quote the token that it refuses.
            let words = SecretMask.hiding([record.before, record.after].compactMap { $0 }, in: "\(error)")
            dispatch(.failed("Cannot \(word) the change of \(record.key): \(words)"))
        }
        setPending(id, nil)
    }

    /// Compares what the server stored with what was to be made again, and keeps the text of that where a part is gone.
    ///
    /// - Returns: What is gone, and where the text is kept; nil where all is as it was wanted.
    private func keep(
        _ body: JSONValue, of record: ChangeRecord, storedAs answer: [UInt8], opened: JSONValue?
    ) -> String? {
        guard let stored = RawJSON(answer).value, stored["metadata"] != nil else { return nil }
        let shortfall = Shortfall(sent: body, stored: stored, opened: opened)
        guard !shortfall.isEmpty else { return nil }
        let text = Array(YAMLWriter.text(body).utf8)
        do throws(DraftError) {
            let path = try services.files.save(text, type: record.type, key: record.key, at: services.clock.now())
            return "\(shortfall.sentence) The whole text is kept in \(path)."
        } catch {
            return "\(shortfall.sentence) The whole text could not be kept: \(error)"
        }
    }
}
