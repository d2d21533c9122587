import ArgumentParser
import Foundation

/// `gatehouse completions`: the script that teaches a shell our words.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", _superCommandName: "gatehouse",
        abstract: "Print the completion script of a shell: source <(gatehouse completions bash).")

    @Argument(help: "bash, zsh or fish.") var shell: CompletionScript.Shell

    func run() throws {
        var program = CommandLine.arguments.first ?? "gatehouse"
        // The shell will be in another folder by then.
        if program.contains("/"), !program.hasPrefix("/") {
            program = URL(fileURLWithPath: program).standardizedFileURL.path
        }
        Output.write(CompletionScript(program: program).text(for: shell))
    }
}

extension CompletionScript.Shell: ExpressibleByArgument {}

/// The program as its completions see it: without the kind of the dashboard, which they would take every command for.
struct CompletionRoot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse", subcommands: GatehouseCommand.configuration.subcommands)

    @OptionGroup var options: DashboardOptions
}
