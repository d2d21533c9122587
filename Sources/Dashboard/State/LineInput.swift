/// A line of text with a cursor, edited by ``LineEdit``.
///
/// It holds at most ``limit`` bytes: what is longer was pasted by mistake, and would be searched for, drawn and moved at
/// every key. A key costs at most one pass over it.
public struct LineInput: Sendable, Equatable {
    /// Bytes of UTF-8.
    public static let limit = 4096

    private var characters: [Character]
    private var size: Int
    /// In characters, 0 to the length of the text.
    public private(set) var cursor: Int
    /// Whether something had no room; true until there is room again.
    public private(set) var isCut = false

    public init(_ text: String) {
        characters = []
        size = 0
        cursor = 0
        insert(text)
    }

    public var text: String { String(characters) }
    public var isEmpty: Bool { characters.isEmpty }

    /// The last characters before the cursor, as many as there may be columns for them.
    public func textBefore(columns: Int) -> String { String(characters[..<cursor].suffix(max(0, columns))) }

    /// The first characters behind the cursor, as many as there may be columns for them.
    public func textAfter(columns: Int) -> String { String(characters[cursor...].prefix(max(0, columns))) }

    public mutating func apply(_ edit: LineEdit) {
        switch edit {
        case .insert(let addition): insert(addition)
        case .backspace: remove(max(0, cursor - 1)..<cursor)
        case .delete: remove(cursor..<min(cursor + 1, characters.count))
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home: cursor = 0
        case .end: cursor = characters.count
        case .killToStart: remove(0..<cursor)
        case .killToEnd: remove(cursor..<characters.count)
        case .killWord:
            var start = cursor
            while start > 0, characters[start - 1] == " " { start -= 1 }
            while start > 0, characters[start - 1] != " " { start -= 1 }
            remove(start..<cursor)
        }
    }

    private mutating func insert(_ addition: String) {
        let kept = Self.beginning(of: addition, bytes: Self.limit - size)
        if kept.utf8.count < addition.utf8.count { isCut = true }
        guard !kept.isEmpty else { return }
        // A mark that combines with the letter before it makes one character with it, as it would on screen.
        let start = max(0, cursor - 1)
        let joined = String(characters[start..<cursor]) + kept
        let added = joined.map { $0.isNewline || $0 == "\t" ? " " : $0 }
        size += added.reduce(0) { $0 + $1.utf8.count } - characters[start..<cursor].reduce(0) { $0 + $1.utf8.count }
        characters.replaceSubrange(start..<cursor, with: added)
        cursor = start + added.count
    }

    private mutating func remove(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        size -= characters[range].reduce(0) { $0 + $1.utf8.count }
        characters.removeSubrange(range)
        cursor = range.lowerBound
        isCut = false
    }

    /// As much of the text as fits, in whole scalars. Costs nothing for what does not fit.
    private static func beginning(of text: String, bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: bytes)
        while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }
}

/// What a key does to a line of text.
public enum LineEdit: Sendable, Equatable {
    case insert(String), backspace, delete, left, right, home, end, killToStart, killToEnd, killWord
}
