import ArgumentParser
import Foundation
import KubeClient
import KubeModel

/// Words that a shell offers on Tab, from the kubeconfig and from the server: within 300 ms, or none.
enum ServerWords {
    private static let patience = Duration.milliseconds(250)

    static let contexts = CompletionKind.custom { words, _, _ in
        let line = TypedLine(words)
        // A kubeconfig that cannot be read offers nothing; the command itself will say why.
        return (try? Kubeconfig.list(line.source).map(\.name)) ?? []
    }

    static let kinds = CompletionKind.custom { words, _, _ in
        await answer(TypedLine(words)) { client, _ in try await client.discover().kinds.map(\.type.plural) }
    }

    static let names = CompletionKind.custom { words, _, _ in
        let line = TypedLine(words)
        return await answer(line) { client, namespace in
            guard let word = line.kind,
                let index = KindName.index(of: word, in: ResourceType.kgatewayKinds)
            else {
                let types = try await client.discover().kinds.map(\.type)
                guard let index = line.kind.flatMap({ KindName.index(of: $0, in: types) }) else { return [] }
                return try await client.list(types[index], namespace: namespace).map(\.key.name)
            }
            return try await client.list(ResourceType.kgatewayKinds[index], namespace: namespace).map(\.key.name)
        }
    }

    static let namespaces = CompletionKind.custom { words, _, _ in
        await answer(TypedLine(words)) { client, _ in
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
        let client = Backend.client(endpoint)
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

/// A command line that is still being typed.
private struct TypedLine {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    var isSandbox: Bool { words.contains("--sandbox") }

    var source: KubeconfigSource {
        KubeconfigSource(path: value(of: "--kubeconfig"), environment: ProcessInfo.processInfo.environment)
    }

    /// The word after an option, or behind its `=`.
    func value(of names: String...) -> String? {
        for (index, word) in words.enumerated() {
            for name in names {
                if word == name, words.indices.contains(index + 1) { return words[index + 1] }
                if word.hasPrefix("\(name)=") { return String(word.dropFirst(name.count + 1)) }
            }
        }
        return nil
    }

    /// The first word after the command that is neither an option nor the value of one.
    var kind: String? {
        var rest = words.dropFirst()
        var plain: [String] = []
        while let word = rest.popFirst() {
            if !word.hasPrefix("-") {
                plain.append(word)
            } else if CommandLineWords.takesValue(word) {
                _ = rest.popFirst()
            }
        }
        return plain.dropFirst().first
    }
}
