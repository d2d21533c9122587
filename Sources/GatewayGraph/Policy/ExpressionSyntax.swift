/// Whether an expression of the Common Expression Language can be read; what it means is left to Envoy.
///
/// Cost: its length. Expressions that nest deeper than 100 are taken for good.
struct ExpressionSyntax {
    private enum Token: Equatable {
        case word(String), literal, sign(String)
    }

    private struct Fault: Error { var sentence: String }

    private var tokens: [Token] = []
    private var place = 0
    private var depth = 0

    /// What is wrong with it; nil for one that can be read.
    static func problem(in text: String) -> String? {
        var reader = ExpressionSyntax()
        do {
            try reader.scan(Array(text.unicodeScalars))
            guard !reader.tokens.isEmpty else { return "is empty" }
            try reader.expression()
            guard reader.place == reader.tokens.count else { throw Fault(sentence: "goes on with \(reader.name(reader.place)) where it should end") }
            return nil
        } catch let fault as Fault {
            return fault.sentence
        } catch {
            return nil
        }
    }

    private func name(_ place: Int) -> String {
        guard tokens.indices.contains(place) else { return "nothing" }
        switch tokens[place] {
        case .word(let text), .sign(let text): return text
        case .literal: return "a value"
        }
    }

    // MARK: - Words

    private mutating func scan(_ text: [Unicode.Scalar]) throws {
        var index = 0
        func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isAlphabetic }
        func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
        while index < text.count {
            let scalar = text[index]
            if scalar.properties.isWhitespace {
                index += 1
            } else if scalar == "/", index + 1 < text.count, text[index + 1] == "/" {
                // A comment ends with its line.
                while index < text.count, text[index] != "\n" { index += 1 }
            } else if scalar == "\"" || scalar == "'" {
                index = try end(of: text, from: index)
                tokens.append(.literal)
            } else if isLetter(scalar) {
                var end = index
                while end < text.count, isLetter(text[end]) || isDigit(text[end]) { end += 1 }
                let word = String(String.UnicodeScalarView(text[index..<end]))
                // A prefix of a text, as in r"..." and b'...'.
                if end < text.count, text[end] == "\"" || text[end] == "'", ["r", "b", "br", "rb"].contains(word.lowercased()) {
                    index = try self.end(of: text, from: end, isRaw: word.lowercased().contains("r"))
                    tokens.append(.literal)
                } else {
                    tokens.append(["true", "false", "null"].contains(word) ? .literal : .word(word))
                    index = end
                }
            } else if isDigit(scalar) || (scalar == "." && index + 1 < text.count && isDigit(text[index + 1])) {
                while index < text.count, isDigit(text[index]) || isLetter(text[index]) || text[index] == "." { index += 1 }
                tokens.append(.literal)
            } else {
                let pair = index + 1 < text.count ? String(String.UnicodeScalarView(text[index...index + 1])) : ""
                if ["==", "!=", "<=", ">=", "&&", "||"].contains(pair) {
                    tokens.append(.sign(pair))
                    index += 2
                } else if "()[]{}.,?:+-*/%!<>".unicodeScalars.contains(scalar) {
                    tokens.append(.sign(String(Character(scalar))))
                    index += 1
                } else {
                    throw Fault(sentence: "has a \(Character(scalar)), which means nothing there")
                }
            }
        }
    }

    private func end(of text: [Unicode.Scalar], from start: Int, isRaw: Bool = false) throws -> Int {
        let quote = text[start]
        let isTriple = start + 2 < text.count && text[start + 1] == quote && text[start + 2] == quote
        var index = start + (isTriple ? 3 : 1)
        while index < text.count {
            if text[index] == "\\", !isRaw {
                index += 2
            } else if text[index] == quote {
                guard isTriple else { return index + 1 }
                if index + 2 < text.count, text[index + 1] == quote, text[index + 2] == quote { return index + 3 }
                index += 1
            } else {
                index += 1
            }
        }
        throw Fault(sentence: "has a \(quote) that is not closed")
    }

    // MARK: - Sentences

    private struct TooDeep: Error {}

    private mutating func takes(_ signs: String...) -> Bool {
        guard place < tokens.count, case .sign(let sign) = tokens[place], signs.contains(sign) else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ sign: String) throws {
        if !takes(sign) { throw Fault(sentence: place < tokens.count ? "has \(name(place)) where \(sign) should be" : "lacks a \(sign)") }
    }

    private mutating func expression() throws {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { throw TooDeep() }
        try chain()
        if takes("?") {
            try chain()
            try expect(":")
            try expression()
        }
    }

    /// Operands with an operator between each two; which of them binds more tightly makes no difference here.
    private mutating func chain() throws {
        while true {
            try operand()
            if takes("||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%") { continue }
            guard place < tokens.count, tokens[place] == .word("in") else { return }
            place += 1
        }
    }

    private mutating func operand() throws {
        while takes("!", "-") {}
        guard place < tokens.count else { throw Fault(sentence: "ends where a value should be") }
        switch tokens[place] {
        case .literal: place += 1
        case .word("in"): throw Fault(sentence: "has in where a value should be")
        case .word: place += 1
        case .sign("("):
            place += 1
            try expression()
            try expect(")")
        case .sign("["):
            place += 1
            try list(until: "]")
        case .sign("{"):
            place += 1
            try map()
        case .sign("."): break
        case .sign(let sign): throw Fault(sentence: "has \(sign) where a value should be")
        }
        while true {
            if takes(".") {
                guard place < tokens.count, case .word = tokens[place] else { throw Fault(sentence: "has \(name(place)) where a name should be") }
                place += 1
            } else if takes("(") {
                try list(until: ")")
            } else if takes("[") {
                try expression()
                try expect("]")
            } else if takes("{") {
                try map()
            } else {
                return
            }
        }
    }

    private mutating func list(until end: String) throws {
        while !takes(end) {
            try expression()
            guard takes(",") else { return try expect(end) }
        }
    }

    private mutating func map() throws {
        while !takes("}") {
            try expression()
            try expect(":")
            try expression()
            guard takes(",") else { return try expect("}") }
        }
    }
}
