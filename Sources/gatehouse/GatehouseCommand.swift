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
            ContextsCommand.self, AuthCommand.self, SandboxCommand.self, CompletionsCommand.self,
        ])

    @Argument(help: "The kind to begin with: plural, singular or a unique beginning.")
    var kind: String?

    @OptionGroup var options: DashboardOptions

    @MainActor
    func run() async throws {
        guard NcursesScreen.isTerminal(STDIN_FILENO), NcursesScreen.isTerminal(STDOUT_FILENO) else {
            throw CommandFailure(
                "The dashboard needs a terminal. `gatehouse snapshot` draws one frame without, `gatehouse get` prints lists.",
                .wrongUsage)
        }
        let backend = try await Backend.open(options.cluster, isQuiet: false)
        let client = backend.client
        // A plugin that has to ask does so before the screen is taken. Should it fail, the dashboard says so, and tries again.
        // One that may not ask is waited for behind the first frame.
        if backend.endpoint.mayAsk { try? await client.logIn(isInteractive: true) }
        let screen: NcursesScreen
        do throws(TerminalError) {
            screen = try NcursesScreen(
                noColor: options.noColor, forceASCII: options.ascii, crashReport: options.crashReportPath)
        } catch {
            await backend.close()
            throw CommandFailure(error.description)
        }
        let end: DashboardRuntime.End
        do {
            let state = try options.state(kind: kind, on: backend.endpoint)
            let runtime = DashboardRuntime(
                state: state, screen: screen, capabilities: screen.capabilities, client: client,
                services: options.services(backend.source))
            end = await runtime.run()
            screen.close()
            await backend.close()
        } catch {
            screen.close()
            await backend.close()
            throw error
        }
        if end == .terminalClosed { throw ExitCode(CommandFailure.Status.failed.rawValue) }
    }
}

enum Version {
    static let text = "0.1.0"
}
