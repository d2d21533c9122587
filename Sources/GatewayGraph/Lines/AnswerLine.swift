/// A line of an answer: what it is about, and what there is to say.
public struct AnswerLine: Hashable, Sendable {
    public enum Tone: Hashable, Sendable { case plain, dim, good, warning, bad, strong, title }

    public var label: String
    public var text: String
    public var tone: Tone

    public init(_ label: String, _ text: String, _ tone: Tone = .plain) { (self.label, self.text, self.tone) = (label, text, tone) }
}
