import ArgumentParser
import GatewayGraph
import KubeModel
import KubeRules

/// `gatehouse explain`: what a field of a kind is, or what a finding means.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", _superCommandName: "gatehouse", abstract: "Explain a field of a kind, or what a finding means.",
        discussion: """
            KIND, KIND.FIELD or KIND FIELD is explained as kubectl does it, from the schemas of the server or of --crds: what is written about it, its \
            type, default, values, limits and rules, and the fields below. CODE is a word such as targetMissing, as `gatehouse check` prints it: \
            meaning, cause, example, cure.
            """)

    @Argument(help: "KIND.FIELD.FIELD, or the code of a finding.") var word: String?
    @Argument(help: "The field, where it does not stand behind the kind.") var field: String?
    @Flag(help: "List all codes, with their severities.") var codes = false
    @Flag(help: "All fields below, as a tree without descriptions.") var recursive = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Definitions to explain from, instead of a cluster; may be repeated.", valueName: "dir"), completion: .file())
    var crds: [String] = []
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard codes != (word != nil) else { throw ValidationError("explain takes one KIND or CODE, or --codes.") }
        guard crds.filter({ $0 == "-" }).count <= 1 else { throw ValidationError("- is standard input, which can be read once.") }
    }

    func run() async throws {
        guard let word else { return Output.write(Self.list) }
        if field == nil, !recursive, crds.isEmpty, let code = FindingCode(word: word) {
            return Output.write(FindingExplanation.of(code.rawValue).map { SafeText.text($0.text) } ?? "\(code.rawValue)\n")
        }
        let path = KindPath(word, below: field ?? "")
        do {
            guard crds.isEmpty else { return print(try await SchemaSource(definitions: crds).explanation(path)) }
            try await Session.run(cluster) { print(try await SchemaSource.explanation(path, $0)) }
        } catch let failure as CommandFailure {
            throw field == nil && crds.isEmpty ? Self.orCode(failure, word) : failure
        }
    }

    private func print(_ explanation: SchemaExplanation) {
        // Tabs are ours: they stand between a name and its type.
        let lines = explanation.lines(isRecursive: recursive).map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { SafeText.text(String($0)) }.joined(separator: "\t")
        }
        Output.write(lines.joined(separator: "\n") + "\n")
    }

    /// A word that is neither may have been meant for a code.
    private static func orCode(_ failure: CommandFailure, _ word: String) -> CommandFailure {
        guard failure.status != .failed, !word.contains(".") else { return failure }
        let list = "`gatehouse explain --codes` lists all."
        // A kind that is nearly called so was meant.
        if failure.sentence.hasSuffix("?") { return failure }
        if let near = FindingExplanation.nearest(to: word) {
            return CommandFailure("There is no finding “\(word)”. Did you mean \(near.rawValue)? \(list)", .wrongUsage)
        }
        guard failure.status == .cannotConnect else { return failure }
        return CommandFailure("There is no finding “\(word)” (\(list)), and kinds are explained by a cluster or --crds. \(failure.sentence)", .cannotConnect)
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
