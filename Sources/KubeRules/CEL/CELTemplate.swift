/// `"%s has %d".format([a, b])`.
enum CELTemplate {
    static func text(_ template: String, _ values: [CELValue], _ evaluation: inout CELEvaluation) throws(CELFault) -> String {
        var result = "", rest = Substring(template), next = values.makeIterator()
        while let mark = rest.firstIndex(of: "%") {
            result += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            if rest.first == "%" {
                result += "%"
                rest.removeFirst()
                continue
            }
            var digits: Int?
            if rest.first == "." {
                let written = rest.dropFirst().prefix { ("0"..."9").contains($0) }
                digits = Int(written)
                rest = rest.dropFirst(1 + written.count)
            }
            guard let letter = rest.popFirst() else { throw .failed("unexpected end of string") }
            guard let value = next.next() else { throw .failed("index \(values.count) out of range") }
            let part = try text(value, letter, digits)
            try evaluation.spend(part.utf8.count / 10)
            result += part
        }
        return result + rest
    }

    private static func text(_ value: CELValue, _ letter: Character, _ digits: Int?) throws(CELFault) -> String {
        switch (letter, value) {
        case ("s", _): return try plain(value)
        case ("d", .integer(let number)): return String(number)
        case ("d", .unsigned(let number)): return String(number)
        case ("x", .integer(let number)): return String(number, radix: 16)
        case ("X", .integer(let number)): return String(number, radix: 16, uppercase: true)
        case ("o", .integer(let number)): return String(number, radix: 8)
        case ("b", .integer(let number)): return String(number, radix: 2)
        case ("f", .double(let number)) where abs(number) < 1e12 && digits ?? 6 <= 6: return fixed(number, digits ?? 6)
        default: throw .unread("%\(letter) is not written for a \(value.typeName)")
        }
    }

    private static func fixed(_ number: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }, whole = (abs(number) * scale).rounded(.toNearestOrEven)
        var text = String(Int64(whole))
        guard digits > 0 else { return (number < 0 ? "-" : "") + text }
        text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        return "\(number < 0 ? "-" : "")\(text.dropLast(digits)).\(text.suffix(digits))"
    }

    private static func plain(_ value: CELValue) throws(CELFault) -> String {
        switch value {
        case .null: return "null"
        case .list(let items, _):
            var parts: [String] = []
            for item in items { parts.append(try plain(item)) }
            return "[\(parts.joined(separator: ", "))]"
        case .map(let members):
            var parts: [String] = []
            for (key, value) in zip(members.keys, members.values) { parts.append("\(try plain(key)): \(try plain(value))") }
            return "{\(parts.sorted().joined(separator: ", "))}"
        case .type(let name): return name
        default:
            guard let text = CELText.plain(value) else { throw .unread("%s is not written for a \(value.typeName)") }
            return text
        }
    }
}
