import ArgumentParser
import Dashboard
import KubeClient
import KubeModel

/// `gatehouse delete`: the objects that are named. On a terminal it is shown what goes, and asked; a script is not.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", _superCommandName: "gatehouse", abstract: "Delete resources.",
        discussion: """
            KIND NAME NAME, or KIND/NAME KIND/NAME. What cannot be deleted is told, and keeps no other from it. On a terminal it is shown what \
            goes and what that does, and asked for; where GATEHOUSE_CAREFUL names the context, the name has to be typed, and a script needs --yes: GATEHOUSE_YES does not do there.
            """)

    @Argument(help: "The kind, or KIND/NAME.", completion: ServerWords.kinds) var kind: String
    @Argument(help: "The objects.", completion: ServerWords.names) var names: [String] = []
    @OptionGroup var place: OneNamespace
    @OptionGroup var sending: SendingOptions
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
            let context = session.backend.endpoint.name, isCareful = sending.manners.isCareful(in: context)
            guard !isCareful || !sending.isUnanswered else {
                throw CommandFailure(
                    "\(context) is a context to be careful in (GATEHOUSE_CAREFUL), and there is no terminal to ask on: --yes deletes all the same. "
                        + "Nothing was deleted.")
            }
            // Every word has to mean something before anything is deleted.
            let targets = try await session.targets(words, allowsMany: false).flatMap { target in
                target.names.map { Deletion(type: target.kind.type, key: session.key(target.kind.type, name: $0, place)) }
            }
            var deletions = Deletions()
            if sending.asksToDelete(isCareful: isCareful) {
                let found = try await deletions.look(at: targets, session)
                guard !found.isEmpty else { return try deletions.end() }
                guard await DeleteQuestion(found, isCareful: isCareful).isAgreed(session) else { throw CommandFailure("Nothing was deleted.") }
                try await deletions.make(found, session)
            } else {
                try await Deletions.require(targets, session)
                try await deletions.make(targets, session)
            }
            try deletions.end()
        }
    }
}
