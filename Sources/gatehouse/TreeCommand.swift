import ArgumentParser
import Foundation
import GatewayGraph
import KubeModel

/// What a Gateway serves, as a tree.
struct TreeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree", _superCommandName: "gatehouse", abstract: "Show Gateways, listeners, hosts, routes and backends, with the policies beside.")

    @Argument(help: "One Gateway: NAME or NAMESPACE/NAME.") var gateway: String?
    @OptionGroup var input: PolicyInputOptions
    @OptionGroup var namespace: OneNamespace
    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        guard input.manifests.isEmpty else { return try print(try PolicyInput.manifests(input), in: namespace.namespace ?? "default") }
        try await Session.run(cluster) { session in
            try print(try await PolicyInput.live(session, input), in: session.namespace(namespace))
        }
    }

    private func print(_ input: PolicyInput, in own: String) throws {
        let halves = gateway?.split(separator: "/").map(String.init)
        let place = halves.map { $0.count == 2 ? ($0[0], $0[1]) : (own, $0.last ?? "") }
        let tree = input.plan.tree(of: place)
        guard !tree.isEmpty else {
            let near = place.map { input.plan.gatewayPlaces($0.1) } ?? []
            let hint = near.isEmpty ? "" : " There is \(near.joined(separator: ", "))."
            let absent = place.map { "There is no Gateway \($0.0)/\($0.1).\(hint)" } ?? "There is no Gateway."
            throw CommandFailure(input.plan.notKnown.map { "Cannot say: \($0)." } ?? absent)
        }
        let lines = tree.map { $0.lines.map(SafeText.line).joined(separator: "\n") + "\n" }
        Output.write(Data(lines.joined(separator: "\n").utf8))
    }
}
