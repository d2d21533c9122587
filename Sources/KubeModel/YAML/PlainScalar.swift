/// What an unquoted YAML scalar means: bool (also `yes`, `no`, `on`, `off`, as kubectl reads them), whole number, fraction,
/// null; everything else is text. Neither dates nor sexagesimal numbers exist: `12:30:45` and `2024-01-01` are text.
enum PlainScalar {
    /// Numbers keep the digits that were written where JSON allows them. A number JSON cannot hold (`.inf`, `.nan`) comes
    /// back as `.number` with its YAML text.
    static func value(_ text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN": return .number(text)
        default: break
        }
        guard let first = text.utf8.first, text.utf8.count < 400, first < 0x3A, first >= 0x2B else { return .string(text) }
        return number(text) ?? .string(text)
    }

    private static func number(_ text: String) -> JSONValue? {
        let isNegative = text.hasPrefix("-")
        let digits = text.hasPrefix("+") || isNegative ? String(text.dropFirst()) : text
        guard let first = digits.utf8.first, (0x30...0x39).contains(first) || digits.hasPrefix(".") else { return nil }
        let sign = isNegative ? "-" : ""
        if JSONText.isNumber(Array(digits.utf8)) { return .number(sign + digits) }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2), ("0", 8)] where digits.hasPrefix(prefix) {
            if let value = UInt64(digits.dropFirst(prefix.count), radix: radix) { return .number(sign + String(value)) }
        }
        guard digits.allSatisfy({ "0123456789.eE+-".contains($0) }), let value = Double(digits), value.isFinite else { return nil }
        return .number(sign + "\(value)")
    }
}
