import ChildProcess
import Glibc
import TerminalUI

/// An editor that shares the terminal with us. It is not guarded: should we be killed, it keeps the person's text.
struct EditorProcess: Sendable {
    private let child: ChildProcess

    /// What a request to end is passed on to.
    var id: pid_t { child.id }

    /// Starts `words` by the PATH.
    ///
    /// - Parameter lock: One descriptor more, which the editor has as number 3.
    /// - Returns: nil and the reason, as a sentence, where it could not be started.
    static func start(_ words: [String], inheriting lock: Int32? = nil) -> (editor: EditorProcess?, reason: String) {
        guard let name = words.first, !name.isEmpty else {
            return (nil, "No editor is named. Set EDITOR to the one you use.")
        }
        let folders = Environment.value("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
        guard let path = ProgramPath.find(name, folders) else { return (nil, explain(name, ENOENT)) }
        do throws(ChildError) {
            let program = ChildProgram(path: path, words: words, inherited: lock, isGuarded: false)
            return (EditorProcess(child: try ChildProcess.start(program)), "")
        } catch { return (nil, explain(name, error.code)) }
    }

    /// How it ended, once it has.
    func end() async -> EditorExit {
        switch await child.end() {
        case .exited(let status): .exited(status)
        case .signalled(let signal): .signalled(signal)
        case .lost(let code): .notStarted("The editor was lost: \(String(cString: strerror(code))).")
        }
    }

    private static func explain(_ program: String, _ failure: Int32) -> String {
        switch failure {
        case ENOENT: "The editor \(program) was not found. Set EDITOR to one that is installed."
        case EACCES: "The editor \(program) may not be run: permission denied."
        default: "The editor \(program) could not be started: \(String(cString: strerror(failure)))."
        }
    }
}
