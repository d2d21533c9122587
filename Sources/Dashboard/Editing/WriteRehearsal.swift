import KubeModel

/// What the server says to a change that it only tries, and does not store.
public struct WriteRehearsal: Equatable, Sendable {
    /// The object as it would be stored.
    public var answer: Result<JSONValue, EditRefusal>
    /// What the server says beside that.
    public var warnings: [String]

    public init(answer: Result<JSONValue, EditRefusal>, warnings: [String] = []) {
        self.answer = answer
        self.warnings = warnings
    }

    /// Why it could not be tried at all, in a sentence: that says nothing against the change. nil where it was.
    var obstacle: String? {
        switch answer {
        case .success: nil
        case .failure(.unreachable(let sentence)): sentence
        // A webhook that does more than to answer cannot take part in a trial.
        case .failure(.status(let status)) where status.code == 400 && Self.isAboutTrials(status.message): status.message
        case .failure: nil
        }
    }

    private static func isAboutTrials(_ message: String) -> Bool {
        let words = message.lowercased()
        return words.contains("dry run") || words.contains("dryrun") || words.contains("dry-run")
    }
}
