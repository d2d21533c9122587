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
        let backend = try await Backend.open(options, isQuiet: true), client = backend.client
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

    /// Finds a kind by plural, singular, short name or unique beginning among those the server serves.
    func type(_ word: String) async throws -> ResourceType {
        let known = ResourceType.kgatewayKinds + ResourceType.gatewayAPIKinds
        let discovery: Discovery
        do throws(ClusterError) { discovery = try await client.discover() } catch {
            throw CommandFailure(error, doing: "Cannot ask the server for its kinds")
        }
        if let short = discovery.kinds.first(where: { $0.shortNames.contains(word.lowercased()) }) { return short.type }
        let served = discovery.kinds.map(\.type)
        if let index = KindName.index(of: word, in: served) { return served[index] }
        if let index = KindName.index(of: word, in: known) {
            throw CommandFailure("\(known[index].kind) is not installed on this cluster.")
        }
        let names = served.map(\.plural).joined(separator: ", ")
        throw CommandFailure("There is no kind “\(word)”, or more than one. Kinds: \(names).", .wrongUsage)
    }

    /// kubectl's rule: the one named, else the context's, else `default`.
    func namespace(_ options: NamespaceOptions) -> String {
        options.namespace ?? backend.endpoint.namespace ?? "default"
    }

    func key(_ type: ResourceType, name: String, _ options: OneNamespace) -> ObjectKey {
        ObjectKey(namespace: type.isNamespaced ? namespace(options) : nil, name: name)
    }

    func namespace(_ options: OneNamespace) -> String {
        options.namespace ?? backend.endpoint.namespace ?? "default"
    }
}
