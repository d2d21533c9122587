import ArgumentParser
import Dashboard
import Foundation

/// Whether it is shown what a change does before it is sent.
struct SendingOptions: ParsableArguments {
    @Flag(
        name: [.customShort("y"), .long],
        help: "Send without showing what a change does and asking; also where GATEHOUSE_YES is set.")
    var yes = false

    /// Whether nobody is asked.
    var isSilent: Bool {
        let word = ProcessInfo.processInfo.environment["GATEHOUSE_YES"] ?? ""
        return yes || !["", "0", "false", "no"].contains(word.lowercased())
    }

    /// The same for the dashboard, with the contexts in which a deletion wants a name to be typed.
    var manners: WriteManners {
        WriteManners(
            asksBeforeSending: !isSilent,
            carefulContexts: WriteManners.patterns(ProcessInfo.processInfo.environment["GATEHOUSE_CAREFUL"] ?? ""))
    }

    /// Whether somebody is there to be asked: a script that changes things sends them as it always did.
    var asks: Bool { !isSilent && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }
}
