/// Durations as Go writes them: `30s`, `1m30s`, `1.5h`, `0`.
enum GoDuration {
    private static let units: [(name: String, seconds: Double)] = [
        ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ]

    /// Seconds; nil for what is no duration, and for negative ones.
    static func seconds(_ text: String) -> Double? {
        if text == "0" { return 0 }
        var rest = text[...]
        var total = 0.0
        guard !rest.isEmpty, text.utf8.count < 64 else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
            let unit = rest.dropFirst(digits.count).prefix { $0 != "." && !("0"..."9").contains($0) }
            guard let amount = Double(digits.hasPrefix(".") ? "0\(digits)" : String(digits)),
                let scale = units.first(where: { $0.name == unit })
            else { return nil }
            total += amount * scale.seconds
            rest = rest.dropFirst(digits.count + unit.count)
        }
        return total
    }
}
