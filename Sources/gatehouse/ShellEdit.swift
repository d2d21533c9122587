import Dashboard
import DashboardUI
import Foundation
import KubeClient
import KubeModel
import NcursesTerminal

/// Runs an edit with the terminal as it is: no screen is taken.
@MainActor
enum ShellEdit {
    /// Goes on with the newest draft of an object, also where that is gone.
    static func goOn(
        with type: ResourceType, _ key: ObjectKey, _ session: Session, _ sending: SendingOptions
    ) async throws {
        let drafts = DraftStore(environment: ProcessInfo.processInfo.environment)
        drafts.recover(at: Date())
        guard let path = drafts.kept(of: type, key, in: session.client.endpoint.name).last else {
            throw CommandFailure("No draft of \(type.kind) \(key) is kept in \(drafts.folder).")
        }
        let edit: EditSession
        do throws(DraftDesk.Obstacle) {
            edit = try await DraftDesk(cluster: session.client, files: drafts).session(path)
        } catch { throw CommandFailure(error.sentence) }
        try await run(edit, session, sending, from: path)
    }

    /// Asks whether to go on with the newest draft of an object, where there is one and somebody to be asked.
    static func wantsDraft(of type: ResourceType, _ key: ObjectKey, _ session: Session, _ sending: SendingOptions) async -> Bool {
        guard sending.asks else { return false }
        let drafts = DraftStore(environment: ProcessInfo.processInfo.environment)
        drafts.recover(at: Date())
        let kept = Set(drafts.kept(of: type, key, in: session.client.endpoint.name))
        guard let newest = drafts.list().first(where: { kept.contains($0.path) }) else { return false }
        while true {
            let question = "A draft of \(type.kind) \(key) was kept at \(KubeTime.text(newest.written)). Go on with it? [Y]es, [n]o, begin anew: "
            switch await ShellQuestion.answer(to: question)?.lowercased() {
            case "", "y", "yes": return true
            case "n", "no", nil: return false
            default: break
            }
        }
    }

    /// - Parameter draft: Where the text comes from that the edit goes on with.
    static func run(
        _ edit: EditSession, _ session: Session, _ sending: SendingOptions, from draft: String? = nil
    ) async throws {
        let drafts = DraftStore(environment: ProcessInfo.processInfo.environment)
        for sentence in drafts.recoveredAndLeft(at: Date()) { CommandEnd.complain(sentence) }
        drafts.markAllTold()
        let editor = ShellEditor()
        let result = await flow(session, editor, drafts).run(edit, from: draft, ask: question(session, sending))
        // Where the program was told to end, the terminal may be gone: the next start tells.
        if editor.endSignal == nil { drafts.markAllTold() }
        guard result.outcome.exitCode == 0 else { throw CommandFailure(result.sentence) }
        Output.write(SafeText.text(result.sentence) + "\n")
    }

    /// Sends the text of a file once. What is wrong with it is told with line and column; nothing of it is kept anywhere else.
    static func send(_ file: FileDocument, _ edit: EditSession, _ session: Session, _ sending: SendingOptions) async throws {
        let drafts = DraftStore(environment: ProcessInfo.processInfo.environment)
        let outcome = await flow(session, ShellEditor(), drafts).send(file: file.text, edit, ask: question(session, sending))
        guard outcome.exitCode == 0 else {
            throw CommandFailure((outcome.remarks.map(file.line) + [outcome.message]).joined(separator: "\n"))
        }
        Output.write(SafeText.text(outcome.message) + "\n")
    }

    private static func flow(_ session: Session, _ editor: ShellEditor, _ drafts: DraftStore) -> EditFlow {
        EditFlow(
            cluster: session.client, editor: editor, files: drafts,
            editorCommand: EditorChoice.command(environment: ProcessInfo.processInfo.environment), schemas: ClusterSchemas(session.client))
    }

    /// nil where nobody is there to be asked.
    private static func question(_ session: Session, _ sending: SendingOptions) -> (@MainActor (WritePreview) async -> WritePreview.Word)? {
        guard sending.asks else { return nil }
        return { await ShellPreview.ask($0, session) }
    }
}
