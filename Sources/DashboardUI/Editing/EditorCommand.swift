import TerminalUI

/// The person's editor as it is run: a plain name by itself, everything else by the shell, as git does.
struct EditorCommand {
    /// What is run; the file is added as the last word.
    let words: [String]
    /// The program's name, for sentences.
    let name: String
    private let given: [String]

    /// - Returns: nil where a quote is not closed, or nothing is there.
    init?(_ text: String) {
        guard let given = CommandWords.split(text), let first = given.first else { return nil }
        self.given = given
        name = first
        // The file is an argument of the shell, never part of its text: no name of a file means anything to it.
        words = text.contains(where: Self.isForShell) ? ["/bin/sh", "-c", text + " \"$@\"", text] : [text]
    }

    private static func isForShell(_ character: Character) -> Bool {
        character.isWhitespace || "|&;<>()$`\\\"'*?[#~=%{}!".contains(character)
    }

    /// A clause: why an editor ended with this status.
    func explain(status: Int32) -> String {
        switch status {
        case 127: "\(name) was not found (status 127); set EDITOR to one that is installed"
        case 126: "\(name) may not be run (status 126); set EDITOR to one that may"
        default: "\(name) ended with status \(status)"
        }
    }

    /// Editors that hand the file to a window and come back, each with the options that make it wait.
    private static let waitingOptions: [String: [String]] = [
        "code": ["--wait", "-w"], "code-insiders": ["--wait", "-w"], "codium": ["--wait", "-w"],
        "cursor": ["--wait", "-w"], "subl": ["--wait", "-w"], "sublime_text": ["--wait", "-w"],
        "zed": ["--wait", "-w"], "atom": ["--wait", "-w"], "mate": ["-w", "--wait"],
        "gvim": ["-f", "--nofork"], "mvim": ["-f", "--nofork"], "gedit": ["--wait", "-w"],
        "kate": ["--block", "-b"], "gnome-text-editor": ["--standalone"],
    ]

    /// Editors that have the terminal until they are closed, and commands that change the file and end: where they are
    /// quick, the person was.
    private static let staying: Set = [
        "vi", "vim", "vim.basic", "vim.tiny", "vim.gtk3", "nvim", "nvi", "vis", "elvis", "ex", "ed", "emacs",
        "emacsclient", "nano", "pico", "mg", "zile", "jed", "joe", "jmacs", "ne", "micro", "hx", "helix", "kak",
        "mcedit", "tilde", "dte", "ee",
        "sensible-editor", "editor", "true", "false", ":", "cat", "less", "more", "sed", "perl", "python3", "awk", "yq",
    ]

    /// Whether an editor of which we know nothing may have handed the file to a window and come back, judged by the
    /// time that it took. What to say of a file that was written is not in question.
    func mayHaveComeBack(after seconds: Double) -> Bool {
        seconds < 2 && known == nil && !Self.staying.contains(where: isCalled)
    }

    private func isCalled(_ program: String) -> Bool {
        given.contains { $0.split(separator: "/").last ?? "" == program }
    }

    static let anyWaitingForm = "code --wait, subl --wait, gvim -f"

    private var known: (program: String, options: [String])? {
        for word in given {
            let program = String(word.split(separator: "/").last ?? "")
            if let options = Self.waitingOptions[program] { return (program, options) }
        }
        return nil
    }

    /// Whether this editor is known to come back at once as it is called here.
    var isKnownToComeBack: Bool {
        if isCalled("emacsclient"), given.contains(where: ["-n", "--no-wait"].contains) { return true }
        guard let known else { return false }
        return given.allSatisfy { !known.options.contains($0) }
    }

    /// `code --wait`; nil for an editor that we do not know.
    var waitingForm: String? { known.map { "\($0.program) \($0.options[0])" } }
}
