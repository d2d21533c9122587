/// Why a pattern cannot be used, in a sentence.
public struct PatternError: Error, Equatable {
    public var sentence: String
    /// Whether others may understand it: it is no mistake, only more than is read here.
    public var isUnsupported = false
}

/// A pattern as a tree.
public indirect enum PatternNode: Equatable, Sendable {
    case empty
    /// One character of these ranges, or one of none of them.
    case set([ClosedRange<UInt32>], isNegated: Bool)
    case start, end
    /// Where a word of ASCII begins or ends; negated, where none does.
    case boundary(isNegated: Bool)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// - `most`: nil: as often as there are.
    case times(PatternNode, least: Int, most: Int?)

    /// How often a part of it is written out at most, counts within counts multiplied.
    fileprivate var mostRepeats: Int {
        switch self {
        case .empty, .set, .start, .end, .boundary: 1
        case .sequence(let parts), .choice(let parts): parts.reduce(1) { max($0, $1.mostRepeats) }
        case .times(let part, let least, let most): max(1, most ?? least) * part.mostRepeats
        }
    }
}

/// Reads patterns as Go and k9s write them (RE2): `cart|checkout`, `^api-.*-v[0-9]+$`, `\d{3}`, `(?i)word`, `\bword\b`, `\p{Lu}`.
///
/// What cannot be matched in one pass (references to groups, looking ahead) is refused, as there.
public struct PatternReader {
    private var rest: ArraySlice<Unicode.Scalar>
    private var depth = 0
    /// Whether `\Q` is open: everything up to `\E` stands for itself.
    private var isQuoted = false
    private var groups: Set<String> = []
    /// Whether `(?i)` begins the pattern, and nothing takes it back.
    public private(set) var ignoresCase = false
    private var flags = Flags()

    /// What `(?i:…)` and its like say of what stands within.
    private struct Flags {
        var ignoresCase = false, dotTakesLines = false, hasLines = false

        /// - Returns: false for a letter that means nothing.
        mutating func set(_ letter: Unicode.Scalar, to isOn: Bool) -> Bool {
            switch letter {
            case "i": ignoresCase = isOn
            case "s": dotTakesLines = isOn
            case "m": hasLines = isOn
            // Fewest first makes no difference to whether there is a match.
            case "U": break
            default: return false
            }
            return true
        }
    }

    private static let deepest = 64, mostTimes = 1000

    public init(_ text: String) {
        rest = Array(text.unicodeScalars)[...]
        // Where some of it minds the case again every letter is looked at for itself.
        if text.hasPrefix("(?i)"), text.dropFirst(4).firstMatch(of: #/\(\?[a-zA-Z]*-/#) == nil {
            ignoresCase = true
            rest = rest.dropFirst(4)
        }
    }

    public mutating func read() throws(PatternError) -> PatternNode {
        let node = try choice()
        guard rest.isEmpty else { throw PatternError(sentence: "there is a ) without a ( before it") }
        guard node.mostRepeats <= Self.mostTimes else { throw PatternError(sentence: "counts within counts come to more than \(Self.mostTimes)") }
        return node
    }

    private mutating func choice() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw PatternError(sentence: "its brackets are nested too deep", isUnsupported: true) }
        // Flags in the middle hold to the end of what they stand in.
        let outer = flags
        defer { flags = outer }
        var choices = [try sequence()]
        while rest.first == "|" {
            rest.removeFirst()
            choices.append(try sequence())
        }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let next = rest.first, isQuoted || (next != "|" && next != ")") {
            guard var part = try quoted() else { continue }
            if !isQuoted, let times = try times() {
                part = .times(part, least: times.least, most: times.most)
                // Fewest first makes no difference to whether there is a match.
                if rest.first == "?" { rest.removeFirst() }
                if try self.times() != nil { throw PatternError(sentence: "what is repeated cannot be repeated without ( )") }
            }
            // Of two that take no character the order does not count: what is told by the next one comes as late as it may.
            if part == .start, case .boundary? = parts.last { parts.insert(part, at: parts.count - 1) } else if case .boundary = part, parts.last == .end {
                parts.insert(part, at: parts.count - 1)
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// nil where nothing stands but the beginning or the end of what is quoted.
    private mutating func quoted() throws(PatternError) -> PatternNode? {
        if !isQuoted, rest.starts(with: ["\\", "Q"]) {
            (isQuoted, rest) = (true, rest.dropFirst(2))
            endQuote()
            return nil
        }
        guard isQuoted else { return try atom() }
        let next = rest.removeFirst()
        endQuote()
        return characters([next.value...next.value])
    }

    /// Behind the end of a quote counts mean what they mean elsewhere.
    private mutating func endQuote() {
        guard rest.isEmpty || rest.starts(with: ["\\", "E"]) else { return }
        (isQuoted, rest) = (false, rest.dropFirst(2))
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        let next = rest.removeFirst()
        switch next {
        case "^", "$":
            guard !flags.hasLines else { throw PatternError(sentence: "the beginnings and ends of lines, (?m), are not understood", isUnsupported: true) }
            return next == "^" ? .start : .end
        case ".": return flags.dotTakesLines ? .choice([.set([], isNegated: true), .set([0x0A...0x0A], isNegated: false)]) : .set([], isNegated: true)
        case "[": return try set()
        case "(": return try group()
        case "\\": return try escaped()
        case "*", "+", "?": throw PatternError(sentence: "there is nothing before \(next) to repeat")
        case "{":
            rest = [next] + rest
            guard try counted() == nil else { throw PatternError(sentence: "there is nothing before a count to repeat") }
            rest.removeFirst()
            return characters([next.value...next.value])
        default: return characters([next.value...next.value])
        }
    }

    /// One character of these, whatever its case where that does not count.
    private func characters(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) -> PatternNode {
        guard flags.ignoresCase else { return .set(ranges, isNegated: isNegated) }
        var set = CharacterRanges(ranges)
        set.addCases()
        return .set(set.ranges, isNegated: isNegated)
    }

    private mutating func group() throws(PatternError) -> PatternNode {
        if rest.starts(with: ["?", ":"]) {
            rest = rest.dropFirst(2)
        } else if let (name, length) = namedGroup() {
            guard groups.insert(name).inserted else { throw PatternError(sentence: "two groups are named \(name)") }
            rest = rest.dropFirst(length)
        } else if rest.first == "?" {
            return try flagged()
        }
        let inside = try choice()
        guard rest.popFirst() == ")" else { throw PatternError(sentence: "a ( is not closed") }
        return inside
    }

    /// `?i:…)`, `?i-s)`, behind a bracket: flags for what stands within, or for the rest of what they stand in.
    private mutating func flagged() throws(PatternError) -> PatternNode {
        var set = flags, isOn = true, count = 1
        for letter in rest.dropFirst() {
            count += 1
            if letter == "-", isOn {
                isOn = false
            } else if letter == ")" || letter == ":" {
                guard count > 2 else { break }
                rest = rest.dropFirst(count)
                guard letter == ":" else {
                    flags = set
                    return .empty
                }
                let outer = flags
                flags = set
                defer { flags = outer }
                let inside = try choice()
                guard rest.popFirst() == ")" else { throw PatternError(sentence: "a ( is not closed") }
                return inside
            } else if !set.set(letter, to: isOn) {
                break
            }
        }
        throw PatternError(
            sentence: "(? is understood only as (?: and (?P<name> and with the flags i, m, s and U: there is no looking ahead or behind, and no reference to a group")
    }

    /// `?P<name>` or `?<name>`, and its length; nil where there is none.
    private func namedGroup() -> (name: String, length: Int)? {
        let head = rest.starts(with: ["?", "P", "<"]) ? 3 : rest.starts(with: ["?", "<"]) ? 2 : 0
        guard head > 0 else { return nil }
        let name = rest.dropFirst(head).prefix { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" }
        guard !name.isEmpty, rest.dropFirst(head + name.count).first == ">" else { return nil }
        return (String(String.UnicodeScalarView(name)), head + name.count + 1)
    }

    private mutating func times() throws(PatternError) -> (least: Int, most: Int?)? {
        let found: (Int, Int?)
        switch rest.first {
        case "*": found = (0, nil)
        case "+": found = (1, nil)
        case "?": found = (0, 1)
        case "{": return try counted()
        default: return nil
        }
        rest.removeFirst()
        return found
    }

    /// `{3}`, `{3,}`, `{3,5}`; anything else in braces is text.
    private mutating func counted() throws(PatternError) -> (least: Int, most: Int?)? {
        guard let close = rest.firstIndex(of: "}") else { return nil }
        let inside = String(String.UnicodeScalarView(rest[rest.index(after: rest.startIndex)..<close]))
        let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= 2, let least = Int(parts[0]), least >= 0 else { return nil }
        let most = parts.count == 1 ? least : parts[1].isEmpty ? nil : Int(parts[1])
        guard parts.count == 1 || parts[1].isEmpty || most != nil else { return nil }
        guard least <= Self.mostTimes, most ?? least <= Self.mostTimes, most ?? least >= least else {
            throw PatternError(sentence: "{\(inside)} is no count up to \(Self.mostTimes)")
        }
        rest = rest[rest.index(after: close)...]
        return (least, most)
    }

    private mutating func set() throws(PatternError) -> PatternNode {
        var ranges: [ClosedRange<UInt32>] = [], isFirst = true
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        while let next = rest.popFirst() {
            if next == "]", !isFirst { return characters(ranges, isNegated: isNegated) }
            isFirst = false
            if next == "[", rest.first == ":", let named = try namedSet() {
                ranges += named
                continue
            }
            let inner = next == "\\" ? try escapedWithin() : [next.value...next.value]
            guard rest.first == "-", let high = rest.dropFirst().first, high != "]", inner.count == 1, inner[0].count == 1 else {
                ranges += inner
                continue
            }
            rest = rest.dropFirst(2)
            let low = inner[0].lowerBound, end = high == "\\" ? try escapedWithin() : [high.value...high.value]
            guard end.count == 1, end[0].count == 1 else { throw PatternError(sentence: "a range within [ ] has no end") }
            guard end[0].lowerBound >= low else { throw PatternError(sentence: "a range within [ ] runs backwards") }
            ranges.append(low...end[0].lowerBound)
        }
        throw PatternError(sentence: "a [ is not closed")
    }

    /// Behind a backslash, within brackets.
    private mutating func escapedWithin() throws(PatternError) -> [ClosedRange<UInt32>] {
        guard case .set(let written, let isOther) = try escaped(isWithin: true) else { throw PatternError(sentence: "within [ ] only characters are understood") }
        return isOther ? CharacterRanges(written).complement.ranges : written
    }

    /// `:digit:]` and `:^digit:]`, behind a bracket; nil for what only begins so.
    private mutating func namedSet() throws(PatternError) -> [ClosedRange<UInt32>]? {
        let inside = rest.dropFirst().prefix { $0 != ":" && $0 != "]" }, name = String(String.UnicodeScalarView(inside))
        guard rest.dropFirst(inside.count + 1).starts(with: [":", "]"]) else { return nil }
        let isNegated = name.hasPrefix("^")
        guard let ranges = Self.named[isNegated ? String(name.dropFirst()) : name] else {
            throw PatternError(sentence: "[:\(name.prefix(20)):] is not understood")
        }
        rest = rest.dropFirst(inside.count + 3)
        return isNegated ? CharacterRanges(ranges).complement.ranges : ranges
    }

    private static let named: [String: [ClosedRange<UInt32>]] = [
        "digit": [0x30...0x39], "alpha": [0x41...0x5A, 0x61...0x7A], "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "upper": [0x41...0x5A],
        "lower": [0x61...0x7A], "space": [9...13, 0x20...0x20], "word": words, "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
        "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E], "ascii": [0...0x7F], "blank": [9...9, 0x20...0x20], "cntrl": [0...0x1F, 0x7F...0x7F],
        "graph": [0x21...0x7E], "print": [0x20...0x7E],
    ]

    /// - Parameter isWithin: Within brackets, where nothing but characters has a meaning.
    private mutating func escaped(isWithin: Bool = false) throws(PatternError) -> PatternNode {
        guard let next = rest.popFirst() else { throw PatternError(sentence: "it ends in the middle of \\") }
        switch next {
        case "d": return .set(Self.digits, isNegated: false)
        case "D": return .set(Self.digits, isNegated: true)
        case "w": return .set(Self.words, isNegated: false)
        case "W": return .set(Self.words, isNegated: true)
        case "s": return .set(Self.blanks, isNegated: false)
        case "S": return .set(Self.blanks, isNegated: true)
        case "A" where !isWithin: return .start
        case "z" where !isWithin: return .end
        case "b" where !isWithin: return .boundary(isNegated: false)
        case "B" where !isWithin: return .boundary(isNegated: true)
        case "C" where !isWithin: throw PatternError(sentence: "single bytes, \\C, are not looked for here", isUnsupported: true)
        case "p", "P": return try category(isNegated: next == "P")
        case "x": return characters([try hexadecimal()])
        case "0"..."7": return characters([try octal(next)])
        default:
            if let control = Self.controls[next] { return .set([control...control], isNegated: false) }
            let isWord = next.value >= 0x80 || Self.words.contains { $0.contains(next.value) }
            guard !isWord else {
                throw PatternError(sentence: "\\\(next) is not understood\("1"..."9" ~= next ? ": there is no reference to a group" : "")")
            }
            return characters([next.value...next.value])
        }
    }

    private static let controls: [Unicode.Scalar: UInt32] = ["a": 7, "t": 9, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D]

    /// `7F` or `{10FFFF}`, behind `\x`.
    private mutating func hexadecimal() throws(PatternError) -> ClosedRange<UInt32> {
        let isLong = rest.first == "{", digits = isLong ? rest.dropFirst().prefix { $0 != "}" } : rest.prefix(2)
        guard let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16), isLong || digits.count == 2, digits.first != "+",
            value <= 0x10FFFF, rest.count > digits.count + (isLong ? 1 : 0) || !isLong
        else { throw PatternError(sentence: "\\x is not followed by two digits, or by {10FFFF} at most") }
        rest = rest.dropFirst(digits.count + (isLong ? 2 : 0))
        return value...value
    }

    /// `\012`: one digit alone, other than 0, would be a reference to a group.
    private mutating func octal(_ first: Unicode.Scalar) throws(PatternError) -> ClosedRange<UInt32> {
        let more = rest.prefix(2).prefix { "0"..."7" ~= $0 }
        guard first == "0" || !more.isEmpty else { throw PatternError(sentence: "\\\(first) is not understood: there is no reference to a group") }
        rest = rest.dropFirst(more.count)
        let value = more.reduce(first.value - 0x30) { $0 * 8 + $1.value - 0x30 }
        return value...value
    }

    /// `L}`, `{Lu}`, `{^Nd}`, behind `\p`.
    private mutating func category(isNegated: Bool) throws(PatternError) -> PatternNode {
        var name = String(rest.popFirst() ?? "}"), isNegated = isNegated
        if name == "{" {
            let inside = rest.prefix { $0 != "}" }
            guard rest.count > inside.count else { throw PatternError(sentence: "a \\p{ is not closed") }
            name = String(String.UnicodeScalarView(inside))
            rest = rest.dropFirst(inside.count + 1)
        }
        if name.hasPrefix("^") {
            name.removeFirst()
            isNegated.toggle()
        }
        guard let set = CharacterCategory.ranges(name) ?? CharacterScript.ranges(name) else {
            throw PatternError(sentence: "\\p{\(name.prefix(20))} is no category or script of Unicode")
        }
        guard isNegated else { return characters(set.ranges) }
        guard case .set(let ranges, _) = characters(set.ranges) else { return .empty }
        return .set(CharacterRanges(ranges).complement.ranges, isNegated: false)
    }

    private static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
    private static let words: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    private static let blanks: [ClosedRange<UInt32>] = [9...13, 0x20...0x20]
}
