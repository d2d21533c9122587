import CNcurses
import TerminalUI

/// Colour pairs, made when first used, and colours brought down to what the terminal has.
@MainActor
struct ColorPairs {
    private struct Pair: Hashable {
        let foreground: Int32
        let background: Int32
    }

    let depth: ColorDepth
    private let hasStandard: Bool
    private var numbers: [Pair: Int32] = [:]

    /// To be made after `newterm`. Starts colours where `isWanted` and the terminal has at least eight.
    init(isWanted: Bool) {
        guard isWanted, has_colors(), start_color() == OK else {
            depth = .none
            hasStandard = true
            return
        }
        hasStandard = use_default_colors() == OK
        depth =
            switch gatehouse_colors() {
            case 256...: .palette256
            case 16...: .ansi16
            case 8...: .ansi8
            default: .none
            }
    }

    /// The number of the pair of a style's colours; 0, the terminal's own, where no more can be made.
    mutating func number(for style: Style) -> Int32 {
        guard depth != .none else { return 0 }
        let pair = Pair(
            foreground: index(style.foreground, standard: 7), background: index(style.background, standard: 0))
        if pair.foreground < 0, pair.background < 0 { return 0 }
        if let number = numbers[pair] { return number }
        let number = Int32(numbers.count + 1)
        guard number < gatehouse_pairs(), init_extended_pair(number, pair.foreground, pair.background) == OK else {
            return 0
        }
        numbers[pair] = number
        return number
    }

    /// Attributes of a style. What colours would have said is said by attributes where they cannot be shown.
    func attributes(of style: Style) -> attr_t {
        var attributes: attr_t = 0
        if style.isBold { attributes |= gatehouse_bold() }
        if style.isDim { attributes |= gatehouse_dim() }
        if style.isUnderline { attributes |= gatehouse_underline() }
        if style.isItalic { attributes |= gatehouse_italic() }
        let hasHiddenBackground = depth == .none && style.background != .standard
        if style.isReverse != hasHiddenBackground { attributes |= gatehouse_reverse() }
        if depth == .ansi8, case .indexed(8...15) = style.foreground { attributes |= gatehouse_bold() }
        return attributes
    }

    private func index(_ color: Color, standard: Int32) -> Int32 {
        guard case .indexed(let index) = color else { return hasStandard ? -1 : standard }
        return Int32(Self.reduced(index, to: depth))
    }

    /// The nearest colour that a terminal of fewer colours has.
    static func reduced(_ index: UInt8, to depth: ColorDepth) -> UInt8 {
        if depth == .palette256 || index < 8 { return index }
        let ansi = index < 16 ? index : nearestANSI(index)
        return depth == .ansi16 ? ansi : ansi & 7
    }

    /// Of the cube each channel counts when it is at least half of the strongest; greys become black to white.
    private static func nearestANSI(_ index: UInt8) -> UInt8 {
        if index >= 232 { return [0, 8, 7, 15][Int(index - 232) / 6] }
        let cube = Int(index) - 16
        let channels = [cube / 36, cube / 6 % 6, cube % 6]
        let strongest = channels.max() ?? 0
        guard strongest > 0 else { return 0 }
        let bits = channels.enumerated().reduce(UInt8(0)) { bits, channel in
            channel.element * 2 >= strongest ? bits | 1 << UInt8(channel.offset) : bits
        }
        return strongest >= 4 ? bits + 8 : bits
    }
}
