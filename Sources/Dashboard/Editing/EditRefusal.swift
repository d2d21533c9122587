import KubeModel

/// Why what the person typed did not reach the cluster.
public enum EditRefusal: Error, Equatable, Sendable {
    /// The server answered, with a refusal.
    case status(APIStatus)
    /// Nothing was done, for a reason that no `Status` came with, or was asked for: a sentence.
    case declined(String)
    /// No answer came, or none that could be read; the sentence says why. Whether the change arrived is not known.
    case unreachable(String)
}

extension EditRefusal {
    /// With the secrets of the objects masked: done before the words are cut, or the beginning of one might be left.
    func hiding(_ objects: [JSONValue]) -> EditRefusal {
        switch self {
        case .status(let status): .status(Self.masked(status, objects))
        case .declined(let sentence): .declined(SecretMask.hiding(objects, in: sentence))
        case .unreachable(let sentence): .unreachable(SecretMask.hiding(objects, in: sentence))
        }
    }

    static func masked(_ status: APIStatus, _ objects: [JSONValue]) -> APIStatus {
        var masked = status
        masked.message = SecretMask.hiding(objects, in: status.message)
        masked.causes = status.causes.map {
            APIStatus.Cause(reason: $0.reason, message: SecretMask.hiding(objects, in: $0.message), field: $0.field)
        }
        return masked
    }
}

extension EditNotice {
    /// The words of the server, at the top and beside the fields they are about.
    ///
    /// - Parameter action: `replace TrafficPolicy team-a/cart-cors`.
    init(_ refusal: EditRefusal, action: String) {
        switch refusal {
        case .unreachable(let sentence):
            self.init(
                ["Cannot \(action): \(sentence)", EditWords.again],
                reason: PlacedWords(SafeText.short(sentence, 400)), cure: "Look what is there, then edit again.")
            isUncertain = true
        case .declined(let sentence):
            self.init(
                ["Cannot \(action): \(sentence)", EditWords.again], reason: PlacedWords(SafeText.short(sentence, 400)),
                cure: "Edit again when that is mended.")
        case .status(let status):
            let reason = Self.reason(status)
            let words = status.message.isEmpty ? status.causes.map { "\($0.field): \($0.message)" } : [status.message]
            self.init(
                ["Cannot \(action): the server refused it (\(reason))."] + words + [
                    Self.advice(status.code, isReplacing: action.hasPrefix("replace"))
                ],
                remarks: Self.remarks(status), reason: PlacedWords(Self.sentence(status)),
                cure: Self.cure(status.code, isReplacing: action.hasPrefix("replace")))
        }
    }

    /// `422 Invalid`.
    private static func reason(_ status: APIStatus) -> String {
        SafeText.short(status.reason.isEmpty ? "\(status.code)" : "\(status.code) \(status.reason)", 60)
    }

    /// Fields named in a last sentence; the rest is counted.
    static let namedFields = 6

    /// What the server said, in one bounded line: its reason, its message, and the fields that the message leaves out.
    private static func sentence(_ status: APIStatus) -> String {
        let message = SafeText.short(status.message, 400)
        let others = status.causes.filter { cause in
            [cause.field, cause.message].contains { !message.contains(SafeText.short($0, 400)) && !$0.isEmpty }
        }
        var words = [message].filter { !$0.isEmpty }
        words += others.prefix(namedFields).map {
            SafeText.short($0.field.isEmpty ? $0.message : "\($0.field): \($0.message)", 160)
        }
        if others.count > namedFields { words.append("and \(others.count - namedFields) more") }
        let said = words.isEmpty ? "" : ": " + words.joined(separator: "; ")
        return EditWords.ended("The server refused it (\(reason(status)))\(said)")
    }

    /// What to do once the editor is closed.
    private static func cure(_ code: Int, isReplacing: Bool) -> String {
        switch code {
        case 401: "Log in again, then edit again."
        case 403: "Ask for the right to do that, or use a context that has it, then edit again."
        case 404 where isReplacing: EditWords.createAnew
        case 409 where isReplacing: "Edit again to begin with what is there now."
        case 405, 415: "This server does not take such a change: look whether it is the one you mean."
        case 409: "Choose another name, or edit what is there."
        case 429, 500...: "Edit again once the server answers."
        default: "Correct it and edit again."
        }
    }

    private static func advice(_ code: Int, isReplacing: Bool) -> String {
        switch code {
        case 404 where isReplacing: EditWords.gone
        case 401, 403, 429, 500...: EditWords.again
        default: EditWords.correct
        }
    }

    private static func remarks(_ status: APIStatus) -> [Remark] {
        if status.causes.contains(where: { !$0.field.isEmpty }) {
            return status.causes.filter { !$0.field.isEmpty }.map {
                Remark(.field($0.field), "\($0.field): \($0.message)")
            }
        }
        return quotedFields(status.message).map { Remark(.field($0.field), "\($0.problem) \($0.field)") }
    }

    /// `strict decoding error: unknown field "spec.foo", duplicate field "spec.bar"` names fields only in its words.
    private static func quotedFields(_ message: String) -> [(problem: String, field: String)] {
        var found: [(problem: String, field: String)] = []
        for problem in ["unknown field", "duplicate field"] {
            for piece in message.ranges(of: problem + " \"").map({ message[$0.upperBound...] }) {
                guard let end = piece.firstIndex(of: "\"") else { continue }
                found.append((problem, String(piece[..<end])))
            }
        }
        return found
    }

    /// What the parser says, at the top and at the line. Without numbers: with our lines in it, the text has others.
    init(_ error: YAMLError, in text: String) {
        // Between the lines of a quoted text a remark would be read as text: it stands before the first of them.
        let isInQuotes = error.problem.contains("quoted scalar")
        let place = isInQuotes ? error.beginning ?? error.line : error.line
        var remarks = place.map { [Remark(.line($0), error.problem)] } ?? []
        if let beginning = error.beginning { remarks.append(Remark(.line(beginning), "it begins here")) }
        let line: PlacedWords = error.line.map { " (line \(line: $0), column \(FieldPlaces.column(ofLine: $0, in: text)))" } ?? ""
        self.init(
            ["This is not YAML that can be sent: \(error.problem).", EditWords.correct], remarks: remarks,
            reason: "The text is not YAML that can be sent: \(SafeText.short(error.problem, 300))\(line).",
            cure: "Correct it and edit again.")
    }

    /// What a person is asked about words that they may have meant otherwise.
    init(doubts: [YAMLError]) {
        self.init(
            ["The text can be read in two ways. Nothing was sent."] + doubts.map(\.problem) + [EditWords.correct],
            remarks: doubts.compactMap { doubt in doubt.line.map { Remark(.line($0), doubt.problem) } },
            reason: "The text can be read in two ways: \(PlacedWords.joined(doubts.prefix(3).map(Self.placed), by: "; "))\(doubts.count > 3 ? "; and \(doubts.count - 3) more" : "").",
            cure: "Correct it and edit again.")
    }

    private static func placed(_ doubt: YAMLError) -> PlacedWords {
        let words = SafeText.short(doubt.problem, 200)
        return doubt.line.map { "line \(line: $0): \(words)" } ?? PlacedWords(words)
    }
}
