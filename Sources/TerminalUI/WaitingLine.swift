/// What a terminal shows, outside of frames, while somebody else may ask something on it: one line, taken away afterwards.
///
/// It stays open: a question that comes goes on behind it, and whatever is asked then is not overwritten.
public struct WaitingLine: Sendable, Equatable {
    private static let columns = 60

    private let text: String

    /// - Parameters:
    ///   - words: What is done.
    ///   - name: By whom; cut where it is long.
    public init(_ words: String, _ name: String) {
        let safe = GlyphReader(name).map(\.text).joined()
        text = "\(words) \(TextWidth.fit(safe, columns: Self.columns, ellipsis: "...")) (ctrl-c leaves) "
    }

    public var shown: String { "\r\(text)" }

    /// Blanks, and not a sequence: there is no terminal that does not know them.
    public var erased: String { "\r\(String(repeating: " ", count: TextWidth.of(text)))\r" }
}
