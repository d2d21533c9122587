/// Box-drawing glyphs as the arms they reach out with, for pictures that do not depend on a font.
enum BoxStroke {
    private struct Arms: OptionSet {
        let rawValue: Int
        static let up = Arms(rawValue: 1)
        static let down = Arms(rawValue: 2)
        static let left = Arms(rawValue: 4)
        static let right = Arms(rawValue: 8)
    }

    /// Whether the glyph is drawn as strokes.
    static func isStroke(_ scalar: Unicode.Scalar) -> Bool {
        (0x2500...0x257F).contains(scalar.value) && arms(of: scalar) != nil
    }

    /// Path data within a cell of the given size; nil for a glyph that is not a line.
    static func path(of scalar: Unicode.Scalar, width: Double, height: Double) -> String? {
        guard let arms = arms(of: scalar) else { return nil }
        let (x, y) = (width / 2, height / 2)
        let ends: [(Arms, Double, Double)] = [(.up, x, 0), (.down, x, height), (.left, 0, y), (.right, width, y)]
        let used = ends.filter { arms.contains($0.0) }
        if "╭╮╰╯".unicodeScalars.contains(scalar), used.count == 2 {
            return "M\(used[0].1) \(used[0].2)Q\(x) \(y) \(used[1].1) \(used[1].2)"
        }
        return used.map { "M\(x) \(y)L\($0.1) \($0.2)" }.joined()
    }

    private static func arms(of scalar: Unicode.Scalar) -> Arms? {
        switch scalar {
        case "─": [.left, .right]
        case "│": [.up, .down]
        case "╭", "┌": [.down, .right]
        case "╮", "┐": [.down, .left]
        case "╰", "└": [.up, .right]
        case "╯", "┘": [.up, .left]
        case "├": [.up, .down, .right]
        case "┤": [.up, .down, .left]
        case "┬": [.down, .left, .right]
        case "┴": [.up, .left, .right]
        case "┼": [.up, .down, .left, .right]
        default: nil
        }
    }
}
