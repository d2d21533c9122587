import ArgumentParser
import Dashboard
import DashboardUI
import KubeClient
import KubeModel

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
            let type = try await session.type(kind), namespace = session.namespace(place)
            try await session.require("create", type, namespace: type.isNamespaced ? namespace : nil, else: "no editor was opened")
            let template = ServedTemplate.text(for: type, namespace: namespace, book: await ClusterSchemas(session.client).book(for: type))
            let edit = EditSession(creating: type, namespace: namespace, template: template)
            try await ShellEdit.run(edit, session, sending)
        }
    }
}
