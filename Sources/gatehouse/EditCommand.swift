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

    @Argument(help: "The kind.", completion: ServerWords.kinds) var kind: String
    @Argument(help: "The object.", completion: ServerWords.names) var name: String
    @OptionGroup var place: OneNamespace
    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        try await Session.run(cluster) { session in
            let type = try await session.type(kind)
            let key = session.key(type, name: name, place)
            let object: JSONValue
            do throws(ClusterError) {
                guard let value = RawJSON(try await session.client.get(type, key)).value else { throw .notJSON }
                object = value
            } catch {
                throw CommandFailure(error, doing: "Cannot open \(type.kind) \(key)")
            }
            try await ShellEdit.run(EditSession(editing: object, type: type), session)
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
    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        try await Session.run(cluster) { session in
            let type = try await session.type(kind)
            let edit = EditSession(
                creating: type, namespace: session.namespace(place),
                servesContract: await session.client.servesContract())
            try await ShellEdit.run(edit, session)
        }
    }
}

/// `gatehouse delete`: one object, without a question, as kubectl does.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", _superCommandName: "gatehouse", abstract: "Delete a resource.")

    @Argument(help: "The kind.", completion: ServerWords.kinds) var kind: String
    @Argument(help: "The object.", completion: ServerWords.names) var name: String
    @OptionGroup var place: OneNamespace
    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        try await Session.run(cluster) { session in
            let type = try await session.type(kind)
            let key = session.key(type, name: name, place)
            do throws(ClusterError) { _ = try await session.client.delete(type, key) } catch {
                throw CommandFailure(error, doing: "Cannot delete \(type.kind) \(key)")
            }
            Output.write("\(type.singular).\(type.group) \"\(Plain.line(name))\" deleted\n")
        }
    }
}

/// Runs an edit with the terminal as it is: no screen is taken.
@MainActor
enum ShellEdit {
    static func run(_ edit: EditSession, _ session: Session) async throws {
        let environment = ProcessInfo.processInfo.environment
        let drafts = DraftStore(environment: environment)
        for sentence in drafts.recoveredAndLeft(at: Date()) { CommandEnd.complain(sentence) }
        drafts.markAllTold()
        let flow = EditFlow(
            client: session.client, editor: ShellEditor(), drafts: drafts,
            editorCommand: EditorChoice.command(environment: environment))
        let result = await flow.run(edit)
        drafts.markAllTold()
        guard result.outcome.exitCode == 0 else { throw CommandFailure(result.sentence) }
        Output.write(Plain.text(result.sentence) + "\n")
    }
}
