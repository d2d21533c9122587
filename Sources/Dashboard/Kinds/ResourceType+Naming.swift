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
}
