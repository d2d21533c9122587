/// Cuts text into glyphs, and makes it safe: the one door between any text and the screen.
///
/// - Control characters become their pictures (`␛`, `␊`), C1 controls, bidi controls, line separators, invisible
///   formatting and unassigned scalars become `�`: seen, and harmless.
/// - A sequence that terminals draw in as many ways as there are terminals is reduced to what has one known width:
///   joined emoji and skin tones to their first scalar, flags to their two letters; variation selectors go.
struct GlyphReader: IteratorProtocol, Sequence {
    private var scalars: String.UnicodeScalarView.Iterator
    private var waiting: Unicode.Scalar?

    init(_ text: String) {
        scalars = text.unicodeScalars.makeIterator()
    }

    /// The first glyph of a character; nil for none.
    static func first(in character: Character) -> Glyph? {
        var reader = GlyphReader(String(character))
        return reader.next()
    }

    /// The next glyph, one or two columns wide; nil at the end.
    mutating func next() -> Glyph? {
        guard let first = waiting ?? scalars.next() else { return nil }
        waiting = scalars.next()
        var glyph = Self.glyph(of: first)
        while let scalar = waiting, absorb(scalar, into: &glyph) {}
        return glyph
    }

    /// Takes `scalar` into the glyph before it, shown or dropped. False where it begins a glyph of its own.
    private mutating func absorb(_ scalar: Unicode.Scalar, into glyph: inout Glyph) -> Bool {
        let value = scalar.value
        guard value >= 0x300 else { return false }
        let base = glyph.base
        switch value {
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x20E3:
            break
        case 0x200C where !base.isASCII:
            break
        case 0x200D where !base.isASCII:
            dropJoined(to: base)
        case 0x1F3FB...0x1F3FF where base.isPictograph:
            break
        case 0xE0020...0xE007F where base.value == 0x1F3F4:
            break
        case 0x1160...0x11FF, 0xD7B0...0xD7FB:
            guard base.isHangul else { return false }
            glyph.combine(scalar)
        default:
            guard scalar.isCombiningMark else { return false }
            glyph.combine(scalar)
        }
        waiting = scalars.next()
        return true
    }

    /// After a joiner: the pictograph behind it is part of the one before, so it goes.
    private mutating func dropJoined(to base: Unicode.Scalar) {
        guard base.isPictograph else { return }
        var ahead = scalars
        guard let joined = ahead.next(), joined.isPictograph else { return }
        scalars = ahead
    }

    private static func glyph(of scalar: Unicode.Scalar) -> Glyph {
        let value = scalar.value
        switch value {
        case 0x20...0x7E:
            return Glyph(ascii: UInt8(value))
        case 0..<0x20:
            return picture(0x2400 + value)
        case 0x7F:
            return picture(0x2421)
        case 0x1F1E6...0x1F1FF:
            return Glyph(ascii: UInt8(value - 0x1F1E6) + 0x41)
        case 0xAD:
            return .replacement
        case 0xA0..<0x300:
            return Glyph(printable: scalar)
        default:
            let columns = TextWidth.table(scalar)
            guard columns > 0, scalar.isPrintable else { return .replacement }
            return Glyph(printable: scalar, isWide: columns == 2)
        }
    }

    private static func picture(_ value: UInt32) -> Glyph {
        Unicode.Scalar(value).map { Glyph(printable: $0) } ?? .replacement
    }
}

extension Unicode.Scalar {
    /// Has a shape of its own, and one that cannot steer a terminal.
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    fileprivate var isCombiningMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: TextWidth.table(self) == 0
        default: false
        }
    }

    fileprivate var isPictograph: Bool { !isASCII && properties.isEmoji }

    fileprivate var isHangul: Bool {
        (0x1100...0x115F).contains(value) || (0xA960...0xA97C).contains(value) || (0xAC00...0xD7A3).contains(value)
    }
}
