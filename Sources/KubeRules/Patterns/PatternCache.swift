import Synchronization

/// Patterns made ready once, and kept for whoever asks again.
///
/// Memory: of each pattern its machine; beyond a thousand patterns all are forgotten.
final class PatternCache: Sendable {
    private let patterns = Mutex<[String: Result<RegularExpression, PatternError>]>([:])

    /// - Throws: ``PatternError`` for what cannot be looked for here.
    func pattern(_ text: String) throws(PatternError) -> RegularExpression {
        let known = patterns.withLock { $0[text] }
        if let known, (try? known.get())?.isSpent != true { return try known.get() }
        let made: Result<RegularExpression, PatternError>
        do throws(PatternError) { made = .success(try RegularExpression(searching: text)) } catch { made = .failure(error) }
        patterns.withLock { patterns in
            if patterns.count >= 1_000 { patterns.removeAll() }
            patterns[text] = made
        }
        return try made.get()
    }
}
