/// The 256 colours of a terminal as they are drawn in pictures.
enum Palette {
    private static let ansi = [
        "#2e3440", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9",
        "#6b7380", "#ff7b86", "#b5e890", "#ffd787", "#7cc4ff", "#dd95f5", "#6fd3e0", "#ffffff",
    ]

    /// `#rrggbb`; nil for the terminal's own colour. 16 to 231 are a cube of six levels, the rest greys.
    static func hex(_ color: Color) -> String? {
        guard case .indexed(let byte) = color else { return nil }
        let index = Int(byte)
        if index < 16 { return ansi[index] }
        if index >= 232 { return hex(Array(repeating: 8 + (index - 232) * 10, count: 3)) }
        let cube = index - 16
        return hex([cube / 36, cube / 6 % 6, cube % 6].map { $0 == 0 ? 0 : 55 + $0 * 40 })
    }

    private static func hex(_ channels: [Int]) -> String {
        "#" + channels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
