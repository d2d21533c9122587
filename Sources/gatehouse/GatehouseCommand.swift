import ArgumentParser
import Dashboard
import DashboardUI
import Foundation
import KubeClient
import KubeModel
import NcursesTerminal
import TerminalUI

/// `gatehouse`: the dashboard, and the commands beside it.
struct GatehouseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse",
        abstract: "The terminal dashboard for kgateway.",
        discussion: """
            Without a command the dashboard opens: every kgateway resource with its health, live. Where neither \
            --kubeconfig, KUBECONFIG nor ~/.kube/config names a cluster, it opens on an embedded sandbox.
            """,
        version: "gatehouse \(Version.text)",
        subcommands: [
            GetCommand.self, EditCommand.self, CreateCommand.self, DeleteCommand.self, SnapshotCommand.self,
            ContextsCommand.self, AuthCommand.self, PoliciesCommand.self, RouteCommand.self, TreeCommand.self, LinksCommand.self,
            CheckCommand.self, ExplainCommand.self, SandboxCommand.self, CompletionsCommand.self,
        ])

    @Argument(help: "The kind to begin with: plural, singular, short name or a unique beginning.")
    var kind: String?

    @OptionGroup var options: DashboardOptions

    @Flag(name: .long, help: "Begin afresh, and not where this context was left last.")
    var fresh = false

    @MainActor
    func run() async throws {
        guard NcursesScreen.isTerminal(STDIN_FILENO), NcursesScreen.isTerminal(STDOUT_FILENO) else {
            throw CommandFailure(
                "The dashboard needs a terminal. `gatehouse snapshot` draws one frame without, `gatehouse get` prints lists.",
                .wrongUsage)
        }
        // Of what the loader and the command line have read little is read again.
        CodePages.giveBack()
        let backend = try await opened()
        let client = backend.client
        // A plugin that has to ask does so before the screen is taken. Should it fail, the dashboard says so, and tries again.
        // One that may not ask is waited for behind the first frame.
        if backend.endpoint.mayAsk, let plugin = backend.endpoint.plugin {
            let line = WaitingLine("Logging in with", plugin)
            FileHandle.standardOutput.write(Data(line.shown.utf8))
            try? await client.logIn(isInteractive: true)
            FileHandle.standardOutput.write(Data(line.erased.utf8))
        }
        client.warmUp()
        let state: DashboardState
        do { state = try await options.state(kind: kind, on: backend, client, places: fresh ? nil : options.places) } catch {
            await backend.close()
            throw error
        }
        let screen: NcursesScreen
        do throws(TerminalError) {
            screen = try NcursesScreen(
                noColor: options.noColor, forceASCII: options.ascii, crashReport: options.crashReportPath)
        } catch {
            await backend.close()
            throw CommandFailure(error.description)
        }
        let runtime = DashboardRuntime(
            state: state, screen: screen, capabilities: screen.capabilities, cluster: client,
            services: options.services(backend, places: options.places))
        let end = await runtime.run()
        screen.close()
        // At once, and from here: the other threads may be busy with a long list for seconds, and the person waits for
        // the shell. The status is as shells count it: 143 after TERM, 129 after a hangup.
        Foundation.exit(end == .terminalClosed ? 128 + (screen.endSignal ?? SIGHUP) : 0)
    }
}

extension GatehouseCommand {
    private func opened() async throws -> Backend {
        guard let path = options.manifests.first else { return try await options.open(isQuiet: false) }
        // A large folder takes seconds, and the screen is not taken before.
        let line = WaitingLine("Reading", path)
        FileHandle.standardOutput.write(Data(line.shown.utf8))
        defer { FileHandle.standardOutput.write(Data(line.erased.utf8)) }
        return try await options.open(isQuiet: false)
    }
}

enum Version {
    static let text = "0.1.0"
}
