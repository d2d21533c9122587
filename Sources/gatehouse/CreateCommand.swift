import ArgumentParser
import Dashboard
import DashboardUI
import KubeClient
import KubeModel

/// `gatehouse create`: a new object from the template of its kind, or from a file.
struct CreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", _superCommandName: "gatehouse", abstract: "Create a resource from a template in $EDITOR, or from a file.",
        discussion: "With -f the kind may be left out: the file names it. A file that is refused is told of with line and column, and is not kept.")

    @Argument(help: "The kind.", completion: ServerWords.kinds) var kind: String?
    @OptionGroup var file: FileOption
    @OptionGroup var place: OneNamespace
    @OptionGroup var sending: SendingOptions
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        try cluster.allowsChanges(to: "create")
        guard kind != nil || file.path != nil else { throw ValidationError("create takes a KIND, or -f FILE.") }
        guard kind?.contains("/") != true else {
            throw ValidationError("create takes the kind alone: the name is written in the \(file.path == nil ? "editor" : "file").")
        }
    }

    func run() async throws {
        let document = try file.path.map { try FileDocument($0, for: "create") }
        try await Session.run(cluster) { session in
            guard let document else {
                guard let kind else { return }
                let type = try await session.type(kind), namespace = session.namespace(place)
                try await session.require("create", type, namespace: type.isNamespaced ? namespace : nil, else: "no editor was opened")
                let template = ServedTemplate.text(for: type, namespace: namespace, book: await ClusterSchemas(session.client).book(for: type))
                return try await ShellEdit.run(EditSession(creating: type, namespace: namespace, template: template), session, sending)
            }
            let type = try await type(of: document, session)
            let namespace = document.namespace ?? session.namespace(place)
            if let named = place.namespace, type.isNamespaced, named != namespace {
                throw CommandFailure("\(document.place(of: "metadata.namespace")): the file says \(namespace), and -n says \(named): leave out one of the two.")
            }
            try await session.require("create", type, namespace: type.isNamespaced ? namespace : nil, else: "nothing was sent")
            try await ShellEdit.send(document, EditSession(creating: type, namespace: namespace), session, sending)
        }
    }

    /// The kind that is named, else that of the file; in the version of the file, where the server has it.
    private func type(of document: FileDocument, _ session: Session) async throws -> ResourceType {
        let written = document.value["kind"]?.string ?? "", version = document.value["apiVersion"]?.string ?? ""
        guard !written.isEmpty, !version.isEmpty else {
            throw CommandFailure("\(document.place(of: "")): the document has no \(written.isEmpty ? "kind" : "apiVersion"): what it is cannot be told.")
        }
        let parts = version.split(separator: "/").map(String.init), group = parts.count == 2 ? parts[0] : ""
        let word = kind ?? (group.isEmpty ? written : "\(written).\(group)")
        let found: Discovery.Kind
        do { found = try await KindQuestion(session.client).kind(word) } catch let failure as CommandFailure where kind == nil && failure.status == .wrongUsage {
            throw CommandFailure("\(document.place(of: "kind")): \(failure.sentence)")
        }
        var type = found.type
        if type.kind == written, type.group == group, let last = parts.last, found.versions.contains(last) { type.version = last }
        return type
    }
}
