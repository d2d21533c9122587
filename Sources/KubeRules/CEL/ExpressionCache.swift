import Synchronization

/// Expressions read once, and kept for whoever asks again.
final class ExpressionCache: Sendable {
    let patterns = PatternCache()
    private let expressions = Mutex<[String: Result<CELExpression, CELFault>]>([:])

    /// - Throws: ``CELFault/unread(_:)``.
    func expression(_ text: String) throws(CELFault) -> CELExpression {
        if let known = expressions.withLock({ $0[text] }) { return try known.get() }
        let read: Result<CELExpression, CELFault>
        do throws(CELFault) { read = .success(try CELExpression(text)) } catch { read = .failure(error) }
        expressions.withLock { $0[text] = read }
        return try read.get()
    }
}
