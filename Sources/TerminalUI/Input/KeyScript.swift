/// Keys written down: `"j j enter /gate enter"`.
///
/// Words are separated by spaces. A word that is the name of a key is that key; any other is typed letter by letter.
/// `space` is the space bar. To type a word that happens to be a name, take it apart: `u p`.
public enum KeyScript {
    /// The keys of a script, in order.
    public static func parse(_ text: String) throws(KeyScriptError) -> [Key] {
        var keys: [Key] = []
        for part in text.split(whereSeparator: { $0 == " " || $0.isNewline || $0 == "\t" }) {
            let word = String(part)
            if let key = Key(name: word) {
                keys.append(key)
            } else if ["ctrl-", "shift-", "alt-"].contains(where: word.hasPrefix) {
                throw .unknownKey(word)
            } else {
                keys += word.map { Key.character($0) }
            }
        }
        return keys
    }

    /// The script of some keys; parsing it gives the same keys again.
    public static func text(_ keys: [Key]) -> String {
        keys.map(\.name).joined(separator: " ")
    }
}

/// What can be wrong with a key script.
public enum KeyScriptError: Error, Equatable, CustomStringConvertible {
    case unknownKey(String)

    public var description: String {
        switch self {
        case .unknownKey(let word):
            "There is no key named “\(TextWidth.fit(word, columns: 40))”. Try a letter, enter, ctrl-d, shift-tab or f1."
        }
    }
}
