import TerminalUI

extension InputDecoder {
    /// What the first bytes of some input are.
    enum Step {
        /// The beginning of something longer.
        case needsMore
        case took(Int, [TerminalEvent])
        case pasteBegins(Int)
    }

    /// Replies of the terminal that nobody asked for are dropped; a longer one than this is taken for noise.
    private static let longestReply = 4096

    static func step(_ bytes: ArraySlice<UInt8>) -> Step {
        guard let first = bytes.first else { return .needsMore }
        switch first {
        case 0x1B: return escape(bytes)
        case 0..<0x20, 0x7F: return .took(1, control(first).map { [.key($0)] } ?? [])
        case 0x20..<0x7F: return .took(1, [.key(.character(Character(Unicode.Scalar(first))))])
        default: return letters(bytes)
        }
    }

    private static func control(_ byte: UInt8) -> Key? {
        switch byte {
        case 0: .control(" ")
        case 0x7F: .backspace
        case 1...26: Key.control(holding: Character(Unicode.Scalar(byte + 0x60)))
        default: Key.control(holding: Character(Unicode.Scalar(byte + 0x40)))
        }
    }

    /// Letters beyond ASCII: those that came together make characters together. Broken ones are dropped.
    private static func letters(_ bytes: ArraySlice<UInt8>) -> Step {
        let run = bytes.prefix { $0 >= 0x80 }
        let lead = run.lastIndex { $0 >= 0xC0 } ?? run.startIndex
        var length = run.count
        if run.endIndex == bytes.endIndex, run.endIndex - lead < expectedLength(run[lead]) {
            length = lead - run.startIndex
            if length == 0 { return .needsMore }
        }
        let text = String(decoding: run.prefix(length), as: UTF8.self)
        let keys = text.filter { $0 != "\u{FFFD}" && !($0.unicodeScalars.first.map { $0.value < 0xA0 } ?? true) }
        return .took(length, keys.map { .key(.character($0)) })
    }

    private static func expectedLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 1
        }
    }

    private static func escape(_ bytes: ArraySlice<UInt8>) -> Step {
        let rest = bytes.dropFirst()
        guard let second = rest.first else { return .needsMore }
        switch second {
        case 0x1B: return .took(1, [.key(.escape)])
        case UInt8(ascii: "["): return sequence(bytes)
        case UInt8(ascii: "O"): return applicationKey(bytes)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            return reply(bytes)
        default:
            // The alt key with another one: no key of ours, and not Esc followed by a key either.
            if case .took(let count, _) = step(rest) { return .took(1 + count, []) }
            return .needsMore
        }
    }

    /// `ESC O x`: keys of the application mode.
    private static func applicationKey(_ bytes: ArraySlice<UInt8>) -> Step {
        let digits = bytes.dropFirst(2).prefix { (0x30...0x39).contains($0) }
        guard let final = bytes.dropFirst(2 + digits.count).first else { return .needsMore }
        guard (0x40...0x7E).contains(final) else { return .took(2 + digits.count, []) }
        let modifier = Int(String(decoding: digits, as: UTF8.self)) ?? 1
        let key = KeySequence(final: final, parameters: [1, modifier]).applicationKey
        return .took(3 + digits.count, key.map { [.key($0)] } ?? [])
    }

    /// `ESC [ parameters final`: the other keys, the mouse, the beginning of a paste.
    private static func sequence(_ bytes: ArraySlice<UInt8>) -> Step {
        let body = bytes.dropFirst(2)
        if body.first == UInt8(ascii: "[") { return consoleKey(body) }
        if body.first == UInt8(ascii: "M") {
            // The old mouse report, three raw bytes; its places end at 223, and it is not asked for.
            return body.count < 4 ? .needsMore : .took(6, [])
        }
        let parameters = body.prefix { (0x20...0x3F).contains($0) }
        guard parameters.count < longestReply else { return .took(2 + parameters.count, []) }
        guard let final = body.dropFirst(parameters.count).first else { return .needsMore }
        let length = 2 + parameters.count
        guard (0x40...0x7E).contains(final) else { return .took(length, []) }
        if parameters.first == UInt8(ascii: "<") {
            let numbers = KeySequence.numbers(parameters.dropFirst())
            return .took(length + 1, mouse(numbers, isPress: final == UInt8(ascii: "M")).map { [.mouse($0)] } ?? [])
        }
        // `<`, `=`, `>` and `?` begin replies, not keys.
        if let mark = parameters.first, (0x3C...0x3F).contains(mark) { return .took(length + 1, []) }
        let sequence = KeySequence(final: final, parameters: KeySequence.numbers(parameters))
        if sequence.beginsPaste { return .pasteBegins(length + 1) }
        return .took(length + 1, sequence.key.map { [.key($0)] } ?? [])
    }

    /// `ESC [ [ A` to `E`: the function keys of the Linux console.
    private static func consoleKey(_ body: ArraySlice<UInt8>) -> Step {
        guard let letter = body.dropFirst().first else { return .needsMore }
        guard (0x41...0x45).contains(letter) else { return .took(4, []) }
        return .took(4, [.key(.function(Int(letter) - 0x40))])
    }

    /// `ESC ] ... BEL` and its relatives: a reply, to be skipped up to its end.
    private static func reply(_ bytes: ArraySlice<UInt8>) -> Step {
        var index = bytes.startIndex + 2
        while index < bytes.endIndex {
            if bytes[index] == 0x07 { return .took(index + 1 - bytes.startIndex, []) }
            if bytes[index] == 0x1B {
                guard index + 1 < bytes.endIndex else { return .needsMore }
                return .took(index - bytes.startIndex + (bytes[index + 1] == UInt8(ascii: "\\") ? 2 : 0), [])
            }
            index += 1
        }
        return bytes.count > longestReply ? .took(bytes.count, []) : .needsMore
    }

    private static func mouse(_ numbers: [Int], isPress: Bool) -> MouseEvent? {
        guard numbers.count == 3, isPress, numbers[1] > 0, numbers[2] > 0 else { return nil }
        let place = Point(column: numbers[1] - 1, row: numbers[2] - 1)
        // Bits 4, 8 and 16 are shift, alt and ctrl; 32 is a movement, which is not asked for.
        switch numbers[0] & ~0b1_1100 {
        case 0: return MouseEvent(.press, at: place)
        case 64: return MouseEvent(.wheelUp, at: place)
        case 65: return MouseEvent(.wheelDown, at: place)
        default: return nil
        }
    }
}
