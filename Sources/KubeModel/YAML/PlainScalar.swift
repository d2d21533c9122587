/// What an unquoted YAML scalar means: bool (also `yes`, `no`, `on`, `off`, as kubectl reads them), whole number,
/// fraction, null; everything else is text. Neither dates nor sexagesimal numbers exist: `12:30:45` and `2024-01-01`
/// are text.
enum PlainScalar {
    /// Longer runs of digits are read only where they are JSON numbers as they stand.
    private static let convertedLength = 400

    /// Numbers keep the digits that were written where JSON allows them. A number JSON cannot hold (`.inf`, `.nan`)
    /// comes back as `.number` with its YAML text.
    static func value(_ text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN":
            return .number(text)
        default: break
        }
        guard let first = text.utf8.first, first < 0x3A, first >= 0x2B else { return .string(text) }
        return number(text) ?? .string(text)
    }

    /// Why a person who wrote this without quotes has to be asked what they mean: it would be sent as something that is
    /// spelled otherwise. `0404` is 260 to readers of YAML 1.1 and 404 to those of 1.2, `NO` is a country, `1_000` a
    /// text, and who sees `+5` in an answer as `5` looks for what they typed. Nil for what is sent as it stands.
    static func doubt(_ text: String) -> String? {
        let sent: String
        switch value(text) {
        case .number(let digits) where digits != text: sent = "the number \(digits)"
        case .bool(let flag) where text.lowercased() != "\(flag)": sent = "\(flag)"
        case .string where letters.contains(text):
            return "\(text) is a text here, and \(text.lowercased() == "y") to kubectl: write \(text.lowercased() == "y"), or \"\(text)\" in quotes for the text"
        case .null, .bool, .number, .string, .array, .object: return nil
        }
        let word = sent.split(separator: " ").last ?? ""
        return "\(text) would be sent as \(sent): write \(word), or \"\(text)\" in quotes for the text"
    }

    private static let letters: Set = ["y", "Y", "n", "N"]

    /// The same of a key, which is always a text here: to kubectl `yes:` is the key `true`, `1.10:` the key `1.1`, and
    /// `null:` none that it takes.
    static func doubt(ofKey text: String) -> String? {
        let meaning: String
        switch value(text) {
        case .bool where text != "true" && text != "false": meaning = "true or false"
        case .string where letters.contains(text): meaning = "true or false"
        case .null: meaning = "no text"
        case .number(let digits) where JSONText.isNumber(Array(digits.utf8)) && !isSpelledAlike(text): meaning = "a number, and spelled anew"
        case .bool, .number, .string, .array, .object: return nil
        }
        return "the key \(text) is \(meaning) to kubectl: write \"\(text)\" in quotes"
    }

    /// Whether kubectl makes the same text of a number that is a key: it reads 64 bits of a whole one, writes six digits
    /// of a fraction for sure, and leaves zeros at its end away.
    private static func isSpelledAlike(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard areDigits, let whole = parts.first, whole == "0" || !whole.hasPrefix("0") else { return false }
        guard parts.count == 2 else { return parts.count == 1 && whole.utf8.count <= 18 && text != "-0" }
        return digits.utf8.count <= 7 && !parts[1].hasSuffix("0") && !parts[1].hasPrefix("000")
    }

    private static func number(_ text: String) -> JSONValue? {
        let isNegative = text.hasPrefix("-")
        let digits = text.hasPrefix("+") || isNegative ? String(text.dropFirst()) : text
        guard let first = digits.utf8.first, (0x30...0x39).contains(first) || first == 0x2E else { return nil }
        let sign = isNegative ? "-" : ""
        if JSONText.isNumber(Array(digits.utf8)) { return .number(sign + digits) }
        guard digits.utf8.count < convertedLength else { return nil }
        let bare = digits.filter { $0 != "_" }
        return whole(bare).map { .number(sign + $0) } ?? fraction(bare).map { .number(sign + $0) }
    }

    /// `0x1F`, `0o17`, `0b11`, `017` and `1_000`, in decimal.
    private static func whole(_ digits: String) -> String? {
        let isAlphanumeric = digits.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
        guard isAlphanumeric else { return nil }
        for (prefix, radix) in [("0x", 16), ("0X", 16), ("0o", 8), ("0b", 2), ("0", 8)] where digits.hasPrefix(prefix) {
            if let value = UInt64(digits.dropFirst(prefix.count), radix: radix) { return String(value) }
        }
        return JSONText.isNumber(Array(digits.utf8)) ? digits : nil
    }

    /// `.5`, `1.`, `08`, `1.e3`: what YAML calls a number and JSON spells otherwise.
    private static func fraction(_ digits: String) -> String? {
        guard digits.utf8.contains(where: { (0x30...0x39).contains($0) }),
            digits.allSatisfy({ "0123456789.eE+-".contains($0) })
        else { return nil }
        guard let value = Double(digits.hasSuffix(".") ? digits + "0" : digits), value.isFinite else { return nil }
        // Beyond 2^53 a whole Double would print digits that nobody wrote.
        if value == value.rounded(), value < 9_007_199_254_740_992 { return String(UInt64(value)) }
        return "\(value)"
    }
}
