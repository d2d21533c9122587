import ArgumentParser
import Dashboard
import Foundation
import GatewayGraph
import KubeClient
import KubeModel

/// Words that a shell offers on Tab, from the kubeconfig and from the server: within a second, or none.
///
/// Without a kubeconfig there are none, and where something fails there are none either: the command itself will say why.
enum ServerWords {
    private static let patience = Duration.milliseconds(900)

    static let contexts = CompletionKind.custom { words, _, _ in contexts(TypedLine(words)) }
    static let kinds = CompletionKind.custom { words, _, _ in await kinds(TypedLine(words)) }
    static let namespaces = CompletionKind.custom { words, _, _ in await namespaces(TypedLine(words)) }
    static let names = CompletionKind.custom { words, _, _ in
        let line = TypedLine(words)
        guard let kind = line.kind else { return [] }
        return await names(of: kind, line)
    }

    static func contexts(_ line: TypedLine) -> [String] {
        guard !line.isSandbox else { return [] }
        return (try? Kubeconfig.list(line.source).map(\.name)) ?? []
    }

    /// Plurals; with the group behind those that several groups have.
    static func kinds(_ line: TypedLine) async -> [String] {
        await answer(line) { client, _ in
            let types = try await client.discover().kinds.map(\.type).filter { !$0.kind.hasSuffix("Review") }
            let counts = Dictionary(types.map { ($0.plural, 1) }, uniquingKeysWith: +)
            return types.map { counts[$0.plural] == 1 ? $0.plural : $0.qualifiedName }
        }
    }

    static func names(of kind: String, _ line: TypedLine) async -> [String] {
        await answer(line) { client, namespace in
            let type = try await KindQuestion(client).kind(kind).type
            return try await client.list(type, namespace: namespace).map(\.key.name)
        }
    }

    static func namespaces(_ line: TypedLine) async -> [String] {
        await answer(line) { client, _ in
            if let names = try? await client.namespaces() { return names }
            // Who may not list them knows those that policies stand in.
            return Set(try await client.list(.trafficPolicy).compactMap(\.key.namespace)).sorted()
        }
    }

    private static func answer(
        _ line: TypedLine, _ question: @escaping @Sendable (KubeClient, _ namespace: String) async throws -> [String]
    ) async -> [String] {
        // No plugin is run for a key press: it may ask, or open a browser.
        guard !line.isSandbox, let endpoint = try? Kubeconfig.load(line.source, context: line.value(of: "--context")),
            !endpoint.usesPlugin
        else { return [] }
        let namespace = line.value(of: "-n", "--namespace") ?? endpoint.namespace ?? "default"
        let client = Backend.client(endpoint, isReadOnly: true)
        return await withTaskGroup(of: [String].self) { group in
            group.addTask { (try? await question(client, namespace)) ?? [] }
            group.addTask {
                try? await Task.sleep(for: patience)
                return []
            }
            let first = await group.next() ?? []
            group.cancelAll()
            return first.filter { $0.allSatisfy { !$0.isWhitespace } }
        }
    }
}
