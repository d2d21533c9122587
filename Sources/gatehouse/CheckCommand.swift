import ArgumentParser
import Foundation
import GatewayGraph
import KubeModel
import TerminalUI

extension FindingSeverity: ExpressibleByArgument {}

/// `gatehouse check`: what is wrong with a cluster, with files, or with files laid over a cluster.
struct CheckCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif, github, junit }

    static let configuration = CommandConfiguration(
        commandName: "check", _superCommandName: "gatehouse", abstract: "Tell what is wrong with resources: on a cluster, in files, or both together.",
        discussion: """
            Without a PATH the cluster is checked; with PATH the files and folders by themselves. PATH --live lays the files over the cluster and \
            tells only what they would introduce or mend; --against PATH compares with older files. \
            It ends with 0 where nothing reaches --fail-on, 1 where something does, 2 for wrong usage, 3 where it cannot read or connect. \
            `gatehouse explain CODE` tells what a finding means.
            """)

    @Argument(help: "Files and folders of YAML or JSON; - is standard input.", completion: .file()) var paths: [String] = []
    @Flag(help: "The cluster; with PATH, what the files would change there.") var live = false
    @Option(help: ArgumentHelp("The files as they were: only what differs is told.", valueName: "path"), completion: .file()) var against: String?
    @Option(
        name: .long, parsing: .singleValue, help: ArgumentHelp("Definitions whose schemas objects are validated by; may be repeated.", valueName: "dir"),
        completion: .file())
    var crds: [String] = []
    @Option(name: .long, help: "From which severity on it ends with 1: error, warning or note.") var failOn = FindingSeverity.error
    @Option(help: "From which severity on findings are told: error, warning or note.") var show = FindingSeverity.note
    @Flag(name: .long, help: "A route without authentication beside others with it is an error.") var requireAuth = false
    @Flag(name: .long, help: "Read the certificates of a cluster's Secrets; their keys are not kept.") var readSecrets = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Leave a finding alone; may be repeated.", valueName: "code=kind/namespace/name:reason"))
    var suppress: [String] = []
    @Option(help: ArgumentHelp("Leave alone what this file lists.", valueName: "file"), completion: .file()) var baseline: String?
    @Option(name: .long, help: ArgumentHelp("Write what is found into such a file.", valueName: "file"), completion: .file())
    var writeBaseline: String?
    @Option(name: .shortAndLong, help: "text, json, sarif, github or junit.") var output = Format.text
    @OptionGroup var controller: ControllerOptions
    @OptionGroup var version: RulesOptions
    @OptionGroup var namespaces: NamespaceOptions
    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard against == nil || !paths.isEmpty else { throw ValidationError("--against compares with a PATH: name one.") }
        guard against == nil || !live else { throw ValidationError("--against and --live exclude each other.") }
        guard paths.filter({ $0 == "-" }).count + (against == "-" ? 1 : 0) <= 1 else {
            throw ValidationError("- is standard input, which can be read once.")
        }
        var suppressions = FindingSuppressions()
        for flag in suppress { if let problem = suppressions.add(flag: flag) { throw ValidationError("--suppress: \(CommandEnd.sentence(problem))") } }
    }

    func run() async throws {
        let report: FindingReport
        do {
            let check = Check(self, now: Date())
            if !paths.isEmpty, !live {
                report = try await check.files()
            } else {
                var told: FindingReport?
                try await Session.run(cluster) { session in told = try await check.live(session) }
                guard let told else { return }
                report = told
            }
        } catch let failure as CommandFailure where failure.status == .failed {
            // 1 says that something was found, and nothing else.
            throw CommandFailure(failure.sentence, .cannotConnect)
        }
        if let writeBaseline {
            do { try Data(JSONWriter.folded(report.baseline)).write(to: URL(filePath: writeBaseline)) } catch {
                throw CommandFailure("Cannot write \(writeBaseline).", .cannotConnect)
            }
        }
        print(report)
        if report.fails { throw ExitCode(1) }
    }

    private func print(_ report: FindingReport) {
        switch output {
        case .json: Output.write(Data(JSONWriter.folded(report.document)))
        case .sarif: Output.write(Data(JSONWriter.folded(report.sarif)))
        case .github: Output.write(report.gitHub)
        case .junit: Output.write(report.jUnit)
        case .text: Output.write(Self.isColored ? report.text(Self.painted) : report.text())
        }
    }

    private static var isColored: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && !["", "dumb"].contains(environment["TERM"] ?? "")
    }

    private static func painted(_ text: String, _ severity: FindingSeverity) -> String {
        switch severity {
        case .error: FrameFormat.inked(text, Style(foreground: .indexed(1), isBold: true))
        case .warning: FrameFormat.inked(text, Style(foreground: .indexed(3)))
        case .note: FrameFormat.inked(text, Style(foreground: .indexed(6)))
        }
    }
}
