/// What is known of the background before the terminal was asked.
enum Background {
    /// - Parameter hint: `COLORFGBG` as some terminals set it: `15;0`, or `0;default;15`. The last number is the background.
    static func isLight(hint: String?) -> Bool {
        guard let last = hint?.split(separator: ";").last, let index = Int(last) else { return false }
        // White, and the bright colours but grey.
        return index == 7 || (9...15).contains(index)
    }
}
