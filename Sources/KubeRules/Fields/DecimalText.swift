/// A number of JSON by its value, whatever its spelling and size: `1.0` is `1`, `1e3` is `1000`.
public struct DecimalText: Hashable, Sendable, CustomStringConvertible {
    private var isNegative = false
    /// Without zeros at either end; empty for nought.
    private var digits = ""
    /// Of ten, for the last digit.
    private var exponent = 0

    /// - Parameter text: A valid JSON number.
    public init(_ text: String) {
        let halves = text.lowercased().split(separator: "e", maxSplits: 1)
        let mantissa = halves.first ?? ""
        // An exponent beyond all bounds is no number that a server can hold.
        var exponent = halves.count > 1 ? Int(halves[1]) ?? Int.max / 2 : 0
        var digits = Array(mantissa.filter(\.isNumber))
        if let point = mantissa.firstIndex(of: ".") {
            exponent -= mantissa.distance(from: point, to: mantissa.endIndex) - 1
        }
        while digits.last == "0" {
            digits.removeLast()
            exponent += 1
        }
        digits = Array(digits.drop { $0 == "0" })
        guard !digits.isEmpty else { return }
        (isNegative, self.digits, self.exponent) = (mantissa.hasPrefix("-"), String(digits), exponent)
    }

    /// Whether a server keeps two numbers as the same: by value, however they are spelled, and what is no whole number of 64 bits only as
    /// exactly as a double is.
    ///
    /// - Parameters: Valid JSON numbers.
    public static func isSame(_ left: String, _ right: String) -> Bool {
        let (one, other) = (DecimalText(left), DecimalText(right))
        guard one != other else { return true }
        guard !one.isWhole || !other.isWhole, let first = Double(left), let second = Double(right) else { return false }
        return first == second && first.isFinite
    }

    /// Whether it is a whole number of 64 bits, as servers keep them.
    private var isWhole: Bool {
        guard exponent >= 0, digits.utf8.count + min(exponent, 20) <= 19 else { return digits.isEmpty }
        return digits.isEmpty || Int64((isNegative ? "-" : "") + digits + String(repeating: "0", count: exponent)) != nil
    }

    /// The same text for equal numbers.
    public var description: String { digits.isEmpty ? "0" : "\(isNegative ? "-" : "")\(digits)e\(exponent)" }
}
