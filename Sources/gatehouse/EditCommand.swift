import ArgumentParser
import Dashboard
import KubeClient
import KubeModel

/// `gatehouse edit`: the dashboard's own edit path, from the shell.
struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", _superCommandName: "gatehouse", abstract: "Edit a resource in $EDITOR, then replace it.",
        discussion: """
            Nothing typed is lost: a text that cannot be sent is kept as a draft, and its place is printed.
            """)

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
            if draft {
                try await session.require("update", type, namespace: key.namespace, name: name, else: "no editor was opened")
                return try await ShellEdit.goOn(with: type, key, session, sending)
            }
            let object = try await object(type, key, session)
            try await session.require("update", type, namespace: key.namespace, name: name, unchanged: object, else: "no editor was opened")
            try await ShellEdit.run(EditSession(editing: object, type: type), session, sending)
        }
    }

    private func object(_ type: ResourceType, _ key: ObjectKey, _ session: Session) async throws -> JSONValue {
        let bytes: [UInt8]
        do throws(ClusterError) { bytes = try await session.client.get(type, key) } catch {
            throw CommandFailure(error, doing: "Cannot open \(type.kind) \(key)")
        }
        do throws(EditObstacle) { return try EditSession.object(in: bytes) } catch {
            throw CommandFailure("Cannot open \(type.kind) \(key): \(error)")
        }
    }
}
