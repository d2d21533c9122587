import ArgumentParser
import Foundation
import KubeClient
import KubeModel

/// `gatehouse contexts`: what kubeconfigs offer, as `kubectl config get-contexts` prints it.
struct ContextsCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, name }

    static let configuration = CommandConfiguration(
        commandName: "contexts", _superCommandName: "gatehouse", abstract: "List the contexts of the kubeconfig.")

    @Option(name: [.customShort("o"), .long], help: "table or name.") var output = Format.table
    @Option(name: .long, help: ArgumentHelp("The kubeconfig to read.", valueName: "file"), completion: .file())
    var kubeconfig: String?

    func run() async throws {
        let source = KubeconfigSource(path: kubeconfig, environment: ProcessInfo.processInfo.environment)
        let contexts: [ContextEntry]
        do throws(KubeconfigError) { contexts = try Kubeconfig.list(source) } catch {
            throw CommandFailure(error, of: source)
        }
        guard !contexts.isEmpty else {
            throw CommandFailure("No kubeconfig names a context. \(Backend.naming).", .cannotConnect)
        }
        if output == .name { return Output.write(contexts.map { SafeText.line($0.name) + "\n" }.joined()) }
        let rows = contexts.map { [$0.isCurrent ? "*" : "", $0.name, $0.cluster, $0.user, $0.namespace ?? ""] }
        Output.write(TextTable.text([["CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"]] + rows))
    }
}
