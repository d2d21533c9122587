import APIServer
import Foundation
import GatewayGraph
import KubeModel

/// The sandbox with everything in it: server, story, controller and scenario, by one call.
public enum StorySandbox {
    /// Seeds, then listens: whoever connects finds every seeded object with its conditions.
    ///
    /// - Throws: ``ServerError`` where it cannot listen, ``ManifestError`` for a folder that cannot be read.
    /// - Returns: The sandbox as it runs; ``RunningSandbox/stop()`` ends it.
    public static func start(_ options: SandboxOptions) async throws -> RunningSandbox {
        let folder = try options.manifests.map { path throws(ManifestError) in try ManifestFolder(path: path) }
        let kinds =
            folder.map { $0.kinds.filter { $0.type != .namespace && $0.type.kind != definition } } ?? KindSchemas.cluster
        let token = options.token ?? SandboxOptions.randomToken()
        let server = KubeServer(token: token, grants: options.grants, port: options.port, kinds: kinds,
            report: options.report)
        let tasks: [@Sendable () async -> Void]
        if let folder {
            for item in folder.objects where item.type.kind == definition {
                // One that an API server would refuse leaves its kind as the folder's objects show it.
                try? server.install(item.object)
            }
            for item in folder.objects where item.type.kind != definition {
                server.store.seed(item.object, item.type)
            }
            tasks = []
        } else {
            tasks = try await tell(options, on: server)
        }
        let port = try await server.start()
        return RunningSandbox(server: server, port: port, token: token, folder: folder, tasks: tasks)
    }

    private static let definition = ResourceType.customResourceDefinition.kind

    /// Puts the story into the store.
    ///
    /// - Returns: What has to run for it to go on.
    private static func tell(
        _ options: SandboxOptions, on server: KubeServer
    ) async throws -> [@Sendable () async -> Void] {
        let start = Date()
        let store = server.store
        let story = try Story.objects(options.story, seed: options.seed, start: start)
        var learned: [StatusWriter.Lesson] = []
        BulkPolicies(count: options.objects, routes: options.routes, start: start).seed(into: store) { learned.append(StatusWriter.Lesson($0, $1)) }
        for item in story { store.seed(item.object, item.id.type) }
        let pinned = story.filter(\.isPinned).map {
            ($0.id, $0.object[path: ["metadata", "generation"]]?.integer ?? 1)
        }
        let writer = StatusWriter(
            store: store, seed: options.seed, pinned: Dictionary(pinned, uniquingKeysWith: { first, _ in first }))
        await writer.prime(learned)
        guard !options.isQuiet else { return [{ await writer.run() }] }
        let script = ScenarioScript(seed: options.seed, story: story)
        let runner = ScenarioRunner(store: store, kinds: server.kinds, script: script)
        return [
            { await writer.run() },
            {
                var runner = runner
                await runner.run()
            },
        ]
    }
}

/// A sandbox that listens. It owns its tasks, which end with ``stop()``.
public final class RunningSandbox: Sendable {
    public let server: KubeServer
    /// On 127.0.0.1.
    public let port: UInt16
    /// A secret: never to be printed or logged.
    public let token: String
    /// What was found in the folder of manifests: how much, and what is wrong there. nil for the story.
    public let folder: ManifestFolder?
    private let tasks: [Task<Void, Never>]

    init(
        server: KubeServer, port: UInt16, token: String, folder: ManifestFolder?, tasks: [@Sendable () async -> Void]
    ) {
        self.server = server
        self.port = port
        self.token = token
        self.folder = folder
        self.tasks = tasks.map { work in Task { await work() } }
    }

    /// Ends scenario, controller and server, and frees the port. A second call does nothing.
    public func stop() async {
        for task in tasks { task.cancel() }
        await server.stop()
        for task in tasks { await task.value }
    }
}
