import Dashboard
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import KubeRules
import TerminalUI

/// Everything that changes the cluster: edits, with the editor and the question before they are sent, and jobs of any number of objects.
@MainActor
final class WriteRunner {
    private let cluster: any Cluster
    private let services: DashboardServices
    /// What the server says of its kinds.
    let schemas: ClusterSchemas
    private let terminal: any TerminalServices
    private let manners: WriteManners
    /// Begins something that goes on by itself.
    private let start: @MainActor (@escaping @MainActor () async -> Void) -> Void
    private let dispatch: @MainActor (Action) -> Void
    private var pending: [UUID: String] = [:]
    /// Whether the editor has the terminal: nothing else may begin an edit then.
    private(set) var isEditing = false
    /// Hears what the person makes of what an edit would do; nil: no edit asks.
    private var previewed: AsyncStream<WritePreview.Word>.Continuation?
    /// Whether the job that runs is to end after the object it is at.
    private var isStopped = false

    init(
        cluster: any Cluster, services: DashboardServices, terminal: any TerminalServices, manners: WriteManners,
        start: @escaping @MainActor (@escaping @MainActor () async -> Void) -> Void, dispatch: @escaping @MainActor (Action) -> Void
    ) {
        self.cluster = cluster
        schemas = ClusterSchemas(cluster)
        self.services = services
        self.terminal = terminal
        self.manners = manners
        self.start = start
        self.dispatch = dispatch
    }

    private func setPending(_ id: UUID, _ words: String?) {
        pending[id] = words
        dispatch(.pending(pending.values.sorted()))
    }

    // MARK: Edits

    func edit(_ type: ResourceType, _ key: ObjectKey) async {
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
        let unchanged = ChangeRequest(method: .replace, type: type, key: key, body: object)
        guard await mayWrite("update", type, key.namespace, key.name, doing: "edit \(type.kind) \(key)", trial: unchanged) else { return }
        await run(EditSession(editing: object, type: type))
    }

    func create(_ type: ResourceType, namespace: String, target: GraphID?) async {
        let template = await Self.template(for: type, namespace, await schemas.book(for: type), target)
        let trial = Self.creation(template, type, namespace)
        guard await mayWrite("create", type, type.isNamespaced ? namespace : nil, nil, doing: "create a \(type.kind)", trial: trial) else { return }
        await run(EditSession(creating: type, namespace: namespace, template: template))
    }

    /// Beside the main actor: what a schema wants is found by trying.
    private nonisolated static func template(for type: ResourceType, _ namespace: String, _ book: SchemaBook?, _ target: GraphID?) async -> String {
        ServedTemplate.text(for: type, namespace: namespace, book: book, target: target)
    }

    /// Creates one like another: it is shown before it is sent, and can be changed there.
    func copy(_ type: ResourceType, _ key: ObjectKey, to copy: ObjectKey) async {
        do throws(ClusterError) {
            guard let object = RawJSON(try await cluster.get(type, key)).value else { return dispatch(.failed("Cannot read \(type.kind) \(key).")) }
            let text = ObjectCopy.text(of: object, type: type, as: copy), trial = Self.creation(text, type, copy.namespace ?? "")
            guard await mayWrite("create", type, copy.namespace, nil, doing: "create \(type.kind) \(copy)", trial: trial) else { return }
            await run(EditSession(creating: type, namespace: copy.namespace, text: text))
        } catch { dispatch(.failed("Cannot read \(type.kind) \(key): \(error)")) }
    }

    /// What a text would be created by; nil for one that is no object.
    private static func creation(_ text: String, _ type: ResourceType, _ namespace: String) -> ChangeRequest? {
        guard let body = try? YAMLReader.parse(text) else { return nil }
        return ChangeRequest(method: .create, type: type, key: ObjectKey(namespace: type.isNamespaced ? namespace : nil, name: ""), body: body)
    }

    /// Asks first whether it is allowed: nobody writes a text for nothing.
    ///
    /// - Parameters:
    ///   - name: Of the object, or of one of several; nil for a new one.
    ///   - trial: What is tried where the server does not say what is allowed.
    /// - Returns: false where the server says no; that is said to the person.
    private func mayWrite(
        _ verb: String, _ type: ResourceType, _ namespace: String?, _ name: String?, doing: String, trial: ChangeRequest? = nil
    ) async -> Bool {
        if let isAllowed = try? await cluster.isAllowed(verb, type, namespace: namespace, name: name) {
            if isAllowed { return true }
        } else {
            // Whatever else is said against it is told where it is sent.
            guard let trial, await isForbidden(trial) else { return true }
        }
        let place = namespace.map { " in \($0)" } ?? ""
        dispatch(.failed("Cannot \(doing): you may not \(verb) \(type.qualifiedName)\(place). Ask for the right, or use a context that has it."))
        return false
    }

    private func isForbidden(_ trial: ChangeRequest) async -> Bool {
        do throws(ClusterError) {
            _ = try await cluster.write(trial, isDryRun: true)
            return false
        } catch {
            if case .forbidden = error { return true }
            return false
        }
    }

    /// Tells what the server's schema says of a field.
    func explain(_ type: ResourceType, _ field: String) async {
        guard let book = await schemas.book(for: type) else {
            return dispatch(.told("This server tells nothing of the fields of \(type.kind)."))
        }
        do throws(SchemaExplanation.UnknownField) {
            guard let found = try book.explanation(apiVersion: type.apiVersion, kind: type.kind, path: field) else { return }
            dispatch(.showPage(title: field.isEmpty ? type.kind : "\(type.kind) \(field)", lines: found.lines(width: 96)))
        } catch { dispatch(.told("\(error)")) }
    }

    var drafts: DraftDesk { DraftDesk(cluster: cluster, files: services.files, clock: services.clock) }

    func edit(draft path: String) async {
        do throws(DraftDesk.Obstacle) { await run(try await drafts.session(path), from: path) } catch {
            dispatch(.failed(error.sentence))
        }
    }

    private func run(_ session: EditSession, from draft: String? = nil) async {
        guard !isEditing else { return }
        isEditing = true
        let flow = EditFlow(
            cluster: cluster, editor: terminal, files: services.files, editorCommand: services.editorCommand,
            clock: services.clock, schemas: schemas)
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

    func answer(_ word: WritePreview.Word) { previewed?.yield(word) }

    /// Lends the terminal to what may ask the person something; no edit begins meanwhile.
    func lend(saying line: WaitingLine, to work: () async -> Void) async -> Bool {
        isEditing = true
        defer { isEditing = false }
        return await terminal.lend(saying: line, to: work)
    }

    // MARK: Jobs

    /// Sends the changes one after the other; what fails keeps no other from it.
    func perform(_ job: WriteJob) async {
        let id = UUID(), count = job.records.count
        isStopped = false
        var summary = WriteSummary(job)
        setPending(id, "\(job.deed.present) \(WriteJob.name(of: job.records))")
        for verb in job.verbs {
            let doing = "\(job.deed.verb) \(WriteJob.name(of: job.records))"
            let one = job.records.first { $0.type.qualifiedName == verb.type.qualifiedName && $0.key.namespace == verb.namespace }
            let name = verb.name == "create" ? nil : one?.key.name
            guard await mayWrite(verb.name, verb.type, verb.namespace, name, doing: doing) else {
                setPending(id, nil)
                return dispatch(.written(nil))
            }
        }
        let refusals = await refusals(of: job)
        for (place, record) in job.records.enumerated() where !isStopped && !Task.isCancelled {
            let number = count == 1 ? "" : " \(place + 1) of \(count):"
            setPending(id, "\(job.deed.present)\(number) \(record.key)\(count == 1 ? "" : ", esc stops")")
            if let refusal = refusals[place] {
                summary.failures.append(WriteSummary.Failure(record, job.sentence(record, refusal)))
                continue
            }
            let writing = ObjectWriting(cluster)
            switch await writing.write(record, verb: job.deed.verb) {
            case .success(let done):
                summary.done.append(done)
                if let remark = keep(record, storedAs: done.after) { summary.remarks.append("\(job.deed.past) \(record.type.kind) \(record.key), but \(remark)") }
            case .failure(let failure): summary.failures.append(failure)
            }
        }
        setPending(id, nil)
        dispatch(.written(summary))
    }

    /// Tells what the server would refuse of a job that is shown.
    func examine(_ job: WriteJob) async { dispatch(.examined(job, refusals: await refusals(of: job))) }

    /// Why the server would not take a change, by place among the records; nothing where nothing is known against any.
    private func refusals(of job: WriteJob) async -> [Int: String] {
        var books: [String: SchemaBook] = [:], asked: Set<String> = []
        for record in job.records where record.after != nil && asked.insert(WriteJob.bookName(of: record.type)).inserted {
            books[WriteJob.bookName(of: record.type)] = await schemas.book(for: record.type)
        }
        return await Self.refusals(of: job, books)
    }

    /// Beside the main actor: there may be thousands, each with rules to be asked.
    private nonisolated static func refusals(of job: WriteJob, _ books: [String: SchemaBook]) async -> [Int: String] { job.refusals(books) }

    /// Reads the objects of a step, as they are now.
    func read(_ step: HistoryStep, isRedo: Bool) async {
        var now: [JSONValue?] = []
        for record in step.records {
            do throws(ClusterError) { now.append(RawJSON(try await cluster.get(record.type, record.key)).value) } catch {
                guard case .notFound = error else {
                    return dispatch(.failed("Cannot \(isRedo ? "redo" : "undo") the change of \(record.key): \(error)"))
                }
                now.append(nil)
            }
        }
        dispatch(.readForUndo(step, isRedo: isRedo, now: now))
    }

    /// Ends the job that runs after the object it is at.
    func stop() { isStopped = true }

    /// Compares what the server stored with what was to be made, and keeps the text of that where a part is gone.
    ///
    /// - Returns: What is gone, and where the text is kept; nil where all is as it was wanted.
    private func keep(_ record: ChangeRecord, storedAs stored: JSONValue?) -> String? {
        guard let stored, stored["metadata"] != nil, let wanted = record.after else { return nil }
        let body = EditablePart.of(wanted), shortfall = Shortfall(sent: body, stored: stored, opened: record.before)
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
