import ArgumentParser
import KubeModel

/// The commands, their options and what these take, as the parser itself describes them: there is no second list to keep.
struct CommandGrammar {
    struct Option {
        /// `-n`, `--namespace`.
        var names: [String]
        var abstract: String
        var takesValue: Bool
        var isRepeating: Bool
        var values: [String]
        var isFile: Bool
        var isFolder: Bool

        var id: String { names.joined(separator: " ") }
    }

    struct Command {
        /// Empty for the program itself.
        var name: String
        var abstract: String
        var options: [Option]
        var positionalValues: [String]
    }

    let root: Command
    let commands: [Command]

    /// nil where the parser's description is not what we know; nothing is offered then.
    init?() {
        guard let root = Self.described(CompletionRoot.self)?["command"] else { return nil }
        let inner = (root["subcommands"]?.array ?? []).map { Self.command($0, name: $0["commandName"]?.string ?? "") }
        self.root = Self.command(root, name: "")
        let known = Set(
            GatehouseCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"])
        commands = inner.filter { known.contains($0.name) }
    }

    private static func described(_ command: any ParsableCommand.Type) -> JSONValue? {
        // What cannot be read is nil to the caller.
        try? JSONParser.parse(command._dumpHelp())
    }

    private static func command(_ description: JSONValue, name: String) -> Command {
        let arguments = description["arguments"]?.array ?? []
        let positional = arguments.first { $0["kind"]?.string == "positional" }
        return Command(
            name: name, abstract: description["abstract"]?.string ?? "",
            options: arguments.filter { $0["kind"]?.string != "positional" }.map(option),
            positionalValues: texts(positional?["allValues"]))
    }

    private static func option(_ description: JSONValue) -> Option {
        let names = (description["names"]?.array ?? []).compactMap { name -> String? in
            guard let text = name["name"]?.string else { return nil }
            return (name["kind"]?.string == "long" ? "--" : "-") + text
        }
        let completion = description["completionKind"]
        return Option(
            names: names, abstract: description["abstract"]?.string ?? "",
            takesValue: description["kind"]?.string == "option",
            isRepeating: description["isRepeating"]?.bool ?? false, values: texts(description["allValues"]),
            isFile: completion?["file"] != nil, isFolder: completion?["directory"] != nil)
    }

    private static func texts(_ list: JSONValue?) -> [String] { (list?.array ?? []).compactMap(\.string) }
}
