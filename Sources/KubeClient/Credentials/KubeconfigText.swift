import Foundation
import Glibc
import KubeModel
import Synchronization

/// The text of a kubeconfig file, whatever wrote it: UTF-8 with or without a mark, or UTF-16 with one, as PowerShell writes.
enum KubeconfigText {
    /// Bytes: far more than any kubeconfig has.
    static let limit = 16 << 20

    /// Reads to the end, and waits for whoever writes into a pipe.
    ///
    /// - Returns: The text, and whether it can be read only this once.
    static func read(_ path: String) throws(KubeconfigError) -> (text: String, isOnce: Bool) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable(path: path) }
        defer { close(file) }
        var info = stat()
        guard fstat(file, &info) == 0 else { throw .unreadable(path: path) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: path) }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw .tooLarge(path: path) }
        }
        return (try decode(bytes, path: path), info.st_mode & S_IFMT != S_IFREG)
    }

    static func decode(_ bytes: [UInt8], path: String) throws(KubeconfigError) -> String {
        do throws(EncodedTextError) {
            return String(decoding: try EncodedText.utf8(bytes), as: UTF8.self)
        } catch {
            throw .badEncoding(path: path, found: error.description)
        }
    }
}

/// What came from pipes, which have it once only. Copies of a source share it.
final class PipeTexts: Sendable, Equatable {
    private let texts = Mutex<[String: String]>([:])

    func text(_ path: String) throws(KubeconfigError) -> String {
        if let known = known(path) { return known }
        let (text, isOnce) = try KubeconfigText.read(path)
        if isOnce { texts.withLock { $0[path] = text } }
        return text
    }

    func known(_ path: String) -> String? { texts.withLock { $0[path] } }

    /// What was read already is no part of where to look.
    static func == (_: PipeTexts, _: PipeTexts) -> Bool { true }
}
