import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Writes programs that are run at once.
///
/// A file that this process has open for writing is inherited, until its exec, by whatever another thread starts at the
/// same moment, and nobody can run it meanwhile (ETXTBSY). So another process writes it.
public enum ExecutableFile {
    /// - Throws: Where it cannot be written.
    public static func write(_ text: String, to path: String, mode: Int) throws {
        let draft = "\(path).draft"
        try text.write(toFile: draft, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: draft) }
        // Beside the old one, which may be running.
        try? FileManager.default.removeItem(atPath: path)
        let line: [String] = ["/usr/bin/install", "-m", String(mode, radix: 8), draft, path]
        var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0, status: Int32 = 0
        guard posix_spawn(&child, "/usr/bin/install", nil, nil, &words, environ) == 0 else {
            throw CocoaError(.executableLoad)
        }
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
