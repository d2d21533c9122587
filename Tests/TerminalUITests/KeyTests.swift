import Testing

@testable import TerminalUI

@Suite struct KeyTests {
    private let all: [Key] = [
        .character("j"), .character("G"), .character(" "), .character("/"), .character("漢"), .control("d"),
        .control(" "), .control("\\"), .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down,
        .left, .right, .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .home, .end, .pageUp, .pageDown, .function(1),
        .function(12),
    ]

    @Test func everyKeyIsFoundByItsName() {
        for key in all { #expect(Key(name: key.name) == key) }
    }

    @Test func aScriptOfNamesGivesTheSameKeysAgain() throws {
        #expect(try KeyScript.parse(KeyScript.text(all)) == all)
    }

    @Test func wordsThatAreNoNamesAreTyped() throws {
        let keys = try KeyScript.parse("j j enter /gate  space ctrl-d")

        #expect(
            keys == [
                .character("j"), .character("j"), .enter, .character("/"), .character("g"), .character("a"),
                .character("t"), .character("e"), .character(" "), .control("d"),
            ])
    }

    @Test func keysThatTerminalsCannotTellApartAreOne() {
        #expect(Key(name: "ctrl-i") == .tab)
        #expect(Key(name: "ctrl-m") == .enter)
        #expect(Key(name: "shift-n") == .character("N"))
        #expect(Key(name: "esc") == .escape)
    }

    @Test func anUnknownKeyIsAnErrorWithItsName() {
        #expect(throws: KeyScriptError.unknownKey("ctrl-")) { try KeyScript.parse("j ctrl-") }
        #expect(throws: KeyScriptError.unknownKey("alt-x")) { try KeyScript.parse("alt-x") }
        #expect(KeyScriptError.unknownKey("ctrl-").description.contains("ctrl-"))
    }

    @Test func aCommandIsSplitAsAShellDoes() {
        #expect(
            CommandWords.split("\"/path/my editor.sh\" --wait \"a b\"") == ["/path/my editor.sh", "--wait", "a b"])
        #expect(CommandWords.split("vim -c 'set ft=yaml'") == ["vim", "-c", "set ft=yaml"])
        #expect(CommandWords.split(#"my\ editor "a\"b\\c\d" ''"#) == ["my editor", #"a"b\c\d"#, ""])
        #expect(CommandWords.split("  ") == [])
        #expect(CommandWords.split("vim 'open") == nil)
        #expect(CommandWords.split("vim \\") == nil)
    }
}
