/// The control sequences that ncurses does not send for us.
enum ControlBytes {
    /// Marks pasted text, and reports the mouse where it is ours.
    static func modesOn(hasMouse: Bool) -> String { "\u{1B}[?2004h" + (hasMouse ? mouseOn : "") }
    /// Off is off, also for what was never on.
    static let modesOff = mouseOff + "\u{1B}[?2004l"

    /// Reports presses and the wheel, with places of any size.
    static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
    static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"

    /// Asks for the colour of the background, and then for what every terminal answers: who answers the second question
    /// only does not know the first.
    static let askBackground = "\u{1B}]11;?\u{07}\u{1B}[c"

    /// Asks how the terminal is. It answers when it has come to this question, and so is done with what was sent before.
    static let askStatus = "\u{1B}[5n"

    /// Puts text on the clipboard of the person's terminal (OSC 52).
    ///
    /// tmux takes the sequence itself or passes a wrapped one on, by its settings, so it gets both; screen needs it
    /// wrapped, in pieces.
    static func copy(_ text: String, isInTmux: Bool, isInScreen: Bool) -> String {
        let plain = "\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}"
        if isInTmux { return plain + "\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\" }
        guard isInScreen else { return plain }
        return stride(from: 0, to: plain.utf8.count, by: 240).map { start in
            let piece = plain.utf8.dropFirst(start).prefix(240)
            return "\u{1B}P\(String(decoding: piece, as: UTF8.self))\u{1B}\\"
        }.joined()
    }

    /// Base 64 with padding (RFC 4648).
    static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                encoded.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
