import TerminalUI

/// What the name of a terminal's type says beyond its description: a description knows no fonts.
enum TerminalType {
    /// Draws with fonts that have everything, and answers questions.
    case emulator
    /// The text console of Linux: UTF-8, with a font of few glyphs.
    case linuxConsole
    /// A device of its time, or a console with a character set of its own.
    case device

    private static let devices: Set<String> = ["ansi", "pcansi", "scoansi", "qansi", "dumb", "sun", "cygwin"]
    /// Before a number, as in `vt220`: what is called `vte` is an emulator.
    private static let models = ["vt", "cons", "wsvt", "wy"]

    init(_ name: String) {
        // What stands behind a dash are colours and sizes: `linux-16color`, `vt220-w`.
        let family = name.prefix { $0 != "-" }
        let isModel = Self.models.contains { model in
            family.hasPrefix(model) && family.dropFirst(model.count).first.map { ("0"..."9").contains($0) } ?? false
        }
        self =
            family == "linux" ? .linuxConsole : isModel || Self.devices.contains(String(family)) ? .device : .emulator
    }
}

extension GlyphSet {
    /// The one place where it is decided what may be drawn.
    ///
    /// - Parameter isUTF8: Whether text in UTF-8 is understood, which the locale says.
    init(_ type: TerminalType, isUTF8: Bool) {
        self =
            switch type {
            case _ where !isUTF8: .ascii
            case .emulator: .full
            case .linuxConsole: .console
            case .device: .ascii
            }
    }
}
