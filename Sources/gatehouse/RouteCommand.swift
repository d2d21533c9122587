import ArgumentParser
import Foundation
import GatewayGraph
import KubeModel

/// Which rule serves a request, and which policies touch it.
struct RouteCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "route", _superCommandName: "gatehouse", abstract: "Tell which rule serves a request, what touches it, and what almost served it.",
        discussion: "A request that no route serves is an answer, too: the command ends with 0.")

    @Argument(help: "The URL: https://shop.example.com/cart?x=1.") var url: String
    @Option(name: [.customShort("X"), .customLong("request")], help: ArgumentHelp("The method.", valueName: "method")) var method = "GET"
    @Option(
        name: [.customShort("H"), .customLong("header")], parsing: .singleValue, help: ArgumentHelp("A header; may be repeated.", valueName: "name:value"))
    var headers: [String] = []
    @Option(help: ArgumentHelp("The Gateway that is asked: NAMESPACE/NAME.", valueName: "gateway")) var gateway: String?
    @OptionGroup var input: PolicyInputOptions
    @Option(name: .shortAndLong, help: "text or json.") var output = Format.text
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        _ = try request()
        if let gateway, gateway.split(separator: "/").count != 2 { throw ValidationError("--gateway wants NAMESPACE/NAME, not \(gateway).") }
    }

    private func request() throws -> RouteRequest {
        do throws(RouteRequest.Problem) { return try RouteRequest(method, url, headers: headers) } catch { throw ValidationError(error.description) }
    }

    func run() async throws {
        guard input.manifests.isEmpty else { return try print(try PolicyInput.manifests(input)) }
        try await Session.run(cluster) { session in try print(try await PolicyInput.live(session, input)) }
    }

    private func print(_ input: PolicyInput) throws {
        let plan = input.plan, request = try request()
        let halves = gateway?.split(separator: "/").map(String.init)
        if let halves, !plan.hasGateway(halves[0], halves[1]) {
            throw CommandFailure(plan.isKnown("Gateway") ? "There is no Gateway \(halves[0])/\(halves[1])." : "Cannot say: \(plan.notKnown ?? "").")
        }
        let answers = plan.answers(to: request, at: halves.map { ($0[0], $0[1]) })
        guard output == .text else {
            return Output.write(Data(JSONWriter.folded(plan.document(request, answers))))
        }
        var text = "\(request.method) \(SafeText.line(request.url))\n"
        if answers.isEmpty { text += "\(plan.notKnown ?? "There is no Gateway that kgateway serves.")\n" }
        for answer in answers {
            text += "\n"
            text += TextTable.text(plan.lines(answer).map { [$0.label, $0.text] })
        }
        Output.write(Data(text.utf8))
    }
}
