import Dispatch
import Foundation

/// Asks the person on standard error, and takes a line of standard input for the answer.
enum ShellQuestion {
    /// - Returns: Without blanks around it; nil at the end of the input.
    static func answer(to question: String) async -> String? {
        FileHandle.standardError.write(Data(question.utf8))
        return await line()?.trimmingCharacters(in: .whitespaces)
    }

    /// Standard input blocks: it is read on a thread of its own.
    private static func line() async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: readLine()) }
        }
    }
}
