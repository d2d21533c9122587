import ArgumentParser
import GatewayGraph
import KubeModel

/// `gatehouse explain`: what a finding means.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", _superCommandName: "gatehouse", abstract: "Explain a finding: meaning, cause, example, cure.",
        discussion: "CODE is a word such as targetMissing, as `gatehouse check` prints it.")

    @Argument(help: "The code of a finding.") var code: String?
    @Flag(help: "List all codes, with their severities.") var codes = false

    func validate() throws {
        guard codes != (code != nil) else { throw ValidationError("explain takes one CODE, or --codes.") }
    }

    func run() throws {
        guard let code else { return Output.write(Self.list) }
        guard let found = FindingCode(word: code) else {
            let near = FindingExplanation.nearest(to: code).map { " Did you mean \($0.rawValue)?" } ?? ""
            throw CommandFailure("There is no finding “\(code)”.\(near) `gatehouse explain --codes` lists all.", .wrongUsage)
        }
        guard let explanation = FindingExplanation.of(found.rawValue) else { return Output.write("\(found.rawValue)\n") }
        Output.write(SafeText.text(explanation.text))
    }

    private static var list: String {
        TextTable.text(
            FindingCode.allCases.map { code in
                let explanation = FindingExplanation.of(code.rawValue)
                let severities = explanation?.severities.map(\.rawValue).joined(separator: ", ") ?? ""
                return [code.rawValue, severities, explanation?.title ?? ""]
            })
    }
}
