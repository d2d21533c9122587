import CNcurses

/// What is read from the description of the terminal, past ncurses. To be used after `newterm`.
@MainActor
enum TerminalDescription {
    /// Whether the cursor can be placed, without which there is no screen.
    static var hasScreen: Bool { text("cup") != nil }

    /// Whether the terminal takes the sequences that all questions are made of; others would show them.
    static var takesQuestions: Bool { text("cup")?.hasPrefix("\u{1B}[") ?? false }

    /// What ends the screen without ncurses: attributes, a cursor, and the screen before ours.
    static var restore: String {
        ["sgr0", "cnorm", "rmcup"].compactMap(text).map(withoutDelays).joined()
    }

    private static func text(_ name: String) -> String? { gatehouse_capability(name).map { String(cString: $0) } }

    /// Descriptions of terminals may ask for pauses, as `$<5>`, which only ncurses knows how to make.
    private static func withoutDelays(_ text: String) -> String {
        guard let start = text.firstIndex(of: "$"), let end = text[start...].firstIndex(of: ">") else { return text }
        return String(text[..<start]) + withoutDelays(String(text[text.index(after: end)...]))
    }
}
