import Foundation

/// A sentence in the footer's place until its time is over or a key is pressed.
public struct Notice: Hashable, Sendable {
    public var text: String
    public var tone: Tone
    public var until: Date

    public init(text: String, tone: Tone, until: Date) {
        self.text = text
        self.tone = tone
        self.until = until
    }
}
