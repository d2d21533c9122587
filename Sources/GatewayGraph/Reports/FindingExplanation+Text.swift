extension FindingExplanation {
    /// For people, in paragraphs.
    public var text: String {
        let severities = severities.map(\.rawValue).joined(separator: " or ")
        var text = "\(code.rawValue): \(title)\n\nSeverity: \(severities). Versions: \(versions.isEmpty ? "all" : versions).\n"
        for (name, words) in [("Meaning", meaning), ("Cause", cause), ("Example", example), ("Cure", cure)] {
            text += "\n\(name)\n" + words.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
        }
        return text
    }

    /// The code that was probably meant; nil where none is near.
    public static func nearest(to word: String) -> FindingCode? {
        NearestName.best(word.lowercased(), among: FindingCode.allCases.map { $0.rawValue.lowercased() }).flatMap { FindingCode(word: $0) }
    }
}

extension FindingCode {
    /// However its letters are written.
    public init?(word: String) {
        guard let code = Self.allCases.first(where: { $0.rawValue.lowercased() == word.lowercased() }) else { return nil }
        self = code
    }
}
