import ArgumentParser
import Dashboard
import Foundation
import KubeClient
import KubeModel

/// What the commands beside the dashboard share: finding the server, the kind and the namespace.
struct Session {
    var backend: Backend
    var client: KubeClient

    static func open(_ options: ClusterOptions) async throws -> Session {
        let backend = try await Backend.open(options, isQuiet: true, without: .failure), client = backend.client
        do throws(ClusterError) { try await client.logIn(isInteractive: isatty(STDIN_FILENO) == 1) } catch {
            throw CommandFailure(error.description)
        }
        return Session(backend: backend, client: client)
    }

    /// Runs a command and closes the server whatever comes of it.
    static func run(
        _ options: ClusterOptions, _ work: @MainActor (Session) async throws -> Void
    ) async throws {
        let session = try await open(options)
        do {
            try await work(session)
        } catch {
            await session.backend.close()
            throw error
        }
        await session.backend.close()
    }

    /// A kind, and the names of those of its objects that are meant; all where there are none.
    struct Target {
        var kind: Discovery.Kind
        var names: [String]
    }

    /// What words mean on this server.
    ///
    /// - Parameter allowsMany: Whether one word may stand for several kinds: `all`, or a category of the server's.
    /// - Throws: Wrong usage for a word that means nothing; a failure for a kind that is not installed.
    func targets(_ words: ResourceWords, allowsMany: Bool) async throws -> [Target] {
        let question = try await KindQuestion(client)
        var targets: [Target] = []
        for part in words.parts {
            let many = allowsMany && part.names.isEmpty ? question.kinds(called: part.kind) : []
            if many.isEmpty {
                targets.append(Target(kind: try await question.kind(part.kind), names: part.names))
            } else {
                targets += many.map { Target(kind: $0, names: []) }
            }
        }
        // A kind that is named twice, or in a category as well, is read once.
        var whole: Set<String> = []
        return targets.filter { target in
            !target.names.isEmpty || whole.insert("\(target.kind.type.apiVersion)/\(target.kind.type.plural)").inserted
        }
    }

    /// The kind that a word means, in the version it asks for.
    func type(_ word: String) async throws -> ResourceType { try await KindQuestion(client).kind(word).type }

    /// kubectl's rule: the one named, else the context's, else `default`.
    func namespace(_ options: NamespaceOptions) -> String {
        namespace(options.namespace)
    }

    func key(_ type: ResourceType, name: String, _ options: OneNamespace) -> ObjectKey {
        ObjectKey(namespace: type.isNamespaced ? namespace(options) : nil, name: name)
    }

    func namespace(_ options: OneNamespace) -> String { namespace(options.namespace) }

    private func namespace(_ named: String?) -> String {
        [named, backend.endpoint.namespace].compactMap { $0 }.first { !$0.isEmpty } ?? "default"
    }
}
