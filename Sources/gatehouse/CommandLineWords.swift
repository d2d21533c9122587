import ArgumentParser
import Dashboard
import KubeModel

/// Finds the command among the words of the command line.
///
/// The parser would take the name of a command for the dashboard's optional KIND; and options may stand before the
/// command, as kubectl has it.
struct CommandLineWords {
    /// The command that is named; the dashboard where none is.
    let command: any ParsableCommand.Type
    /// The words without the command's name.
    let words: [String]
    /// The command that the first word is nearly the name of, where it is none.
    private(set) var nearest: (word: String, command: String)?

    private static let optionsWithValue: Set<String> = [
        "--kubeconfig", "--context", "--namespace", "-n", "--as", "--as-group", "--manifests",
    ]

    /// Whether the word after this option belongs to it.
    static func takesValue(_ option: String) -> Bool {
        optionsWithValue.union(["-o", "--output", "-l", "--selector", "-f", "--filename"]).contains(option)
    }

    /// Single letters that take a value, and those that stand for themselves.
    private static let letters: (options: Set<Character>, flags: Set<Character>) = (["n", "l", "o", "f"], ["A", "w", "y"])

    /// kubectl lets a value stand right behind its letter, and letters behind one dash: `-lapp=web`, `-Aoname`, `-n=shop`.
    /// The parser would take an equals sign in there for its own.
    static func parted(_ words: [String]) -> [String] {
        guard words.contains(where: { parts(of: $0) != nil }), let grammar = CommandGrammar() else { return words }
        let withValue = Set(
            ([grammar.root] + grammar.commands).flatMap(\.options).filter(\.takesValue).flatMap(\.names))
        var parted: [String] = [], isValue = false
        for (place, word) in words.enumerated() {
            if !isValue, word == "--" { return parted + words[place...] }
            let parts = isValue ? [word] : parts(of: word) ?? [word]
            parted += parts
            isValue = !isValue && withValue.contains(parts[parts.count - 1])
        }
        return parted
    }

    /// nil for a word that is no letters behind a dash, the last of which takes a value.
    private static func parts(of word: String) -> [String]? {
        guard word.hasPrefix("-"), !word.hasPrefix("--") else { return nil }
        let flags = word.dropFirst().prefix { letters.flags.contains($0) }
        let rest = word.dropFirst(1 + flags.count)
        guard let letter = rest.first, letters.options.contains(letter), word.count > 2 else { return nil }
        let value = rest.dropFirst()
        let tail = value.isEmpty ? [] : [String(value.first == "=" ? value.dropFirst() : value)]
        return flags.map { "-\($0)" } + ["-\(letter)"] + tail
    }

    init(_ words: [String]) {
        nearest = nil
        let commands = Dictionary(
            uniqueKeysWithValues: GatehouseCommand.configuration.subcommands.map {
                ($0.configuration.commandName ?? "", $0)
            })
        // What a shell asks on Tab is the parser's own business.
        guard words.first != "---completion" else {
            (command, self.words) = (CompletionRoot.self, words)
            return
        }
        let words = Self.parted(words)
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
            let near = commands.keys.map { ($0, WordDistance.between(word.lowercased(), $0)) }.min { $0.1 < $1.1 }
            if let near, near.1 <= max(1, near.0.count / 3) { nearest = (word, near.0) }
        }
    }
}
