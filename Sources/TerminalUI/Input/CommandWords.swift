/// Takes a command line apart as a shell does, for `EDITOR='"/path/my editor.sh" --wait "a b"'`.
public enum CommandWords {
    /// The words: spaces separate, `'...'` keeps all, `"..."` keeps all but `\"` and `\\`, a backslash keeps one
    /// character. Nothing is expanded.
    ///
    /// - Returns: nil where a quote is not closed; empty for a blank text.
    public static func split(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                // Within double quotes a backslash means itself, unless what follows has a meaning there.
                if quote == "\"", character != "\"", character != "\\" { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let done = word { words.append(done) }
        return words
    }
}
