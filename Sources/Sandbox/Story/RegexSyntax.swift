/// Finds what is wrong with a regular expression, as a proxy that compiles it would say.
///
/// A check of the syntax only: compiling a stranger's pattern could take the sandbox down with it.
enum RegexSyntax {
    /// One sentence; nil for a pattern that compiles.
    static func problem(in pattern: String) -> String? {
        var checker = Checker(rest: Array(pattern)[...])
        return checker.check()
    }

    private struct Checker {
        var rest: ArraySlice<Character>
        var depth = 0
        var hasOperand = false

        mutating func check() -> String? {
            while let character = rest.popFirst() {
                if let problem = step(character) { return problem }
            }
            return depth > 0 ? "missing closing )" : nil
        }

        private mutating func step(_ character: Character) -> String? {
            switch character {
            case "\\":
                guard rest.popFirst() != nil else { return "trailing backslash at end of expression" }
                hasOperand = true
            case "(":
                depth += 1
                if rest.first == "?" { skipGroupFlags() }
                hasOperand = false
            case ")":
                depth -= 1
                if depth < 0 { return "unexpected )" }
                hasOperand = true
            case "[": return characterClass()
            case "|", "^": hasOperand = false
            case "*", "+", "?": return repetition(String(character))
            case "{": return counted()
            default: hasOperand = true
            }
            return nil
        }

        /// `(?:`, `(?i)`, `(?P<name>`: the letters up to what ends them.
        private mutating func skipGroupFlags() {
            rest = rest.dropFirst()
            while let next = rest.first, next != ")" {
                rest = rest.dropFirst()
                if next == ":" || next == ">" || next == "=" || next == "!" { return }
            }
        }

        private mutating func repetition(_ sign: String) -> String? {
            guard hasOperand else { return "missing argument to repetition operator \(sign)" }
            if rest.first == "?" { rest = rest.dropFirst() }
            if let next = rest.first, next == "*" || next == "+" {
                return "invalid nested repetition operator \(sign)\(next)"
            }
            return nil
        }

        /// `{2}`, `{2,}`, `{2,5}`; any other brace is an ordinary character.
        private mutating func counted() -> String? {
            let inside = rest.prefix { $0 != "}" }
            let parts = String(inside).split(separator: ",", omittingEmptySubsequences: false)
            guard inside.count < rest.count, (1...2).contains(parts.count), let low = Int(parts[0]) else {
                hasOperand = true
                return nil
            }
            rest = rest.dropFirst(inside.count + 1)
            guard hasOperand else { return "missing argument to repetition operator {\(String(inside))}" }
            let high = parts.count == 2 ? Int(parts[1]) ?? 1000 : low
            return low > high || high > 1000 ? "invalid repeat count {\(String(inside))}" : nil
        }

        private mutating func characterClass() -> String? {
            if rest.first == "^" { rest = rest.dropFirst() }
            var isFirst = true
            while let character = rest.popFirst() {
                if character == "]", !isFirst {
                    hasOperand = true
                    return nil
                }
                if character == "\\" { rest = rest.dropFirst() }
                isFirst = false
            }
            return "missing closing ]"
        }
    }
}
