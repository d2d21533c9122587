import TerminalUI
import Testing

@testable import NcursesTerminal

@Suite struct TerminalTypeTests {
    @Test(arguments: [
        "xterm", "xterm-16color", "screen", "tmux-256color", "alacritty", "vte-256color", "foot", "ansiterm-like",
    ])
    func emulatorsHaveEveryGlyph(name: String) {
        #expect(GlyphSet(TerminalType(name), isUTF8: true) == .full)
        #expect(GlyphSet(TerminalType(name), isUTF8: false) == .ascii)
    }

    @Test(arguments: ["linux", "linux-16color", "linux-m"])
    func theLinuxConsoleHasThoseOfItsFont(name: String) {
        #expect(GlyphSet(TerminalType(name), isUTF8: true) == .console)
        #expect(GlyphSet(TerminalType(name), isUTF8: false) == .ascii)
    }

    @Test(arguments: [
        "vt100", "vt100-am", "vt220", "vt52", "cons25", "cons25-debian", "ansi", "ansi-m", "pcansi", "wsvt25", "wy50",
        "sun",
    ])
    func devicesHaveASCII(name: String) {
        #expect(GlyphSet(TerminalType(name), isUTF8: true) == .ascii)
    }
}
