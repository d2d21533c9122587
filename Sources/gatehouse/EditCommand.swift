import ArgumentParser
import Dashboard
import DashboardUI
import Foundation
import KubeClient
import KubeModel
import NcursesTerminal

/// `gatehouse edit`: the dashboard's own edit path, from the shell.
struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", _superCommandName: "gatehouse", abstract: "Edit a resource in $EDITOR, then replace it.",
        discussion: "Nothing typed is lost: a text that cannot be sent is kept as a draft, and its place is printed.")

    @Argument(help: "The kind, or KIND/NAME.", completion: ServerWords.kinds) var kind: String
    @Argument(help: "The object.", completion: ServerWords.names) var name: [String] = []
    @Flag(name: .long, help: "Go on with the newest draft of it.") var draft = false
    @OptionGroup var place: OneNamespace
    @OptionGroup var sending: SendingOptions
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        try cluster.allowsChanges(to: "edit")
        _ = try ResourceWords(kind: kind, names: name).one(for: "edit")
    }

    func run() async throws {
        let (kind, name) = try ResourceWords(kind: kind, names: name).one(for: "edit")
        try await Session.run(cluster) { session in
            let type = try await session.type(kind)
            let key = session.key(type, name: name, place)
            if draft { return try await ShellEdit.goOn(with: type, key, session, sending) }
            let bytes: [UInt8]
            do throws(ClusterError) { bytes = try await session.client.get(type, key) } catch {
                throw CommandFailure(error, doing: "Cannot open \(type.kind) \(key)")
            }
            let object: JSONValue
            do throws(EditObstacle) { object = try EditSession.object(in: bytes) } catch {
                throw CommandFailure("Cannot open \(type.kind) \(key): \(error)")
            }
            try await ShellEdit.run(EditSession(editing: object, type: type), session, sending)
        }
    }
}

/// `gatehouse create`: a new object from the template of its kind.
struct CreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", _superCommandName: "gatehouse", abstract: "Create a resource from a template in $EDITOR."
    )

    @Argument(help: "The kind.", completion: ServerWords.kinds) var kind: String
    @OptionGroup var place: OneNamespace
    @OptionGroup var sending: SendingOptions
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        try cluster.allowsChanges(to: "create")
        guard !kind.contains("/") else {
            throw ValidationError("create takes the kind alone: the name is written in the editor.")
        }
    }

    func run() async throws {
        try await Session.run(cluster) { session in
            let type = try await session.type(kind)
            let edit = EditSession(
                creating: type, namespace: session.namespace(place),
                template: ServedTemplate.text(
                    for: type, namespace: session.namespace(place), book: await ClusterSchemas(session.client).book(for: type)))
            try await ShellEdit.run(edit, session, sending)
        }
    }
}

/// `gatehouse delete`: the objects that are named, without a question, as kubectl does.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", _superCommandName: "gatehouse", abstract: "Delete resources.",
        discussion:
            "KIND NAME NAME, or KIND/NAME KIND/NAME. What cannot be deleted is told, and keeps no other from it.")

    @Argument(help: "The kind, or KIND/NAME.", completion: ServerWords.kinds) var kind: String
    @Argument(help: "The objects.", completion: ServerWords.names) var names: [String] = []
    @OptionGroup var place: OneNamespace
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        try cluster.allowsChanges(to: "delete")
        guard try ResourceWords(kind: kind, names: names).nameCount > 0 else {
            throw ValidationError("delete takes the objects by name: KIND NAME, or KIND/NAME.")
        }
    }

    func run() async throws {
        let words = try ResourceWords(kind: kind, names: names)
        try await Session.run(cluster) { session in
            // Every word has to mean something before anything is deleted.
            let targets = try await session.targets(words, allowsMany: false)
            var failures: [CommandFailure] = []
            for target in targets {
                for name in target.names {
                    do throws(CommandFailure) { try await delete(target.kind.type, name, session) } catch {
                        guard error.status != .cannotConnect else { throw error }
                        failures.append(error)
                    }
                }
            }
            guard let last = failures.last else { return }
            for failure in failures.dropLast() { CommandEnd.complain(failure.sentence) }
            throw last
        }
    }

    private func delete(_ type: ResourceType, _ name: String, _ session: Session) async throws(CommandFailure) {
        let key = session.key(type, name: name, place)
        do throws(ClusterError) { _ = try await session.client.delete(type, key) } catch {
            throw CommandFailure(error, doing: "Cannot delete \(type.kind) \(key)")
        }
        let kind = type.group.isEmpty ? type.singular : "\(type.singular).\(type.group)"
        Output.write("\(kind) \"\(SafeText.line(name))\" deleted\n")
    }
}

/// Runs an edit with the terminal as it is: no screen is taken.
@MainActor
enum ShellEdit {
    /// Goes on with the newest draft of an object, also where that is gone.
    static func goOn(
        with type: ResourceType, _ key: ObjectKey, _ session: Session, _ sending: SendingOptions
    ) async throws {
        let drafts = DraftStore(environment: ProcessInfo.processInfo.environment)
        drafts.recover(at: Date())
        guard let path = drafts.kept(of: type, key).last else {
            throw CommandFailure("No draft of \(type.kind) \(key) is kept in \(drafts.folder).")
        }
        let edit: EditSession
        do throws(DraftDesk.Obstacle) {
            edit = try await DraftDesk(cluster: session.client, files: drafts).session(path)
        } catch { throw CommandFailure(error.sentence) }
        try await run(edit, session, sending, from: path)
    }

    /// - Parameter draft: Where the text comes from that the edit goes on with.
    static func run(
        _ edit: EditSession, _ session: Session, _ sending: SendingOptions, from draft: String? = nil
    ) async throws {
        let environment = ProcessInfo.processInfo.environment
        let drafts = DraftStore(environment: environment)
        for sentence in drafts.recoveredAndLeft(at: Date()) { CommandEnd.complain(sentence) }
        drafts.markAllTold()
        let editor = ShellEditor()
        let flow = EditFlow(
            cluster: session.client, editor: editor, files: drafts,
            editorCommand: EditorChoice.command(environment: environment), schemas: ClusterSchemas(session.client))
        var ask: (@MainActor (WritePreview) async -> WritePreview.Word)?
        if sending.asks { ask = { await ShellPreview.ask($0) } }
        let result = await flow.run(edit, from: draft, ask: ask)
        // Where the program was told to end, the terminal may be gone: the next start tells.
        if editor.endSignal == nil { drafts.markAllTold() }
        guard result.outcome.exitCode == 0 else { throw CommandFailure(result.sentence) }
        Output.write(SafeText.text(result.sentence) + "\n")
    }
}
