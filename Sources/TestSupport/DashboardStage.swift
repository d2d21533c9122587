import Dashboard
import DashboardUI
import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import TerminalUI

/// A whole dashboard on a screen in memory, against a server on this machine. Played by keys, watched by its frames.
@MainActor
public final class DashboardStage {
    public let screen: MemoryScreen
    public let runtime: DashboardRuntime
    public let drafts: DraftStore
    private let running: Task<DashboardRuntime.End, Never>
    private let clients: Clients

    /// The clients that the contexts were given, by name, and what else was asked of the stage.
    @MainActor private final class Clients {
        var made: [String: KubeClient] = [:]
        var giftsOfCode = 0
    }

    /// How often the dashboard gave back code that it did not need any more.
    public var giftsOfCode: Int { clients.giftsOfCode }

    private init(
        endpoint: ClusterEndpoint, others: [ClusterEndpoint], size: Size, namespace: String?, isReadOnly: Bool,
        isASCII: Bool, manners: WriteManners, files: (DraftStore) -> any EditFiles
    ) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-stage-\(UUID().uuidString)").path
        screen = MemoryScreen(size: size)
        drafts = DraftStore(folder: folder + "/drafts", temporaryFolder: folder)
        let cluster = ClusterInfo(
            context: endpoint.name, isSandbox: endpoint.isSandbox, isReadOnly: isReadOnly,
            namespace: endpoint.namespace, manners: manners)
        let state = DashboardState(cluster: cluster, namespace: namespace, now: Date())
        let clients = Clients(), client = KubeClient(endpoint, groups: .gateways, isReadOnly: isReadOnly)
        clients.made[endpoint.name] = client
        let endpoints = [endpoint] + others
        let given = files(drafts)
        let services = DashboardServices(
            files: given, draftNotice: drafts.notice(at: Date()), editorCommand: "test-editor", giveBackCode: { clients.giftsOfCode += 1 },
            contexts: { endpoints.map(\.name) }
        ) { name in
            guard let found = endpoints.first(where: { $0.name == name }) else {
                throw ClusterError.other("The test has no context \(name).")
            }
            let client = KubeClient(found, groups: .gateways, isReadOnly: isReadOnly)
            clients.made[name] = client
            return client
        }
        self.clients = clients
        let runtime = DashboardRuntime(
            state: state, screen: screen, capabilities: TerminalCapabilities(isUTF8: !isASCII),
            cluster: client, services: services)
        self.runtime = runtime
        running = Task { await runtime.run() }
    }

    /// Plays a scene; everything is gone afterwards, however it ends.
    ///
    /// - Parameters:
    ///   - token: What the server wants.
    ///   - home: The namespace that the context names.
    ///   - files: What stands for the files of the person, from those of the stage.
    ///   - others: Contexts beside `stage`, by the ports of their servers, which want the same token.
    ///   - manners: How changes are made; by themselves they are sent at once.
    ///   - awaiting: What the frame says when the scene may begin: by itself that every list has come.
    public static func play(
        port: UInt16, token: String, size: Size = Size(columns: 140, rows: 40), namespace: String? = nil,
        isReadOnly: Bool = false, isASCII: Bool = false, manners: WriteManners = WriteManners(asksBeforeSending: false), awaiting: String = "live",
        others: [String: UInt16] = [:], home: String? = nil, files: (DraftStore) -> any EditFiles = { $0 },
        _ scene: @MainActor (DashboardStage) async throws -> Void
    ) async throws {
        func endpoint(_ name: String, _ port: UInt16) -> ClusterEndpoint? {
            URL(string: "http://127.0.0.1:\(port)").map {
                ClusterEndpoint(server: $0, token: token, context: name, namespace: home, isSandbox: true)
            }
        }
        guard let first = endpoint("stage", port) else { return }
        let stage = DashboardStage(
            endpoint: first, others: others.compactMap { endpoint($0.key, $0.value) }, size: size, namespace: namespace,
            isReadOnly: isReadOnly, isASCII: isASCII, manners: manners, files: files)
        do {
            try await stage.see(awaiting)
            // Scenes begin on the first row, not on the worst.
            stage.runtime.dispatch(.first)
            try await scene(stage)
        } catch {
            await stage.end()
            throw error
        }
        await stage.end()
    }

    private func end() async {
        screen.feed(.closed)
        _ = await running.value
        let folder = drafts.temporaryFolder
        // It is there only where a draft or an edited file was written.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Presses keys such as `j j enter /gate enter`, one after the other, without a pause.
    public func press(_ script: String) throws {
        for key in try KeyScript.parse(script) { runtime.handle(.key(key)) }
    }

    /// Waits for a frame that holds all of these texts.
    ///
    /// - Returns: The frame's text.
    @discardableResult
    public func see(_ texts: String...) async throws -> String {
        try await see { frame in texts.allSatisfy { frame.contains($0) } }
    }

    /// Waits for a frame of which a claim is true.
    ///
    /// - Throws: After a minute, with the frame that stood there instead.
    @discardableResult
    public func see(_ claim: @escaping @MainActor (_ frame: String) -> Bool) async throws -> String {
        try await screen.frame(within: .seconds(240)) { claim($0.text) }.text
    }

    /// How many requests of a context are under way: watches, mostly.
    public func openRequests(of context: String) -> Int {
        clients.made[context]?.log.snapshot().count { $0.isOpen } ?? 0
    }

    /// What the list shows, in the frame's order.
    public var names: [String] { runtime.state.visibleNames }

    /// Waits until a claim about the state is true, also where no frame shows it.
    ///
    /// - Throws: After a minute, with the frame that stands there.
    public func hold(_ claim: @MainActor (DashboardState) -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(240)
        while !claim(runtime.state) {
            guard ContinuousClock.now < deadline else {
                throw MemoryScreenError.noFrame(last: screen.lastFrame?.text ?? "")
            }
            // What is waited for is the state; the pause only leaves the processor to others.
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Lets the editor change the file by a function of its text; each call of the editor takes the next one.
    ///
    /// - Parameter changes: The last one stays for all calls that follow.
    public func edit(_ changes: ((String) -> String)...) {
        var remaining = changes[...]
        screen.editor = { _, path in
            let change = remaining.count > 1 ? remaining.removeFirst() : remaining.first
            guard let change, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                return .notStarted("the test has no editor")
            }
            guard (try? change(text).write(toFile: path, atomically: false, encoding: .utf8)) != nil else {
                return .exited(1)
            }
            return .exited(0)
        }
    }
}
