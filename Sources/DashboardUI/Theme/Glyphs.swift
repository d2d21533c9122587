import Dashboard
import KubeModel

/// The glyph of each state. The surface turns them into ASCII where the terminal has nothing else.
public enum Glyphs {
    public static func of(_ health: Health) -> String {
        switch health {
        case .failing: "✗"
        case .warning: "!"
        case .progressing: "◐"
        case .unattached: "○"
        case .healthy: "✓"
        case .none: "·"
        }
    }

    public static let deleting = "⌫"
    public static let changed = "●"
    /// Beside the state of an object about which something is found.
    public static let finding = "⚑"
}

/// Numbers with a comma every three digits: `1,204`.
public enum Count {
    public static func text(_ value: Int) -> String {
        var digits = String(abs(value)), groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
