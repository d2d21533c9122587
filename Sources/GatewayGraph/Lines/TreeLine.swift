/// A line of a tree that is no object by itself: a rule, a field, who lost it.
public struct TreeLine: Hashable, Sendable {
    public var label: String
    public var text: String
    public var tone: AnswerLine.Tone
    /// Where one goes from here; nil: nowhere.
    public var target: GraphID?

    init(_ label: String, _ text: String, _ tone: AnswerLine.Tone = .plain, _ target: GraphID? = nil) {
        (self.label, self.text, self.tone, self.target) = (label, text, tone, target)
    }

    init(_ line: AnswerLine) { self.init(line.label, line.text, line.tone) }

    /// `extAuth  infra/auth on Gateway infra/public`.
    public var words: String { label.isEmpty ? text : text.isEmpty ? label : "\(label)  \(text)" }
}
