import Dashboard
import Foundation
import KubeClient
import KubeModel
import TerminalUI

/// Runs an ``EditSession``: opens the editor, sends what was saved, keeps drafts. The dashboard and the shell share it.
@MainActor
public struct EditFlow {
    private let cluster: any Cluster
    /// What texts are held against before they are sent; nil: the server alone.
    private let schemas: ClusterSchemas?
    private let editor: any Editor
    private let files: any EditFiles
    /// The environment's choice of editor, as one command line.
    private let editorCommand: String
    private let clock: DashboardClock

    public init(
        cluster: any Cluster, editor: any Editor, files: any EditFiles, editorCommand: String,
        clock: DashboardClock = .system, schemas: ClusterSchemas? = nil
    ) {
        self.cluster = cluster
        self.schemas = schemas
        self.editor = editor
        self.files = files
        self.editorCommand = editorCommand
        self.clock = clock
    }

    /// What came of an edit, in one sentence, with the place of the draft where one was kept.
    public struct Result: Sendable {
        public var outcome: EditOutcome
        public var sentence: String
        /// What the text was made from.
        public var origin: DraftOrigin
        /// Where the draft is kept.
        public var draft: String?
        /// The file of an editor that came back before it was closed.
        public var left: (any EditedFile)?
    }

    /// - Parameters:
    ///   - progress: Told what is on its way to the server, and nil once it was answered.
    ///   - draft: The path of the draft that the session goes on with: it is deleted once its text is sent, or kept anew.
    ///   - ask: Shows what would be sent, and says what the person makes of it; nil sends without a question.
    public func run(
        _ session: EditSession, from draft: String? = nil, progress: @MainActor (String?) -> Void = { _ in }, ask: (@MainActor (WritePreview) async -> WritePreview.Word)? = nil
    ) async -> Result {
        var session = session
        session.asksBeforeSending = ask != nil
        session.context = cluster.endpoint.name
        let kept = files.kept(of: session.type, session.key, in: session.context)
        session.mention(drafts: kept)
        let file: any EditedFile
        do throws(DraftError) {
            file = try files.open(session)
        } catch {
            return refused(session, "Nothing was opened: \(error)")
        }
        let type = session.type
        // It is read while the person edits.
        async let book = schemas?.book(for: type)
        var time = 0.0
        var step = session.start()
        if let text = session.text {
            if let book = await book { session.learn(book) }
            step = session.handle(.editorClosed(Array(text.utf8)))
        }
        while true {
            switch step {
            case .openEditor(let text):
                let input: EditSession.Input
                (input, time) = await edit(text, file, session)
                if session.wantsSchema, let book = await book { session.learn(book) }
                step = session.handle(input)
            case .send, .rehearse, .ask, .fetch: step = await take(step, &session, progress, ask)
            case .finish(let outcome):
                var result = finish(outcome, file, session.origin, after: time)
                if let draft, result.draft != draft, result.draft != nil || outcome.isSent { files.discard(draft) }
                if outcome.kind == .unchanged, let newest = kept.last {
                    result.sentence += " A draft of it is kept in \(newest)."
                }
                return result
            }
        }
    }

    /// Sends the text of a file as it stands: no editor is opened, and nothing is kept.
    ///
    /// - Parameter ask: As for ``run(_:from:progress:ask:)``.
    public func send(
        file text: [UInt8], _ session: EditSession, ask: (@MainActor (WritePreview) async -> WritePreview.Word)? = nil
    ) async -> EditOutcome {
        var session = session
        session.isOfFile = true
        session.asksBeforeSending = ask != nil
        if let book = await schemas?.book(for: session.type) { session.learn(book) }
        var step = session.handle(.editorClosed(text))
        while true {
            switch step {
            // Nobody goes back to an editor that was not opened.
            case .openEditor: step = session.handle(.answered(.leave))
            case .send, .rehearse, .ask, .fetch: step = await take(step, &session, { _ in }, ask)
            case .finish(let outcome): return outcome
            }
        }
    }

    /// What is done without an editor.
    private func take(
        _ step: EditSession.Step, _ session: inout EditSession, _ progress: @MainActor (String?) -> Void,
        _ ask: (@MainActor (WritePreview) async -> WritePreview.Word)?
    ) async -> EditSession.Step {
        switch step {
        case .send where session.wantsLook: return await look(at: session.type, session.key, &session)
        case .send(let request):
            progress(Self.words(request, session.takenOver))
            let reply = await send(request)
            progress(nil)
            return session.handle(.replied(reply))
        case .rehearse where session.wantsLook: return await look(at: session.type, session.key, &session)
        case .rehearse(let request):
            progress("trying \(request.key)")
            let rehearsal = await rehearse(request)
            progress(nil)
            return session.handle(.rehearsed(rehearsal))
        case .ask(let preview): return session.handle(.answered(await ask?(preview) ?? .send))
        case .fetch(let type, let key): return await look(at: type, key, &session)
        case .openEditor, .finish: return step
        }
    }

    /// - Returns: What came of it, and how many seconds the editor took.
    private func edit(
        _ text: String, _ file: any EditedFile, _ session: EditSession
    ) async -> (input: EditSession.Input, time: Double) {
        let begun = clock.uptime()
        let input = await edit(text, in: file, session)
        return (input, clock.uptime() - begun)
    }

    private func edit(_ text: String, in file: any EditedFile, _ session: EditSession) async -> EditSession.Input {
        do throws(DraftError) {
            try file.write(text, isTyped: session.holdsTypedText)
            file.note(session.origin)
        } catch {
            return .fileFailed(Array(text.utf8), sentence: "\(error)")
        }
        guard let command = EditorCommand(editorCommand) else {
            return .editorFailed(nil, reason: "the command \(editorCommand) has a quote that is not closed")
        }
        let exit = await withLock(of: file) { await editor.edit(command.words, file: file.path, lock: $0) }
        let contents: [UInt8]?
        do throws(DraftError) { contents = try file.contents() } catch {
            return .fileFailed(nil, sentence: "\(error)")
        }
        switch exit {
        case .exited(0): return .editorClosed(contents)
        case .exited(let code): return .editorFailed(contents, reason: command.explain(status: code))
        case .signalled(let signal):
            return .editorFailed(contents, reason: "\(command.name) was ended by signal \(signal)")
        case .notStarted(let reason):
            return .editorFailed(contents, reason: reason.hasSuffix(".") ? String(reason.dropLast()) : reason)
        }
    }

    /// Our own hold on the editor's lock ends with the editor: what holds it then is something that the editor started.
    private func withLock(of file: any EditedFile, _ body: (Int32?) async -> EditorExit) async -> EditorExit {
        let lock = file.lockForEditor()
        let exit = await body(lock?.descriptor)
        withExtendedLifetime(lock) {}
        return exit
    }

    private func send(_ request: ChangeRequest) async -> Swift.Result<JSONValue, EditRefusal> {
        do throws(ClusterError) {
            let answer = try await cluster.write(request, isDryRun: false)
            // What is no object the session looks at again on the server.
            return .success(RawJSON(answer.body).value ?? .null)
        } catch {
            return .failure(EditRefusal(error))
        }
    }

    private func rehearse(_ request: ChangeRequest) async -> WriteRehearsal {
        do throws(ClusterError) {
            let answer = try await cluster.write(request, isDryRun: true)
            return WriteRehearsal(answer: .success(RawJSON(answer.body).value ?? .null), warnings: answer.warnings)
        } catch {
            return WriteRehearsal(answer: .failure(EditRefusal(error)))
        }
    }

    /// `replacing team-a/cart-cors with what changed there meanwhile: spec.timeouts.request`.
    private static func words(_ request: ChangeRequest, _ takenOver: [String]) -> String {
        let deed = request.method == .create ? "creating" : "replacing"
        let others = takenOver.isEmpty ? "" : " with what changed there meanwhile: \(takenOver.joined(separator: ", "))"
        return "\(deed) \(request.key)\(others)"
    }

    /// Reads the object again.
    private func look(
        at type: ResourceType, _ key: ObjectKey, _ session: inout EditSession
    ) async -> EditSession.Step {
        let reading = await read(type, key)
        return session.handle(.fetched(reading))
    }

    private func read(_ type: ResourceType, _ key: ObjectKey) async -> EditSession.Reading {
        do throws(ClusterError) {
            return RawJSON(try await cluster.get(type, key)).value.map { .found($0) } ?? .unknown
        } catch {
            if case .notFound = error { return .gone }
            return .unknown
        }
    }

    private func finish(
        _ outcome: EditOutcome, _ file: any EditedFile, _ origin: DraftOrigin, after time: Double
    ) -> Result {
        guard let draft = outcome.draft else {
            return putAway(file, Result(outcome: outcome, sentence: outcome.message, origin: origin), after: time)
        }
        do throws(DraftError) {
            let path = try files.save(draft, of: origin, at: clock.now())
            files.markUntold(path)
            let sentence = outcome.sentence(draftAt: path)
            return putAway(file, Result(outcome: outcome, sentence: sentence, origin: origin, draft: path), after: time)
        } catch {
            return Result(outcome: outcome, sentence: lastCopy(draft, file, outcome), origin: origin)
        }
    }

    /// The editor's own file is the last copy: it stays, and is the draft of the next start.
    private func lastCopy(_ draft: [UInt8], _ file: any EditedFile, _ outcome: EditOutcome) -> String {
        do throws(DraftError) {
            if try file.contents() == nil { try file.write(String(decoding: draft, as: UTF8.self), isTyped: true) }
            return outcome.sentence(draftAt: file.path)
        } catch { return "\(outcome.message) Your text could not be kept: \(error)" }
    }

    /// Says of a file that stays why it does.
    private func putAway(_ file: any EditedFile, _ result: Result, after time: Double) -> Result {
        let command = EditorCommand(editorCommand), isUnchanged = result.outcome.kind == .unchanged
        var result = result
        if file.isStillOpen || isUnchanged && command?.isKnownToComeBack == true {
            file.keep(unseen: !file.isStillOpen)
            result.left = file
            result.sentence +=
                " The editor came back before it was closed: give it its option to wait"
                + " (\(command?.waitingForm ?? EditorCommand.anyWaitingForm)). What you save in it is not sent,"
                + " and stays in \(file.path)."
        } else if let command, isUnchanged, file.isUntouched, command.mayHaveComeBack(after: time) {
            file.keep(unseen: true)
            result.left = file
            result.sentence +=
                " \(command.name) came back at once: if it is still open, what you save in it is not sent, and stays"
                + " in \(file.path)."
        } else if let sentence = file.remove() {
            result.sentence += " \(sentence)"
        }
        return result
    }

    private func refused(_ session: EditSession, _ message: String) -> Result {
        let outcome = EditOutcome(
            kind: .refused, message: message, object: nil, draft: nil, type: session.type, key: session.key)
        return Result(outcome: outcome, sentence: message, origin: session.origin)
    }
}

extension EditRefusal {
    /// The server's words where it said any, else our sentence about the connection.
    public init(_ error: ClusterError) {
        switch error {
        case .forbidden(let status), .notFound(let status), .conflict(let status), .alreadyExists(let status),
            .invalid(let status), .badRequest(let status), .methodNotAllowed(let status),
            .unsupportedMediaType(let status), .unavailable(let status, _), .server(let status):
            self = .status(status)
        case .unauthorized, .gone, .versionTooLarge, .tooLarge, .tooManyRequests, .redirected, .refused, .unresolved,
            .untrusted, .loginFailed, .readOnly:
            self = .declined(error.description)
        case .reset, .truncated, .timedOut, .notJSON, .cancelled, .other: self = .unreachable(error.description)
        }
    }
}
