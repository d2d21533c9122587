/// Cuts an expression into words.
struct CELLexer {
    private let text: [Unicode.Scalar]
    private var place = 0

    /// Longer ones first: of `<=` and `<` the longer is meant.
    private static let signs = ["==", "!=", "<=", ">=", "&&", "||"].map { Array($0.unicodeScalars) }
    private static let single = Set("+-*/%<>!?:.,()[]{}".unicodeScalars)
    /// Longer expressions are no rules of a definition.
    private static let longest = 100_000

    static func tokens(of text: String) throws(CELFault) -> [CELToken] {
        var lexer = CELLexer(text: Array(text.unicodeScalars))
        guard lexer.text.count <= longest else { throw .unread("it is longer than \(longest) characters") }
        var tokens: [CELToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens + [.end]
    }

    private init(text: [Unicode.Scalar]) { self.text = text }

    private func at(_ offset: Int = 0) -> Unicode.Scalar? { place + offset < text.count ? text[place + offset] : nil }

    private mutating func next() throws(CELFault) -> CELToken? {
        skipBlanks()
        guard let first = at() else { return nil }
        if let string = try string() { return string }
        if Self.isLetter(first) { return .name(word { Self.isLetter($0) || Self.isDigit($0) }) }
        if Self.isDigit(first) || first == "." && at(1).map(Self.isDigit) == true { return try number() }
        if first == "`" {
            place += 1
            let name = word { $0 != "`" }
            guard at() != nil else { throw .unread("a ` is not closed") }
            place += 1
            return .quoted(name)
        }
        for sign in Self.signs where text[place...].starts(with: sign) {
            place += sign.count
            return .sign(String(String.UnicodeScalarView(sign)))
        }
        guard Self.single.contains(first) else { throw .unread("\(first) means nothing") }
        place += 1
        return .sign(String(first))
    }

    private mutating func skipBlanks() {
        while let next = at() {
            if next == "/", at(1) == "/" {
                while let next = at(), next != "\n" { place += 1 }
            } else if next.properties.isWhitespace {
                place += 1
            } else {
                return
            }
        }
    }

    private mutating func word(_ isPart: (Unicode.Scalar) -> Bool) -> String {
        let start = place
        while let next = at(), isPart(next) { place += 1 }
        return String(String.UnicodeScalarView(text[start..<place]))
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || (0x61...0x7A).contains(scalar.value | 0x20) && scalar.isASCII
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private mutating func number() throws(CELFault) -> CELToken {
        if at() == "0", at(1) == "x" || at(1) == "X" {
            place += 2
            return try whole(word { $0.properties.isASCIIHexDigit }, radix: 16)
        }
        var digits = word(Self.isDigit), isWhole = true
        if at() == ".", at(1).map(Self.isDigit) == true {
            place += 1
            digits += "." + word(Self.isDigit)
            isWhole = false
        }
        if at() == "e" || at() == "E", let next = at(1) == "+" || at(1) == "-" ? at(2) : at(1), Self.isDigit(next) {
            place += 1
            digits += "e"
            if at() == "+" || at() == "-" {
                digits += at() == "-" ? "-" : ""
                place += 1
            }
            digits += word(Self.isDigit)
            isWhole = false
        }
        if isWhole { return try whole(digits, radix: 10) }
        guard let value = Double(digits.hasPrefix(".") ? "0" + digits : digits) else { throw .unread("\(digits) is no number") }
        return .double(value)
    }

    private mutating func whole(_ digits: String, radix: Int) throws(CELFault) -> CELToken {
        if at() == "u" || at() == "U" {
            place += 1
            guard let value = UInt64(digits, radix: radix) else { throw .unread("\(digits)u is no number") }
            return .unsigned(value)
        }
        if let value = Int64(digits, radix: radix) { return .integer(value) }
        guard UInt64(digits, radix: radix) == UInt64(Int64.max) + 1 else { throw .unread("\(digits) is no number") }
        return .tooLarge
    }

    /// A text with what stands before it: `r`, `b`, `rb`; nil where none begins.
    private mutating func string() throws(CELFault) -> CELToken? {
        var isRaw = false, isBytes = false, offset = 0
        while let letter = at(offset), offset < 2 {
            if letter == "r" || letter == "R", !isRaw {
                isRaw = true
            } else if letter == "b" || letter == "B", !isBytes {
                isBytes = true
            } else {
                break
            }
            offset += 1
        }
        guard let quote = at(offset), quote == "\"" || quote == "'" else { return nil }
        let isTriple = at(offset + 1) == quote && at(offset + 2) == quote
        place += offset + (isTriple ? 3 : 1)
        var scalars: [Unicode.Scalar] = []
        while let next = at() {
            if next == quote, !isTriple || at(1) == quote && at(2) == quote {
                place += isTriple ? 3 : 1
                return isBytes ? .bytes(bytes(scalars)) : .string(String(String.UnicodeScalarView(scalars)))
            }
            guard isTriple || next != "\n" && next != "\r" else { break }
            place += 1
            scalars.append(next == "\\" && !isRaw ? try escaped() : next)
        }
        throw .unread("a text is not closed")
    }

    private func bytes(_ scalars: [Unicode.Scalar]) -> [UInt8] { Array(String(String.UnicodeScalarView(scalars)).utf8) }

    private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
        "n": "\n", "r": "\r", "t": "\t", "a": "\u{7}", "b": "\u{8}", "f": "\u{C}", "v": "\u{B}", "\\": "\\", "\"": "\"", "'": "'", "`": "`", "?": "?",
    ]

    private mutating func escaped() throws(CELFault) -> Unicode.Scalar {
        guard let letter = at() else { throw .unread("a text is not closed") }
        place += 1
        if let scalar = Self.plain[letter] { return scalar }
        let count: Int, radix: UInt32
        switch letter {
        case "x", "X": (count, radix) = (2, 16)
        case "u": (count, radix) = (4, 16)
        case "U": (count, radix) = (8, 16)
        case "0"..."3":
            place -= 1
            (count, radix) = (3, 8)
        default: throw .unread("\\\(letter) in a text means nothing")
        }
        let digits = text[place..<min(place + count, text.count)]
        guard let value = UInt32(String(String.UnicodeScalarView(digits)), radix: Int(radix)), digits.count == count,
            let scalar = Unicode.Scalar(value)
        else {
            throw .unread("\\\(letter) in a text names no character")
        }
        place += count
        return scalar
    }
}
