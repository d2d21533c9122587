/// One line of text being typed.
public struct TextField: Sendable, Equatable {
    /// More than this is not taken, so that a wrong paste stays harmless.
    public static let limit = 4096

    private var characters: [Character]
    /// Characters before the cursor.
    public private(set) var cursor: Int

    public init(_ text: String = "") {
        characters = Array(Self.line(text).prefix(Self.limit))
        cursor = characters.count
    }

    public var text: String {
        get { String(characters) }
        set { self = TextField(newValue) }
    }

    public var isEmpty: Bool { characters.isEmpty }

    /// Edits by one key. False where the key means nothing here, so that someone else may have it.
    public mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .backspace: remove(max(0, cursor - 1)..<cursor)
        case .delete, .control("d"): remove(cursor..<min(characters.count, cursor + 1))
        case .control("u"): remove(0..<cursor)
        case .control("k"): remove(cursor..<characters.count)
        case .control("w"): remove(wordStart..<cursor)
        default: return false
        }
        return true
    }

    /// Puts text at the cursor; line breaks become spaces, and a last one goes.
    public mutating func insert(_ text: String) {
        let added = Self.line(text).prefix(Self.limit - characters.count)
        characters.insert(contentsOf: added, at: cursor)
        cursor += added.count
    }

    /// The part to draw in a narrow place, with the cursor in it; what is cut off shows as `…`.
    ///
    /// - Returns: Text at most `columns` wide, and the cursor's column in it, 0 to `columns - 1`.
    public func window(columns: Int) -> (text: String, cursorColumn: Int) {
        guard columns > 0 else { return ("", 0) }
        let before = String(characters[..<cursor])
        let beforeWidth = TextWidth.of(before)
        if beforeWidth + TextWidth.of(String(characters[cursor...])) < columns {
            return (text, beforeWidth)
        }
        // A third of the place stays free behind the cursor, where there is text to show in it.
        let ahead = min(columns / 3, TextWidth.of(String(characters[cursor...])))
        let start = TextWidth.fitStart(before, columns: max(0, columns - 1 - ahead))
        let startWidth = TextWidth.of(start)
        let rest = TextWidth.fit(String(characters[cursor...]), columns: columns - startWidth)
        return (start + rest, min(startWidth, columns - 1))
    }

    private mutating func remove(_ range: Range<Int>) {
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    /// Where the word before the cursor begins, past the spaces behind it.
    private var wordStart: Int {
        var place = cursor
        while place > 0, characters[place - 1].isWhitespace { place -= 1 }
        while place > 0, !characters[place - 1].isWhitespace { place -= 1 }
        return place
    }

    private static func line(_ text: String) -> String {
        var line = text[...]
        while line.last?.isNewline == true { line.removeLast() }
        return String(line.map { $0.isNewline ? " " : $0 })
    }
}
