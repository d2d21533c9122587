import TerminalUI
import Testing

@testable import NcursesTerminal

@Suite struct ControlBytesTests {
    @Test func base64IsPadded() {
        #expect(ControlBytes.base64([]) == "")
        #expect(ControlBytes.base64(Array("f".utf8)) == "Zg==")
        #expect(ControlBytes.base64(Array("fo".utf8)) == "Zm8=")
        #expect(ControlBytes.base64(Array("foo".utf8)) == "Zm9v")
        #expect(ControlBytes.base64([0xFB, 0xFF, 0xFE, 0x00]) == "+//+AA==")
    }

    @Test func copyIsWrappedForWhatIsAroundUs() {
        let plain = "\u{1B}]52;c;Zm9v\u{7}"

        #expect(ControlBytes.copy("foo", isInTmux: false, isInScreen: false) == plain)
        #expect(
            ControlBytes.copy("foo", isInTmux: true, isInScreen: false) == plain + "\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\")
        #expect(ControlBytes.copy("foo", isInTmux: false, isInScreen: true) == "\u{1B}P\(plain)\u{1B}\\")
    }

    @Test @MainActor func coloursAreBroughtDownToWhatThereIs() {
        #expect(ColorPairs.reduced(196, to: .palette256) == 196)
        #expect(ColorPairs.reduced(196, to: .ansi16) == 9)
        #expect(ColorPairs.reduced(196, to: .ansi8) == 1)
        #expect(ColorPairs.reduced(10, to: .ansi8) == 2)
        #expect(ColorPairs.reduced(255, to: .ansi16) == 15)
        #expect(ColorPairs.reduced(236, to: .ansi16) == 0)
    }

    @Test func everyErrorIsASentence() {
        let errors: [TerminalError] = [
            .noTerminal, .unknownType(nil), .unknownType("x"), .tooSimple("dumb"), .system("no"),
        ]

        #expect(errors.allSatisfy { $0.description.hasSuffix(".") || $0.description.hasSuffix("xterm-256color.") })
    }
}
