import ArgumentParser
import Dashboard
import Foundation

/// Whether it is shown what a change does before it is sent.
struct SendingOptions: ParsableArguments {
    @Flag(
        name: [.customShort("y"), .long],
        help: "Send without showing what a change does and asking; also where GATEHOUSE_YES is set, but for deletions where GATEHOUSE_CAREFUL asks.")
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
    var asks: Bool { !isSilent && hasTerminal }

    /// The same of a deletion. What an environment says for everything does not answer for a context to be careful in; who types the option does.
    func asksToDelete(isCareful: Bool) -> Bool { isCareful ? !yes && hasTerminal : asks }

    /// Whether a deletion in a context to be careful in has nobody to agree to it.
    var isUnanswered: Bool { !yes && !hasTerminal }

    private var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }
}
