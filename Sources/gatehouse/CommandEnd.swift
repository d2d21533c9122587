import ArgumentParser
import Foundation
import KubeClient
import KubeModel

/// How a command ends when it does not end well: a sentence, and a status.
struct CommandFailure: Error {
    enum Status: Int32 {
        case failed = 1
        case wrongUsage = 2
        case cannotConnect = 3
    }

    var sentence: String
    var status: Status

    init(_ sentence: String, _ status: Status = .failed) {
        self.sentence = sentence
        self.status = status
    }

    init(_ error: ClusterError, doing: String) {
        self.init("\(doing): \(error)", error.isConnectionLost ? .cannotConnect : .failed)
    }
}

enum CommandEnd {
    /// Parsed by hand, so that wrong usage exits 2 and every failure is a sentence on standard error.
    static func run() async {
        let words = Array(CommandLine.arguments.dropFirst())
        // What a shell asks on Tab is no command line: it may be half, or wrong.
        if words.first == CompletionAnswer.question { return await CompletionAnswer.run(Array(words.dropFirst())) }
        let line = CommandLineWords(words)
        do {
            var command = try await parse(line)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            if let near = line.nearest, line.command.exitCode(for: error) == .validationFailure {
                complain("There is no command “\(near.word)”. Did you mean \(near.command)?")
                Foundation.exit(CommandFailure.Status.wrongUsage.rawValue)
            }
            exit(with: error, of: line.command)
        }
    }

    private static func parse(_ line: CommandLineWords) async throws -> any ParsableCommand {
        // Completions that ask a server can only be parsed asynchronously, whatever is asked for.
        guard let command = line.command as? any AsyncParsableCommand.Type else {
            return try line.command.parseAsRoot(line.words)
        }
        return try await command.asyncParseAsRoot(line.words)
    }

    /// Ends the process: help and version on standard output with 0, wrong usage with 2, failures with their sentence.
    static func exit(with error: any Error, of command: any ParsableCommand.Type) -> Never {
        if let failure = error as? CommandFailure {
            complain(failure.sentence)
            Foundation.exit(failure.status.rawValue)
        }
        let code = command.exitCode(for: error)
        let message = command.fullMessage(for: error)
        guard code.rawValue != 0 else {
            if !message.isEmpty { print(message) }
            Foundation.exit(0)
        }
        // A bare exit code was chosen by the command itself, which has said what there is to say.
        if error is ExitCode { Foundation.exit(code.rawValue) }
        if !message.isEmpty { complain(message) }
        Foundation.exit(code == .validationFailure ? CommandFailure.Status.wrongUsage.rawValue : 1)
    }

    /// With its mark at the end, which a question has already.
    static func sentence(_ words: String) -> String { words.hasSuffix("?") ? words : "\(words)." }

    static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((SafeText.text(sentence) + "\n").utf8))
    }
}
