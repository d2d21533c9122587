import KubeModel

extension ResourceType {
    /// The capitals of the kind, a run of them giving its first and the one that opens a word: `TP`, `HLP`, `AB`.
    public var initials: String {
        let letters = Array(kind)
        let picked = letters.indices.filter { index in
            guard letters[index].isUppercase else { return false }
            let opensRun = index == 0 || !letters[index - 1].isUppercase
            let opensWord = index + 1 < letters.count && letters[index + 1].isLowercase
            return opensRun || opensWord
        }
        return String(picked.map { letters[$0] })
    }

    /// Which of some kinds a word means: an exact plural, singular, full name or initials; else the beginnings that fit.
    ///
    /// - Returns: Indices; one where the word is clear, none or several where it is not.
    public static func matches(_ word: String, in types: [ResourceType]) -> [Int] {
        let word = word.lowercased()
        let exact = types.indices.filter {
            [types[$0].plural, types[$0].singular, types[$0].qualifiedName].contains(word)
        }
        if let first = exact.first { return [first] }
        let initials = types.indices.filter { types[$0].initials.lowercased() == word }
        if initials.count == 1 { return initials }
        return types.indices.filter { types[$0].plural.hasPrefix(word) || types[$0].singular.hasPrefix(word) }
    }
}
