import ArgumentParser
import Foundation
import GatewayGraph
import KubeModel

/// What a Gateway serves, as a tree.
struct TreeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree", _superCommandName: "gatehouse", abstract: "Show Gateways, listeners, hosts, routes and backends, with the policies beside.")

    @Argument(help: "One Gateway: NAME or NAMESPACE/NAME.") var gateway: String?
    @OptionGroup var input: PolicyInputOptions
    @OptionGroup var namespace: OneNamespace

    func validate() throws {
        guard !input.manifests.isEmpty else { throw ValidationError("--manifests wants at least one file or folder.") }
    }

    func run() throws { try print(try PolicyInput.manifests(input)) }

    private func print(_ input: PolicyInput) throws {
        let halves = gateway?.split(separator: "/").map(String.init)
        let place = halves.map { $0.count == 2 ? ($0[0], $0[1]) : (namespace.namespace ?? "default", $0.last ?? "") }
        let tree = input.plan.tree(of: place)
        guard !tree.isEmpty else {
            throw CommandFailure(place.map { "There is no Gateway \($0.0)/\($0.1)." } ?? "There is no Gateway.")
        }
        let lines = tree.map { $0.lines.map(SafeText.line).joined(separator: "\n") + "\n" }
        FileHandle.standardOutput.write(Data(lines.joined(separator: "\n").utf8))
    }
}
