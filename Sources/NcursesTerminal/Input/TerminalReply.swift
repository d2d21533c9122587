/// What a terminal answers when it is asked something. Never a key.
enum TerminalReply: Equatable {
    /// Whether the background is rather white than black.
    case background(isLight: Bool)
    /// What kind of terminal it is; every one answers that, so whatever was asked before and not answered will not be.
    case attributes
    /// It has come to the question: what was sent before is through.
    case status

    /// - Parameter string: What stands between `ESC` and the end of the string, as `]11;rgb:ffff/ffff/dddd`.
    /// - Returns: nil for what nobody asked for.
    init?(string: [UInt8]) {
        let text = String(decoding: string, as: UTF8.self)
        guard text.hasPrefix("]11;"), let isLight = Self.isLight(text.dropFirst(4)) else { return nil }
        self = .background(isLight: isLight)
    }

    /// - Parameter parameters: What stands before the last byte of a control sequence, as `?62;22` before `c`.
    init?(final: UInt8, parameters: some Collection<UInt8>) {
        switch (final, parameters.first) {
        case (UInt8(ascii: "c"), UInt8(ascii: "?")): self = .attributes
        // 0 is well, 3 is out of order.
        case (UInt8(ascii: "n"), UInt8(ascii: "0")), (UInt8(ascii: "n"), UInt8(ascii: "3")): self = .status
        default: return nil
        }
    }

    /// `rgb:` and three numbers of one to four hexadecimal digits, or `rgba:` and four.
    private static func isLight(_ color: Substring) -> Bool? {
        let parts = color.split(separator: ":")
        guard parts.count == 2, ["rgb", "rgba"].contains(parts[0]) else { return nil }
        let channels = parts[1].split(separator: "/").prefix(3).compactMap { text -> Double? in
            guard text.count <= 4, let value = UInt32(text, radix: 16) else { return nil }
            return Double(value) / Double(1 << (4 * text.count) - 1)
        }
        guard channels.count == 3 else { return nil }
        // The weights of the channels are those of brightness on a screen (Rec. 601).
        return 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2] > 0.5
    }
}
