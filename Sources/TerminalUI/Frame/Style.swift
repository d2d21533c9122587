/// A colour of the terminal's own palette.
public enum Color: Hashable, Sendable {
    /// What the terminal uses by itself: legible on light and dark backgrounds alike.
    case standard
    /// 0 to 15: the ANSI colours; 16 to 255: the fixed palette.
    case indexed(UInt8)

    public static let red = Color.indexed(1)
    public static let green = Color.indexed(2)
    public static let blue = Color.indexed(4)
}

/// How a cell looks: two colours and five attributes, in four bytes.
public struct Style: Hashable, Sendable {
    // Bits 0-8 foreground, 9-17 background (palette index + 1, 0 for standard), 18-22 attributes.
    private var bits: UInt32 = 0

    /// The terminal's own colours, no attribute.
    public static let plain = Style()

    public init(
        foreground: Color = .standard, background: Color = .standard, isBold: Bool = false, isDim: Bool = false,
        isReverse: Bool = false, isUnderline: Bool = false, isItalic: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        self.isBold = isBold
        self.isDim = isDim
        self.isReverse = isReverse
        self.isUnderline = isUnderline
        self.isItalic = isItalic
    }

    public var foreground: Color {
        get { color(at: 0) }
        set { set(newValue, at: 0) }
    }

    public var background: Color {
        get { color(at: 9) }
        set { set(newValue, at: 9) }
    }

    public var isBold: Bool {
        get { flag(18) }
        set { set(18, newValue) }
    }

    public var isDim: Bool {
        get { flag(19) }
        set { set(19, newValue) }
    }

    /// Foreground and background change places.
    public var isReverse: Bool {
        get { flag(20) }
        set { set(20, newValue) }
    }

    public var isUnderline: Bool {
        get { flag(21) }
        set { set(21, newValue) }
    }

    public var isItalic: Bool {
        get { flag(22) }
        set { set(22, newValue) }
    }

    private func color(at shift: UInt32) -> Color {
        let value = (bits >> shift) & 0x1FF
        return value == 0 ? .standard : .indexed(UInt8(truncatingIfNeeded: value - 1))
    }

    private mutating func set(_ color: Color, at shift: UInt32) {
        let value: UInt32 =
            switch color {
            case .standard: 0
            case .indexed(let index): UInt32(index) + 1
            }
        bits = bits & ~(0x1FF << shift) | value << shift
    }

    private func flag(_ bit: UInt32) -> Bool { bits >> bit & 1 == 1 }

    private mutating func set(_ bit: UInt32, _ isOn: Bool) {
        bits = bits & ~(1 << bit) | (isOn ? 1 : 0) << bit
    }
}

/// The same style with one thing changed, for chains such as `.plain.bold().colored(.red)`.
extension Style {
    public func bold() -> Style { changed { $0.isBold = true } }
    public func dim() -> Style { changed { $0.isDim = true } }
    public func reverse() -> Style { changed { $0.isReverse = true } }
    public func underline() -> Style { changed { $0.isUnderline = true } }
    public func italic() -> Style { changed { $0.isItalic = true } }
    public func on(_ background: Color) -> Style { changed { $0.background = background } }
    public func colored(_ foreground: Color) -> Style { changed { $0.foreground = foreground } }

    private func changed(_ change: (inout Style) -> Void) -> Style {
        var style = self
        change(&style)
        return style
    }
}

/// How many colours may be used.
public enum ColorDepth: Int, Sendable, Comparable {
    case none, ansi8, ansi16, palette256

    public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

/// What the terminal can show.
public struct TerminalCapabilities: Hashable, Sendable {
    public var colorDepth: ColorDepth
    /// False where only ASCII may be drawn.
    public var isUTF8: Bool
    /// Whether the background is rather white than black, as far as is known at the start: the terminal may say otherwise.
    public var isLight: Bool

    public init(colorDepth: ColorDepth = .palette256, isUTF8: Bool = true, isLight: Bool = false) {
        self.colorDepth = colorDepth
        self.isUTF8 = isUTF8
        self.isLight = isLight
    }
}
