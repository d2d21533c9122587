import Dashboard
import TerminalUI

/// How each tone looks, per depth of colour. Colour means state and one accent means focus; nothing is decoration.
public struct Theme: Hashable, Sendable {
    public var depth: ColorDepth
    public var isASCII: Bool

    public init(depth: ColorDepth, isASCII: Bool) {
        self.depth = depth
        self.isASCII = isASCII
    }

    public init(_ capabilities: TerminalCapabilities) {
        self.init(depth: capabilities.colorDepth, isASCII: !capabilities.isUTF8)
    }

    public func style(_ tone: Tone) -> Style {
        switch tone {
        case .plain, .text, .number, .word: colored(nil, tone)
        case .dim, .unattached, .comment: Style.plain.dim()
        case .strong: Style.plain.bold()
        case .accent: colored(6).bold()
        case .healthy: colored(2)
        case .failing: colored(1).bold()
        case .warning: colored(3).bold()
        case .progressing: colored(3)
        case .key: colored(6)
        case .match: Style.plain.reverse()
        }
    }

    /// Values of YAML differ from keys by colour only where there are enough colours to stay calm.
    private func colored(_ index: UInt8?, _ tone: Tone) -> Style {
        guard depth == .palette256 else { return .plain }
        switch tone {
        case .text: return Style.plain.colored(.indexed(71))
        case .number, .word: return Style.plain.colored(.indexed(173))
        default: return .plain
        }
    }

    private func colored(_ index: UInt8) -> Style {
        depth == .none ? .plain : Style.plain.colored(.indexed(index))
    }

    /// A border: accented where the focus is.
    public func border(isFocused: Bool) -> Style { isFocused ? style(.accent) : style(.dim) }

    public var borders: BorderSet { isASCII ? .ascii : .rounded }

    /// The bar over a selected row.
    public func selected(_ style: Style, isFocused: Bool) -> Style {
        guard isFocused else { return style.bold() }
        return Style.plain.reverse()
    }
}
