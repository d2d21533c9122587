import Foundation

/// Files and folders that only their owner can read, from the moment they exist.
enum PrivateFile {
    /// Creates a file that did not exist, readable by its owner only; on failure nothing is left.
    ///
    /// - Throws: ``DraftError/cannotCreate(path:reason:)`` also where the file exists.
    static func create(_ path: String, bytes: [UInt8]) throws(DraftError) {
        // The mode is given at creation: between a creation and a chmod others could open the file. No link is
        // followed.
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: lastError()) }
        let problem = write(bytes, to: descriptor)
        close(descriptor)
        guard let problem else { return }
        unlink(path)
        throw .cannotWrite(path: path, reason: problem)
    }

    /// Bytes that a text may have: no server takes an object of a tenth of it.
    static let limit = 16 * 1024 * 1024

    /// Reads a file that somebody else wrote: no link is followed, no pipe waited for.
    ///
    /// - Throws: ``DraftError/cannotRead(path:reason:)``, also for what is no file or has more than ``limit`` bytes.
    static func read(_ path: String) throws(DraftError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "it is a link, which is not followed" : lastError()
            throw .cannotRead(path: path, reason: reason)
        }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw .cannotRead(path: path, reason: lastError()) }
        guard info.st_mode & S_IFMT == S_IFREG else { throw .cannotRead(path: path, reason: "it is not a file") }
        guard info.st_size <= limit else { throw .cannotRead(path: path, reason: tooLarge) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .cannotRead(path: path, reason: lastError()) }
            if count == 0 { return bytes }
            // It may grow as it is read.
            guard bytes.count + count <= limit else { throw .cannotRead(path: path, reason: tooLarge) }
            bytes += chunk[..<count]
        }
    }

    private static let tooLarge = "it has more than 16 MB, which no server takes"

    /// The first bytes of a file; empty where there is none, or nothing that can be read.
    ///
    /// - Parameter count: At most 4096.
    static func beginning(of path: String, count: Int) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return [] }
        var bytes = [UInt8](repeating: 0, count: min(count, 4096))
        let got = Foundation.read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(got, 0)))
    }

    /// Puts a text in place of a file, which is as it was where that fails.
    static func replace(_ path: String, by temporary: String, bytes: [UInt8]) throws(DraftError) {
        unlink(temporary)
        do throws(DraftError) { try create(temporary, bytes: bytes) } catch { throw error.about(path) }
        guard rename(temporary, path) == 0 else {
            let reason = lastError()
            unlink(temporary)
            throw .cannotWrite(path: path, reason: reason)
        }
    }

    /// Makes a folder and its missing parents, each for its owner only. An existing last folder is closed to others.
    static func makeFolder(_ path: String) throws(DraftError) {
        if mkdir(path, 0o700) == 0 { return }
        let failure = errno
        if failure == EEXIST {
            // It may be somebody else's: then creating the file in it tells.
            chmod(path, 0o700)
            return
        }
        let parent = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
        guard failure == ENOENT, !parent.isEmpty else { throw .cannotCreate(path: path, reason: reason(failure)) }
        try makeParent(parent)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .cannotCreate(path: path, reason: lastError()) }
    }

    /// Parents that exist keep their modes: they are not ours.
    private static func makeParent(_ path: String) throws(DraftError) {
        if access(path, F_OK) == 0 { return }
        try makeFolder(path)
    }

    /// A new folder of a name of its own in a folder for temporary files.
    static func makeTemporaryFolder(in parent: String, named prefix: String = "gatehouse-") throws(DraftError) -> String
    {
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .cannotCreate(path: parent, reason: lastError()) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> String? {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return lastError() }
            written += count
        }
        // A draft is what is left when things go wrong: it must be on the disk before we say that it is kept.
        return fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS ? nil : lastError()
    }

    private static func lastError() -> String { reason(errno) }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
