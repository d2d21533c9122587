import ArgumentParser

/// `gatehouse completions`: the script that teaches a shell our words.
struct CompletionsCommand: ParsableCommand {
    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    static let configuration = CommandConfiguration(
        commandName: "completions", _superCommandName: "gatehouse",
        abstract: "Print the completion script of a shell: source <(gatehouse completions bash).")

    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws {
        let shell: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Output.write(CompletionRoot.completionScript(for: shell))
    }
}

/// The program as its completion scripts see it: without the kind of the dashboard, which they would take every command for.
struct CompletionRoot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse", subcommands: GatehouseCommand.configuration.subcommands)

    @OptionGroup var options: DashboardOptions
}
