extension Key {
    /// The name in key tables and scripts, such as `j`, `space`, `ctrl-d`, `shift-tab`, `page-up` and `f5`.
    public var name: String {
        switch self {
        case .character(" "): "space"
        case .character(let character): String(character)
        case .control(" "): "ctrl-space"
        case .control(let character): "ctrl-\(character)"
        case .function(let number): "f\(number)"
        default: Self.names.first { $0.key == self }?.name ?? "unknown"
        }
    }

    /// The key of a name, or nil. Takes also `esc`, `pgup`, `pgdn`, `del`, `return` and `shift-n` for `N`.
    public init?(name: String) {
        if let found = (Self.names + Self.otherNames).first(where: { $0.name == name }) {
            self = found.key
        } else if let number = Self.number(after: "f", in: name), (1...20).contains(number) {
            self = .function(number)
        } else if name.hasPrefix("ctrl-"), let last = Self.single(name.dropFirst(5)) {
            guard let key = Self.control(holding: last) else { return nil }
            self = key
        } else if name.hasPrefix("shift-"), let last = Self.single(name.dropFirst(6)), ("a"..."z").contains(last) {
            self = .character(Character(last.uppercased()))
        } else if let only = Self.single(name[...]), only != " " {
            self = .character(only)
        } else {
            return nil
        }
    }

    /// The control key with a character, or the key that it cannot be told from; nil where there is none.
    public static func control(holding character: Character) -> Key? {
        switch character {
        case "i": .tab
        case "j", "m": .enter
        case "h": .backspace
        case "[": .escape
        case "a"..."z", " ", "\\", "]", "^", "_": .control(character)
        default: nil
        }
    }

    private static let names: [(name: String, key: Key)] = [
        ("space", .character(" ")), ("ctrl-space", .control(" ")), ("enter", .enter), ("escape", .escape),
        ("tab", .tab), ("shift-tab", .backTab), ("backspace", .backspace), ("delete", .delete), ("insert", .insert),
        ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("shift-up", .shiftUp),
        ("shift-down", .shiftDown), ("shift-left", .shiftLeft), ("shift-right", .shiftRight), ("home", .home),
        ("end", .end), ("page-up", .pageUp), ("page-down", .pageDown),
    ]

    private static let otherNames: [(name: String, key: Key)] = [
        ("esc", .escape), ("return", .enter), ("pgup", .pageUp), ("pgdn", .pageDown), ("pageup", .pageUp),
        ("pagedown", .pageDown), ("del", .delete), ("ins", .insert), ("back-tab", .backTab), ("backtab", .backTab),
    ]

    private static func single(_ text: Substring) -> Character? {
        text.count == 1 ? text.first : nil
    }

    private static func number(after prefix: String, in name: String) -> Int? {
        guard name.hasPrefix(prefix), name.count > 1, name.dropFirst().allSatisfy({ ("0"..."9").contains($0) }) else {
            return nil
        }
        return Int(name.dropFirst())
    }
}
