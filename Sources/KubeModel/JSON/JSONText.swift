/// The lexical rules of JSON, shared by the parser, the writer and the byte cursor.
enum JSONText {
    /// The position just after the closing quote of the string that opens at `start`; nil when it never closes.
    static func endOfString(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var position = start + 1
        while true {
            position = WordScan.quoteOrEscape(bytes, from: position)
            guard position < bytes.count else { return nil }
            if bytes[position] == UInt8(ascii: "\"") { return position + 1 }
            position += 2
        }
    }

    /// The text of a quoted string, `range` including both quotes; nil for bad escapes and raw control characters.
    ///
    /// Bytes that are not UTF-8 become U+FFFD: an odd name must not hide a whole resource.
    static func decodeString(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String? {
        let inner = (range.lowerBound + 1)..<(range.upperBound - 1)
        let slice = bytes[inner]
        if !slice.contains(where: { $0 == UInt8(ascii: "\\") || $0 < 0x20 }) {
            return String(decoding: slice, as: UTF8.self)
        }
        var out: [UInt8] = []
        out.reserveCapacity(inner.count)
        var position = inner.lowerBound
        while position < inner.upperBound {
            let byte = bytes[position]
            guard byte >= 0x20 else { return nil }
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                position += 1
                continue
            }
            guard let next = appendEscape(bytes, at: position, end: inner.upperBound, to: &out) else { return nil }
            position = next
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func appendEscape(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int, to out: inout [UInt8]
    ) -> Int? {
        guard position + 1 < end else { return nil }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""): out.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): out.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): out.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"): return appendUnicodeEscape(bytes, at: position, end: end, to: &out)
        default: return nil
        }
        return position + 2
    }

    /// Whether every text in JSON bytes can be held as it is: they are UTF-8, and no escape is half a surrogate pair. All
    /// else is read as U+FFFD.
    static func isUnicode(_ bytes: [UInt8]) -> Bool {
        guard String(validating: bytes, as: UTF8.self) != nil else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            var position = 0
            while let next = buffer[position...].firstIndex(of: UInt8(ascii: "\\")), next + 1 < buffer.count {
                position = next + 2
                guard buffer[next + 1] == UInt8(ascii: "u"), let unit = hex4(buffer, at: position, end: buffer.count)
                else { continue }
                position += 4
                if (0xDC00..<0xE000).contains(unit) { return false }
                guard (0xD800..<0xDC00).contains(unit) else { continue }
                let isPaired =
                    position + 1 < buffer.count && buffer[position] == UInt8(ascii: "\\")
                    && buffer[position + 1] == UInt8(ascii: "u")
                    && hex4(buffer, at: position + 2, end: buffer.count).map { (0xDC00..<0xE000).contains($0) } == true
                guard isPaired else { return false }
                position += 6
            }
            return true
        }
    }

    /// A lone surrogate becomes U+FFFD, as Go's decoder has it.
    private static func appendUnicodeEscape(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int, to out: inout [UInt8]
    ) -> Int? {
        guard let unit = hex4(bytes, at: position + 2, end: end) else { return nil }
        var next = position + 6
        var scalar = UnicodeScalar(unit) ?? "\u{FFFD}"
        if (0xD800..<0xDC00).contains(unit), next + 1 < end, bytes[next] == UInt8(ascii: "\\"),
            bytes[next + 1] == UInt8(ascii: "u"), let low = hex4(bytes, at: next + 2, end: end),
            (0xDC00..<0xE000).contains(low)
        {
            scalar = UnicodeScalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
            next += 6
        }
        out.append(contentsOf: Array(String(Character(scalar)).utf8))
        return next
    }

    private static func hex4(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> UInt32? {
        guard position + 4 <= end else { return nil }
        var value: UInt32 = 0
        for index in position..<(position + 4) {
            guard let digit = Character(UnicodeScalar(bytes[index])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// Whether the bytes are one JSON number: no leading zero, no leading plus, digits on both sides of the point.
    static func isNumber(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = bytes[...]
        func digits() -> Int {
            let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(run)
            return run
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(startsWithZero && whole > 1) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if let e = rest.first, e | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
