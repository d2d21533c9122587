import ArgumentParser
import Dashboard
import Foundation
import KubeClient
import KubeModel

/// `gatehouse auth`: who the server thinks we are, what vouches for the server, and what we may do there.
struct AuthCommand: AsyncParsableCommand {
    private static let verbs = ["list", "watch", "create", "update", "delete"]

    static let configuration = CommandConfiguration(
        commandName: "auth", _superCommandName: "gatehouse",
        abstract: "Who you are, what verifies the server, and what you may do.")

    @OptionGroup var namespaces: NamespaceOptions
    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        try await Session.run(cluster) { session in
            describe(session.backend.endpoint)
            do throws(ClusterError) {
                let found = try await session.client.discover()
                if !found.serverVersion.isEmpty { say("Version", found.serverVersion) }
                say("You are", Self.words(try await session.client.identity()))
                let place = namespaces.allNamespaces ? nil : session.namespace(namespaces)
                Output.write("\nYou may, \(place.map { "in namespace \(SafeText.line($0))" } ?? "in all namespaces"):\n\n")
                let types = found.kinds.map(\.type).filter { !$0.isReview }
                Output.write(TextTable.text(try await Self.rights(types, namespace: place, session.client)))
            } catch {
                throw CommandFailure(error, doing: "Cannot ask \(session.backend.endpoint.host)")
            }
        }
    }

    private func describe(_ endpoint: ClusterEndpoint) {
        say("Context", endpoint.name)
        say("Server", endpoint.server.absoluteString)
        say("Verified by", endpoint.verification)
        say("Login", endpoint.loginMethod)
        if let whom = endpoint.impersonation {
            let groups = whom.groups.isEmpty ? "" : ", groups: \(whom.groups.joined(separator: ", "))"
            say("Acting as", whom.user + groups)
        }
    }

    private func say(_ title: String, _ text: String) {
        Output.write(title.padding(toLength: 13, withPad: " ", startingAt: 0) + SafeText.line(text) + "\n")
    }

    private static func words(_ identity: ServerIdentity?) -> String {
        guard let identity else { return "unknown: the server does not say" }
        let groups = identity.groups.isEmpty ? "" : " (groups: \(identity.groups.joined(separator: ", ")))"
        return identity.user + groups
    }

    /// One row for each kind. Costs a request for each verb of each, the kinds side by side.
    private static func rights(
        _ types: [ResourceType], namespace: String?, _ client: KubeClient
    ) async throws(ClusterError) -> [[String]] {
        let rows = await withTaskGroup(of: Row.self) { group in
            for (number, type) in types.enumerated() {
                group.addTask { await row(number, type, namespace: namespace, client) }
            }
            return await group.reduce(into: [Row]()) { $0.append($1) }
        }
        if let error = rows.compactMap(\.error).first { throw error }
        return [["KIND"] + verbs.map { $0.uppercased() }] + rows.sorted { $0.number < $1.number }.map(\.cells)
    }

    /// What may be done with one kind, in the order of the kinds.
    private struct Row: Sendable {
        var number: Int
        var cells: [String]
        var error: ClusterError?
    }

    private static func row(
        _ number: Int, _ type: ResourceType, namespace: String?, _ client: KubeClient
    ) async -> Row {
        var row = Row(number: number, cells: [type.kind])
        for verb in verbs {
            do throws(ClusterError) {
                let answer = try await client.isAllowed(verb, type, namespace: namespace)
                row.cells.append(answer.map { $0 ? "yes" : "no" } ?? "unknown")
            } catch {
                row.error = error
                row.cells.append("unknown")
            }
        }
        return row
    }
}

extension ResourceType {
    /// Whether it is a question to the server, and no resource that is kept.
    fileprivate var isReview: Bool { kind.hasSuffix("Review") }
}
