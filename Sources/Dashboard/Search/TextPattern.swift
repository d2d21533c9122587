import KubeRules

/// What to look for in texts: a word, or a pattern. Small letters stand for any, a capital one for itself.
///
/// `cart` is a word; what has one of `^ $ | * + ? ( ) [ ] { } \` in it is a pattern (``PatternReader``); `"a (b"` is the
/// text between the quotes.
struct TextPattern: Sendable, Hashable {
    let text: String
    private let way: Way
    /// Whether letters are told from capital ones.
    private let isExact: Bool

    private enum Way: Sendable {
        case word(ByteSearch)
        /// Two machines for the same: one for texts whose letters are all small, the other for texts as they are.
        case pattern(folded: PatternMachine, exact: PatternMachine, atPlace: PatternMachine)
    }

    private static let signs = Set("^$|*+?()[]{}\\")

    init(_ text: String) throws(PatternError) {
        self.text = text
        let isQuoted = text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
        let word = isQuoted ? String(text.dropFirst().dropLast()) : text
        guard !isQuoted, text.contains(where: { Self.signs.contains($0) }) else {
            way = .word(ByteSearch(word))
            isExact = Self.hasCapital(word)
            return
        }
        var reader = PatternReader(text)
        let pattern = try reader.read(), isExact = !reader.ignoresCase && Self.hasCapital(Self.withoutEscapes(text))
        self.isExact = isExact
        way = .pattern(
            folded: try PatternMachine(pattern, foldsCase: true), exact: try PatternMachine(pattern, foldsCase: !isExact),
            atPlace: try PatternMachine(pattern, foldsCase: !isExact, isSearch: false))
    }

    static func == (left: TextPattern, right: TextPattern) -> Bool { left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Whether all that is found by it is found by another, too, as far as that is easily seen.
    func narrows(_ other: TextPattern) -> Bool {
        guard case .word(let mine) = way, case .word(let theirs) = other.way, !other.isExact else { return self == other }
        return theirs.first(in: mine.wanted) != nil
    }

    /// Whether it is found in a text whose letters are small; where letters are told apart this is only a first look.
    ///
    /// - Parameter mark: A second place, from the start of the range, at which the text begins for `^`.
    func isFound(inFolded bytes: [UInt8], _ range: Range<Int>, mark: Int? = nil) -> Bool {
        switch way {
        case .word(let search): return search.first(in: bytes, from: range.lowerBound, to: range.upperBound) != nil
        case .pattern(let machine, _, _):
            return bytes.withUnsafeBufferPointer { machine.isFound(in: UnsafeBufferPointer(rebasing: $0[range]), mark: mark) }
        }
    }

    /// Whether a first look in small letters is not all there is to it.
    var needsSecondLook: Bool { isExact }

    /// Whether it is found in a text as it is.
    func isFound(in text: String, mark: Int? = nil) -> Bool {
        switch way {
        case .word(let search):
            if isExact { return text.contains(word) }
            return search.first(in: ByteSearch.lowered(text)) != nil
        case .pattern(_, let machine, _):
            let bytes = isExact ? Array(text.utf8) : ByteSearch.lowered(text)
            return bytes.withUnsafeBufferPointer { machine.isFound(in: $0, mark: mark) }
        }
    }

    /// Where it is found in a text, in bytes, one behind the other; each as long as it may be.
    func ranges(in text: String) -> [Range<Int>] {
        let bytes = isExact ? Array(text.utf8) : ByteSearch.lowered(text)
        // Lower-casing may change the length of exotic text; then nothing can be said of places.
        guard bytes.count == text.utf8.count else { return [] }
        var found: [Range<Int>] = [], place = 0
        while place < bytes.count, let range = next(in: bytes, from: place) {
            found.append(range)
            place = range.upperBound
        }
        return found
    }

    private func next(in bytes: [UInt8], from start: Int) -> Range<Int>? {
        switch way {
        case .word(let search):
            let wanted = isExact ? Array(word.utf8) : search.wanted
            guard !wanted.isEmpty else { return nil }
            var place = start
            while let hit = isExact ? Self.first(wanted, in: bytes, from: place) : search.first(in: bytes, from: place) {
                if hit + wanted.count > hit { return hit..<hit + wanted.count }
                place = hit + 1
            }
            return nil
        case .pattern(_, _, let machine):
            return bytes.withUnsafeBufferPointer { buffer in
                for place in start..<buffer.count {
                    if let count = machine.longest(in: buffer, from: place), count > 0 { return place..<place + count }
                }
                return nil
            }
        }
    }

    private static func first(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count - start >= wanted.count else { return nil }
        return (start...bytes.count - wanted.count).first { bytes[$0...].starts(with: wanted) }
    }

    private var word: String { text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text }

    private static func hasCapital(_ text: String) -> Bool { text.contains { $0.isUppercase } }

    /// `\D` is no capital letter; `\p{Lu}` has one, and tells letters apart.
    private static func withoutEscapes(_ text: String) -> String {
        var kept = "", rest = text[...]
        while let next = rest.popFirst() {
            if next == "\\" { _ = rest.popFirst() } else { kept.append(next) }
        }
        return kept
    }
}
