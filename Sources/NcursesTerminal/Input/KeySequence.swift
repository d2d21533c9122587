import TerminalUI

/// An escape sequence as its last byte and its numbers: which key it is.
///
/// These are the sequences of xterm, tmux, screen, rxvt and the Linux console; terminals agree on them, where their
/// descriptions often do not.
struct KeySequence {
    let final: UInt8
    let parameters: [Int]

    /// The numbers of `1;5`; a missing one is 1, of `5:2` only the first part counts.
    static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
        bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
            Int(String(decoding: part.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) ?? 1
        }
    }

    var beginsPaste: Bool { final == UInt8(ascii: "~") && parameters.first == 200 }

    /// The key of `ESC [ ...`; nil for one with alt or ctrl, and for what is no key.
    var key: Key? {
        guard !hasAltOrControl else { return nil }
        switch Character(Unicode.Scalar(final)) {
        case "Z": return .backTab
        case "a" where isBare: return .shiftUp
        case "b" where isBare: return .shiftDown
        case "c" where isBare: return .shiftRight
        case "d" where isBare: return .shiftLeft
        case "~": return numbered
        default: return lettered
        }
    }

    /// The key of `ESC O ...`.
    var applicationKey: Key? {
        guard !hasAltOrControl else { return nil }
        return final == UInt8(ascii: "M") ? .enter : lettered
    }

    /// No number but the one that stands for none.
    private var isBare: Bool { parameters.count <= 1 && parameters.first ?? 1 == 1 }

    // The second number is 1 plus the bits shift 1, alt 2, ctrl 4, meta 8.
    private var modifiers: Int { parameters.count > 1 ? max(0, parameters[1] - 1) : 0 }
    private var hasShift: Bool { modifiers & 1 != 0 }
    private var hasAltOrControl: Bool { modifiers & 0b1110 != 0 }

    private var lettered: Key? {
        switch Character(Unicode.Scalar(final)) {
        case "A": hasShift ? .shiftUp : .up
        case "B": hasShift ? .shiftDown : .down
        case "C": hasShift ? .shiftRight : .right
        case "D": hasShift ? .shiftLeft : .left
        case "H": .home
        case "F": .end
        case "P": .function(1)
        case "Q": .function(2)
        case "R": .function(3)
        case "S": .function(4)
        default: nil
        }
    }

    private var numbered: Key? {
        switch parameters.first ?? 0 {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case let number where (11...15).contains(number): .function(number - 10)
        case let number where (17...21).contains(number): .function(number - 11)
        case let number where (23...26).contains(number): .function(number - 12)
        case let number where (28...29).contains(number): .function(number - 13)
        case let number where (31...34).contains(number): .function(number - 14)
        default: nil
        }
    }
}
