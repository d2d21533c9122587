import Dashboard
import TerminalUI

/// How each tone looks, per depth of colour. Colour means state and one accent means focus; nothing is decoration.
public struct Theme: Hashable, Sendable {
    public var depth: ColorDepth
    public var isASCII: Bool
    /// Whether the background is rather white than black: yellow cannot be read there, and cyan hardly.
    public var isLight: Bool

    public init(depth: ColorDepth, isASCII: Bool, isLight: Bool = false) {
        self.depth = depth
        self.isASCII = isASCII
        self.isLight = isLight
    }

    public init(_ capabilities: TerminalCapabilities) {
        self.init(depth: capabilities.colorDepth, isASCII: !capabilities.isUTF8, isLight: capabilities.isLight)
    }

    public func style(_ tone: Tone) -> Style {
        switch tone {
        case .plain: .plain
        case .dim, .unattached, .comment: Style.plain.dim()
        case .strong: Style.plain.bold()
        case .accent: colored(dark: 6, light: 30, few: 4).bold()
        case .healthy: colored(dark: 2, light: 28, few: 2)
        case .failing: colored(dark: 1, light: 124, few: 1).bold()
        case .warning: colored(dark: 3, light: 130, few: nil).bold()
        case .progressing: colored(dark: 3, light: 130, few: nil)
        case .key: colored(dark: 6, light: 30, few: 4)
        // Values of YAML differ from keys by colour only where there are enough colours to stay calm.
        case .text: depth == .palette256 ? colored(dark: 71, light: 22, few: nil) : .plain
        case .number, .word: depth == .palette256 ? colored(dark: 173, light: 94, few: nil) : .plain
        case .match: Style.plain.reverse()
        }
    }

    /// A colour that can be read on the background.
    ///
    /// - Parameters:
    ///   - dark: On a dark background, at any depth.
    ///   - light: On a light one, of the palette of 256: four times as dark as white, or darker.
    ///   - few: On a light one that has but the colours of the terminal; nil: its text colour.
    private func colored(dark: UInt8, light: UInt8, few: UInt8?) -> Style {
        guard depth != .none else { return .plain }
        guard isLight else { return Style.plain.colored(.indexed(dark)) }
        guard depth != .palette256 else { return Style.plain.colored(.indexed(light)) }
        return few.map { Style.plain.colored(.indexed($0)) } ?? .plain
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
