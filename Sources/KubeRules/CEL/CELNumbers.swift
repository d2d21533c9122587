/// Texts of floating point numbers.
enum CELNumbers {
    /// The shortest text that reads as the same number: `1.5`, `1e+06`.
    ///
    /// - Parameter isPlain: Never with an exponent.
    static func text(_ value: Double, isPlain: Bool = false) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
        guard value != 0 else { return value.sign == .minus ? "-0" : "0" }
        let (digits, exponent) = parts(abs(value)), sign = value < 0 ? "-" : ""
        if !isPlain, exponent < -4 || exponent >= 6 {
            let rest = digits.dropFirst(), size = String(abs(exponent))
            return "\(sign)\(digits.prefix(1))\(rest.isEmpty ? "" : ".")\(rest)e\(exponent < 0 ? "-" : "+")\(size.count < 2 ? "0" : "")\(size)"
        }
        if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)" }
        if digits.count <= exponent + 1 { return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) }
        return "\(sign)\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
    }

    /// Digits without zeros at either end, and the power of ten of the first of them.
    private static func parts(_ value: Double) -> (digits: String, exponent: Int) {
        let written = "\(value)", halves = written.split { $0 == "e" || $0 == "E" }
        var exponent = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
        let pieces = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        var digits = pieces.joined()
        exponent += pieces[0].count - 1
        while digits.hasPrefix("0"), digits.count > 1 {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
        return (digits, exponent)
    }
}
