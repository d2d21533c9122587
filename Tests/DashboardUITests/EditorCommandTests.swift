import Testing

@testable import DashboardUI

/// Which editors may have come back before they were closed.
@Suite struct EditorCommandTests {
    @Test(arguments: ["vim", "/usr/bin/nvim -u NONE", "emacs -nw -Q", "env LANG=C nano", "true", "sed -i s/a/b/"])
    func aQuickPersonIsNotToldOfEditorsThatHaveTheTerminal(_ text: String) throws {
        let command = try #require(EditorCommand(text))

        #expect(!command.mayHaveComeBack(after: 0.3) && !command.isKnownToComeBack)
    }

    @Test(arguments: ["/home/me/bin/codium-wrapper", "flatpak run org.some.Editor", "xdg-open"])
    func anEditorThatNobodyKnowsMayHaveHandedTheFileOverWhereItWasQuick(_ text: String) throws {
        let command = try #require(EditorCommand(text))

        #expect(command.mayHaveComeBack(after: 0.3) && !command.isKnownToComeBack)
        #expect(!command.mayHaveComeBack(after: 2))
    }

    @Test(arguments: ["emacsclient -n", "emacsclient --no-wait -c", "code", "env X=1 /usr/bin/subl -n"])
    func whatComesBackAtOnceByItsOptionsIsKnown(_ text: String) throws {
        #expect(try #require(EditorCommand(text)).isKnownToComeBack)
    }

    @Test(arguments: ["emacsclient -t", "emacsclient", "code --wait", "subl -w"])
    func whatWaitsByItsOptionsIsKnown(_ text: String) throws {
        let command = try #require(EditorCommand(text))

        #expect(!command.isKnownToComeBack && !command.mayHaveComeBack(after: 0.3))
    }
}
