import Testing

@testable import TerminalUI

@Suite struct WidgetTests {
    @Test func aTextFieldEditsAroundItsCursor() {
        var field = TextField("gateway")
        for key in [Key.control("a"), .character("x"), .delete, .right, .backspace] { _ = field.handle(key) }

        #expect(field.text == "xteway")
        #expect(field.cursor == 1)
    }

    @Test func aTextFieldRemovesWordsAndEnds() {
        var field = TextField("state:failing team a")
        _ = field.handle(.control("w"))
        #expect(field.text == "state:failing team ")
        _ = field.handle(.control("w"))
        #expect(field.text == "state:failing ")
        _ = field.handle(.home)
        _ = field.handle(.control("k"))
        #expect(field.isEmpty)
        field.insert("again")
        _ = field.handle(.control("u"))
        #expect(field.text == "")
    }

    @Test func aTextFieldLeavesOtherKeysToOthers() {
        var field = TextField()

        let taken = [Key.enter, .escape, .tab].map { field.handle($0) }

        #expect(taken == [false, false, false])
    }

    @Test func aPasteStaysOnOneLineAndWithinBounds() {
        var field = TextField("ac")
        _ = field.handle(.left)
        field.insert("one\ntwo\r\n")
        #expect(field.text == "aone twoc")

        field.insert(String(repeating: "x", count: 10_000))
        #expect(field.text.count == TextField.limit)
    }

    @Test func aNarrowFieldShowsTheTextAroundTheCursor() {
        var field = TextField("abcdefghij")
        #expect(field.window(columns: 11) == ("abcdefghij", 10))
        #expect(field.window(columns: 6) == ("…ghij", 5))
        _ = field.handle(.home)
        #expect(field.window(columns: 6) == ("abcde…", 0))
        #expect(field.window(columns: 0) == ("", 0))
    }

    @Test func theWindowOfAFieldAlwaysHoldsItsCursor() {
        var field = TextField("ab漢字cd漢字ef")
        for columns in 1...14 {
            for _ in 0..<12 {
                let window = field.window(columns: columns)
                #expect(TextWidth.of(window.text) <= columns)
                #expect((0..<columns).contains(window.cursorColumn))
                _ = field.handle(.left)
            }
            _ = field.handle(.end)
        }
    }
}
