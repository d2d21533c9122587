import Foundation

/// Functions of texts. Places and lengths count characters as Unicode has them (scalars).
enum CELText {
    /// - Returns: nil where there is no such function for these values.
    static func value(_ name: String, _ text: String, _ rest: [CELValue], _ evaluation: inout CELEvaluation) throws(CELFault) -> CELValue? {
        switch (name, rest.first, rest.count) {
        case ("startsWith", .string(let other), 1): return .bool(text.utf8.starts(with: other.utf8))
        case ("endsWith", .string(let other), 1): return .bool(text.utf8.reversed().starts(with: other.utf8.reversed()))
        case ("contains", .string(let other), 1): return .bool(try place(of: other, in: text, &evaluation) != nil)
        case ("lowerAscii", nil, 0): return .string(mapped(text, 0x41...0x5A, 0x20))
        case ("upperAscii", nil, 0): return .string(mapped(text, 0x61...0x7A, -0x20))
        case ("trim", nil, 0): return .string(text.trimmingCharacters(in: .whitespacesAndNewlines))
        case ("reverse", nil, 0): return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
        case ("indexOf", .string(let other), 1...2), ("lastIndexOf", .string(let other), 1...2):
            return try index(of: other, in: text, rest, isLast: name == "lastIndexOf", &evaluation)
        case ("charAt", .integer(let place), 1):
            let scalars = Array(text.unicodeScalars)
            guard place >= 0, place <= scalars.count else { throw .failed("index out of range: \(place)") }
            return .string(place == scalars.count ? "" : String(scalars[Int(place)]))
        case ("substring", .integer, 1...2): return .string(try part(of: text, rest))
        case ("split", .string(let separator), 1...2): return try split(text, separator, rest, &evaluation)
        case ("replace", .string(let old), 2...3): return try replaced(text, old, rest, &evaluation)
        case ("find", .string(let pattern), 1): return .string(try CELMatches.all(of: pattern, in: text, most: 1, &evaluation).first ?? "")
        case ("findAll", .string(let pattern), 1...2):
            var most = Int.max
            if rest.count == 2 {
                guard case .integer(let limit) = rest[1] else { return nil }
                most = limit < 0 ? .max : Int(limit)
            }
            return .list(try CELMatches.all(of: pattern, in: text, most: most, &evaluation).map { .string($0) })
        case ("format", .list(let values, _), 1): return .string(try CELTemplate.text(text, values, &evaluation))
        // Time zones are written behind: a text is no time.
        default: return nil
        }
    }

    private static func mapped(_ text: String, _ range: ClosedRange<UInt8>, _ shift: Int) -> String {
        String(decoding: text.utf8.map { range.contains($0) ? UInt8(Int($0) + shift) : $0 }, as: UTF8.self)
    }

    /// Where one text first stands in another at a place or behind it, in scalars.
    private static func place(
        of other: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int = 0, _ evaluation: inout CELEvaluation
    ) throws(CELFault) -> Int? {
        guard !other.isEmpty else { return start }
        var place = start
        while place + other.count <= text.count {
            if text[place] == other[0] {
                try evaluation.spend(other.count / 10)
                if text[place...].starts(with: other) { return place }
            }
            place += 1
        }
        return nil
    }

    private static func place(of other: String, in text: String, _ evaluation: inout CELEvaluation) throws(CELFault) -> Int? {
        try place(of: Array(other.unicodeScalars), in: Array(text.unicodeScalars), &evaluation)
    }

    private static func index(
        of other: String, in text: String, _ rest: [CELValue], isLast: Bool, _ evaluation: inout CELEvaluation
    ) throws(CELFault) -> CELValue? {
        let scalars = Array(text.unicodeScalars), wanted = Array(other.unicodeScalars)
        var offset = isLast ? scalars.count : 0
        if rest.count == 2 {
            guard case .integer(let number) = rest[1] else { return nil }
            guard number >= 0, number <= scalars.count else { throw .failed("index out of range: \(number)") }
            offset = Int(number)
        }
        guard isLast else { return .integer(Int64(try place(of: wanted, in: scalars, from: offset, &evaluation) ?? -1)) }
        if wanted.isEmpty { return .integer(Int64(offset)) }
        var start = min(offset, scalars.count - wanted.count)
        while start >= 0 {
            try evaluation.spend(wanted.count / 10)
            if scalars[start...].starts(with: wanted) { return .integer(Int64(start)) }
            start -= 1
        }
        return .integer(-1)
    }

    private static func part(of text: String, _ rest: [CELValue]) throws(CELFault) -> String {
        let scalars = Array(text.unicodeScalars)
        guard case .integer(let start) = rest[0] else { return "" }
        var end = Int64(scalars.count)
        if rest.count == 2, case .integer(let number) = rest[1] { end = number }
        guard start >= 0, start <= scalars.count else { throw .failed("index out of range: \(start)") }
        guard end >= 0, end <= scalars.count else { throw .failed("index out of range: \(end)") }
        guard start <= end else { throw .failed("invalid substring range. start: \(start), end: \(end)") }
        return String(String.UnicodeScalarView(scalars[Int(start)..<Int(end)]))
    }

    private static func split(_ text: String, _ separator: String, _ rest: [CELValue], _ evaluation: inout CELEvaluation) throws(CELFault)
        -> CELValue?
    {
        var most = Int.max
        if rest.count == 2 {
            guard case .integer(let limit) = rest[1] else { return nil }
            most = limit < 0 ? .max : Int(limit)
        }
        if most == 0 { return .list([]) }
        let scalars = Array(text.unicodeScalars), wanted = Array(separator.unicodeScalars)
        try evaluation.spend(scalars.count / 2)
        var parts: [CELValue] = [], start = 0
        func add(_ end: Int) { parts.append(.string(String(String.UnicodeScalarView(scalars[start..<end])))) }
        while parts.count < most - 1, start < scalars.count || !wanted.isEmpty {
            if wanted.isEmpty {
                guard start + 1 < scalars.count else { break }
                add(start + 1)
                start += 1
            } else {
                guard let place = try place(of: wanted, in: scalars, from: start, &evaluation) else { break }
                add(place)
                start = place + wanted.count
            }
        }
        if !wanted.isEmpty || start < scalars.count { add(scalars.count) }
        return .list(parts)
    }

    private static func replaced(_ text: String, _ old: String, _ rest: [CELValue], _ evaluation: inout CELEvaluation) throws(CELFault) -> CELValue? {
        guard case .string(let new) = rest[1] else { return nil }
        var most = Int.max
        if rest.count == 3 {
            guard case .integer(let limit) = rest[2] else { return nil }
            most = limit < 0 ? .max : Int(limit)
        }
        let scalars = Array(text.unicodeScalars), wanted = Array(old.unicodeScalars), replacement = Array(new.unicodeScalars)
        var result: [Unicode.Scalar] = [], start = 0, count = 0
        while count < most, let place = try place(of: wanted, in: scalars, from: start, &evaluation) {
            result += scalars[start..<place] + replacement
            try evaluation.spend((place - start + replacement.count) / 10)
            start = place + wanted.count
            count += 1
            guard wanted.isEmpty else { continue }
            // Before every character, and at the end.
            guard start < scalars.count else { break }
            result.append(scalars[start])
            start += 1
        }
        return .string(String(String.UnicodeScalarView(result + scalars[min(start, scalars.count)...])))
    }

    /// What `string()` makes of a value; nil where it makes nothing of it.
    static func plain(_ value: CELValue) -> String? {
        switch value {
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .double(let number): CELNumbers.text(number)
        case .string(let text): text
        case .duration(let span): span.text
        case .timestamp(let moment): moment.text
        case .url(let url): url.text
        case .ip(let address): address.text
        case .cidr(let range): range.text
        case .null, .bytes, .list, .map, .quantity, .format, .optional, .type: nil
        }
    }

    /// The bytes that a base64 text stands for.
    static func decoded(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map { Array($0) } }
}
