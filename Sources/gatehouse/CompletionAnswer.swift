import ArgumentParser
import Foundation
import GatewayGraph
import KubeModel

/// What a shell offers for the word at the cursor. One answer for every shell: their scripts only ask and print.
struct CompletionAnswer {
    /// The first word of the question.
    static let question = "---completion-words"

    struct Choice: Equatable {
        /// The whole word, as the program is to get it.
        var word: String
        var description = ""
    }

    enum Offer: Equatable {
        case choices([Choice])
        /// Whatever the shell finds on the disk.
        case files, folders
    }

    private let line: TypedLine
    private let grammar: CommandGrammar

    /// Answers `---completion-words line TEXT` and `---completion-words words WORD …`: one choice a line, its description
    /// behind a tab; `//files` and `//folders` ask the shell for its own.
    static func run(_ arguments: [String]) async {
        let line: TypedLine
        switch arguments.first {
        case "line": line = TypedLine(text: arguments.dropFirst().joined(separator: " "))
        case "words": line = TypedLine(Array(arguments.dropFirst()))
        default: return
        }
        guard line.words.count > 1, let grammar = CommandGrammar() else { return }
        switch await CompletionAnswer(line: line, grammar: grammar).offer() {
        case .files: Output.write("//files\n")
        case .folders: Output.write("//folders\n")
        case .choices(let choices):
            // A name with a control character in it can be typed by nobody.
            let printable = choices.filter { $0.word == SafeText.line($0.word) && !$0.word.contains("\n") }
            Output.write(
                printable.map { $0.description.isEmpty ? $0.word + "\n" : "\($0.word)\t\($0.description)\n" }.joined())
        }
    }

    private func offer() async -> Offer {
        let before = line.words.dropFirst().dropLast(), current = line.words.last ?? ""
        var place = Place(command: grammar.root)
        for word in before { place.take(word, grammar) }
        if let option = place.awaiting { return await values(of: option, place, beginning: current, after: "") }
        guard !place.isPastOptions, current.hasPrefix("-") else { return await words(at: place, beginning: current) }
        if let sign = current.firstIndex(of: "="), let option = place.option(String(current[..<sign])),
            option.takesValue
        {
            let head = String(current[...sign])
            return await values(of: option, place, beginning: String(current.dropFirst(head.count)), after: head)
        }
        let free = place.command.options.filter { $0.isRepeating || !place.seen.contains($0.id) }
        return .choices(
            free.flatMap { option in
                option.names.filter { $0.hasPrefix(current) }.map { Choice(word: $0, description: option.abstract) }
            })
    }

    /// - Parameter head: What stands before the value in the same word.
    private func values(
        of option: CommandGrammar.Option, _ place: Place, beginning: String, after head: String
    ) async -> Offer {
        if option.isFile { return .files }
        if option.isFolder { return .folders }
        var values = option.values
        if option.names.contains("--context") { values = ServerWords.contexts(line) }
        if option.names.contains("--namespace") { values = await ServerWords.namespaces(line) }
        return .choices(values.filter { $0.hasPrefix(beginning) }.map { Choice(word: head + $0) })
    }

    /// Words that are no options: commands, kinds, names.
    private func words(at place: Place, beginning current: String) async -> Offer {
        switch place.command.name {
        case "":
            let commands = grammar.commands.filter { $0.name.hasPrefix(current) && place.words.isEmpty }
                .map { Choice(word: $0.name, description: $0.abstract) }
            // The dashboard takes a kind; in a list of all commands they would only be in the way.
            guard !current.isEmpty, place.words.isEmpty, commands.isEmpty else { return .choices(commands) }
            return .choices(await kinds(beginning: current, tail: ""))
        case "get", "delete", "edit", "links": return .choices(await objects(at: place, beginning: current))
        case "create", "snapshot":
            return .choices(place.words.isEmpty ? await kinds(beginning: current, tail: "") : [])
        case "check": return .files
        case "explain":
            guard place.words.isEmpty else { return .choices([]) }
            let codes = FindingCode.allCases.map(\.rawValue).filter { $0.hasPrefix(current) }
            return .choices(await kinds(beginning: current, tail: "") + codes.map { Choice(word: $0, description: FindingExplanation.of($0)?.title ?? "") })
        case "help":
            let names = place.words.isEmpty ? grammar.commands.filter { $0.name.hasPrefix(current) } : []
            return .choices(names.map { Choice(word: $0.name, description: $0.abstract) })
        default:
            let values = place.words.isEmpty ? place.command.positionalValues : []
            return .choices(values.filter { $0.hasPrefix(current) }.map { Choice(word: $0) })
        }
    }

    /// `KIND`, then names of it; or `KIND/NAME` again and again.
    private func objects(at place: Place, beginning current: String) async -> [Choice] {
        let isOne = ["edit", "links"].contains(place.command.name)
        if let slash = current.firstIndex(of: "/") {
            guard place.words.allSatisfy({ $0.contains("/") }), !isOne || place.words.isEmpty else { return [] }
            let head = String(current[...slash]), names = await ServerWords.names(of: String(head.dropLast()), line)
            return names.map { head + $0 }.filter { $0.hasPrefix(current) && !place.words.contains($0) }
                .map { Choice(word: $0) }
        }
        guard let kind = place.words.first else { return await kinds(beginning: current, tail: "") }
        if kind.contains("/") { return isOne ? [] : await kinds(beginning: current, tail: "/") }
        guard !isOne || place.words.count == 1 else { return [] }
        let first = kind.split(separator: ",").first.map(String.init) ?? kind
        return await ServerWords.names(of: first, line)
            .filter { $0.hasPrefix(current) && !place.words.dropFirst().contains($0) }.map { Choice(word: $0) }
    }

    /// Behind a comma another kind begins.
    private func kinds(beginning current: String, tail: String) async -> [Choice] {
        let comma = current.lastIndex(of: ",").map { current.index(after: $0) } ?? current.startIndex
        let head = String(current[..<comma]), part = current[comma...]
        return await ServerWords.kinds(line).filter { $0.hasPrefix(part) }.map { Choice(word: head + $0 + tail) }
    }

    /// Where the cursor is, by the words before it.
    private struct Place {
        var command: CommandGrammar.Command
        /// Those that are neither options nor their values.
        var words: [String] = []
        var seen: Set<String> = []
        /// The option whose value comes next.
        var awaiting: CommandGrammar.Option?
        var isPastOptions = false

        func option(_ name: String) -> CommandGrammar.Option? { command.options.first { $0.names.contains(name) } }

        mutating func take(_ word: String, _ grammar: CommandGrammar) {
            if awaiting != nil {
                awaiting = nil
            } else if word == "--", !isPastOptions {
                isPastOptions = true
            } else if word.hasPrefix("-"), !isPastOptions {
                let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard let option = option(String(parts[0])) else { return }
                seen.insert(option.id)
                if option.takesValue, parts.count == 1 { awaiting = option }
            } else if command.name.isEmpty, words.isEmpty,
                let found = grammar.commands.first(where: { $0.name == word })
            {
                command = found
            } else {
                words.append(word)
            }
        }
    }
}
