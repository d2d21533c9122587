import ArgumentParser
import Dashboard
import KubeClient
import KubeModel

/// `gatehouse edit`: the dashboard's own edit path, from the shell.
struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", _superCommandName: "gatehouse", abstract: "Edit a resource in $EDITOR, then replace it.",
        discussion: """
            Nothing typed is lost: a text that cannot be sent is kept as a draft, and its place is printed. With -f the text is that of a file, \
            sent once: what is refused is told with line and column, and nothing else is kept of it.
            """)

    @Argument(help: "The kind, or KIND/NAME.", completion: ServerWords.kinds) var kind: String
    @Argument(help: "The object.", completion: ServerWords.names) var name: [String] = []
    @Flag(name: .long, help: "Go on with the newest draft of it.") var draft = false
    @OptionGroup var file: FileOption
    @OptionGroup var place: OneNamespace
    @OptionGroup var sending: SendingOptions
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        try cluster.allowsChanges(to: "edit")
        guard !draft || file.path == nil else { throw ValidationError("--draft and -f exclude each other: each brings a text.") }
        _ = try ResourceWords(kind: kind, names: name).one(for: "edit")
    }

    func run() async throws {
        let (kind, name) = try ResourceWords(kind: kind, names: name).one(for: "edit")
        let document = try file.path.map { try FileDocument($0, for: "edit") }
        try await Session.run(cluster) { session in
            let type = try await session.type(kind)
            var key = session.key(type, name: name, place)
            if place.namespace == nil, type.isNamespaced, let own = document?.namespace { key.namespace = own }
            if draft {
                try await session.require("update", type, namespace: key.namespace, name: name, else: "no editor was opened")
                return try await ShellEdit.goOn(with: type, key, session, sending)
            }
            let object = try await object(type, key, session)
            guard let document else {
                try await session.require("update", type, namespace: key.namespace, name: name, unchanged: object, else: "no editor was opened")
                if await ShellEdit.wantsDraft(of: type, key, session, sending) { return try await ShellEdit.goOn(with: type, key, session, sending) }
                return try await ShellEdit.run(EditSession(editing: object, type: type), session, sending)
            }
            guard EditablePart.of(document.value) != EditablePart.of(object) || EditSession.isInDoubt(document.text) else {
                return Output.write("Nothing was changed in \(type.kind) \(key). It is on the server already as \(document.name) has it.\n")
            }
            try refuseOld(document, object, "\(type.kind) \(key)")
            try await session.require("update", type, namespace: key.namespace, name: name, unchanged: object, else: "nothing was sent")
            try await ShellEdit.send(document, EditSession(editing: object, type: type), session, sending)
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

    /// A file that was made from an older version would undo what others have done since, without anybody having seen it.
    private func refuseOld(_ document: FileDocument, _ object: JSONValue, _ name: String) throws {
        let path = ["metadata", "resourceVersion"]
        guard let version = document.value[path: path]?.string, let now = object[path: path]?.string, version != now else { return }
        throw CommandFailure(
            "\(document.place(of: "metadata.resourceVersion")): \(name) has changed since: the file is of version \(version), the server has \(now). "
                + "Nothing was sent. Make the file from what is there now, or leave resourceVersion out to send it all the same.")
    }
}
