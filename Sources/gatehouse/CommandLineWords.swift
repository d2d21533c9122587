import ArgumentParser

/// Finds the command among the words of the command line.
///
/// The parser would take the name of a command for the dashboard's optional KIND; and options may stand before the
/// command, as kubectl has it.
struct CommandLineWords {
    /// The command that is named; the dashboard where none is.
    let command: any ParsableCommand.Type
    /// The words without the command's name.
    let words: [String]

    private static let optionsWithValue: Set<String> = [
        "--kubeconfig", "--context", "--namespace", "-n", "--as", "--as-group",
    ]

    /// Whether the word after this option belongs to it.
    static func takesValue(_ option: String) -> Bool {
        optionsWithValue.union(["-o", "--output", "-l", "--selector"]).contains(option)
    }

    init(_ words: [String]) {
        let commands = Dictionary(
            uniqueKeysWithValues: GatehouseCommand.configuration.subcommands.map {
                ($0.configuration.commandName ?? "", $0)
            })
        // What a shell asks on Tab is the parser's own business.
        guard words.first != "---completion" else {
            (command, self.words) = (CompletionRoot.self, words)
            return
        }
        var position = 0
        while position < words.count, words[position].hasPrefix("-"), words[position] != "--" {
            position += Self.optionsWithValue.contains(words[position]) ? 2 : 1
        }
        var rest = words
        guard words.indices.contains(position) else {
            (command, self.words) = (GatehouseCommand.self, words)
            return
        }
        let word = rest.remove(at: position)
        if word == "help" {
            command = rest.first.flatMap { commands[$0] } ?? GatehouseCommand.self
            self.words = ["--help"]
        } else if let found = commands[word] {
            (command, self.words) = (found, rest)
        } else {
            (command, self.words) = (GatehouseCommand.self, words)
        }
    }
}
