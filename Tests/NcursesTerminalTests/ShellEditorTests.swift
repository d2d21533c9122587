import TerminalUI
import Testing

@testable import NcursesTerminal

@MainActor
@Suite struct ShellEditorTests {
    @Test func thePathIsTheLastWord() async {
        let editor = ShellEditor()

        #expect(
            await editor.edit(
                ["sh", "-c", "test \"$0\" = 'a b' && test \"$1\" = '/tmp/my file'", "a b"], file: "/tmp/my file")
                == .exited(0))
    }

    @Test func aMissingEditorIsASentence() async {
        let exit = await ShellEditor().edit(["no-such-editor"], file: "/tmp/x")

        #expect(exit == .notStarted("The editor no-such-editor was not found. Set EDITOR to one that is installed."))
    }
}
