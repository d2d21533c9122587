import Glibc
import Testing

@testable import NcursesTerminal

@MainActor
struct TerminalInputTests {
    /// What a key shows is drawn by what is known then.
    @Test func anAnswerIsToldBeforeTheKeysThatCameWithIt() async throws {
        let terminal = try PseudoTerminal()
        let (told, telling) = AsyncStream.makeStream(of: String.self)
        let input = TerminalInput(
            fileno(terminal.file), escapeDelay: nil, deliver: { telling.yield("\($0)") }, isAwaitingReply: { true },
            answered: { telling.yield("\($0)") }, ended: {})

        terminal.type("?\u{1B}]11;rgb:ffff/ffff/ffff\u{7}?\n")
        input.resume()

        var order: [String] = []
        for await word in told {
            order.append(word)
            if order.count == 3 { break }
        }
        input.stop()
        #expect(order.first == "\(TerminalReply.background(isLight: true))")
    }
}
