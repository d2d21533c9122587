import APIServer
import Foundation

/// Why files cannot be served.
public enum FileServerError: Error, Equatable, CustomStringConvertible {
    case missing(String)
    case unreadable(String)

    public var description: String {
        switch self {
        case .missing(let path): "There is no file or folder \(path)."
        case .unreadable(let path): "\(path) cannot be read. Check its permissions."
        }
    }
}

/// Files and folders of manifests as a cluster on loopback: no controller, no story, nothing is validated. It follows what
/// is written to the files, and owns the task that does, which ends with ``stop()``.
public final class FileServer: Sendable {
    /// On 127.0.0.1.
    public let port: UInt16
    /// A secret: never to be printed or logged.
    public let token: String
    /// What was read, first at the start and then whenever it is another. For one reader.
    public let reports: AsyncStream<FileReport>
    private let server: KubeServer
    private let following: Task<Void, Never>

    /// Reads everything, then listens.
    ///
    /// - Throws: ``FileServerError`` for a path that is not there or cannot be read; `ServerError`.
    public static func start(_ paths: [String]) async throws -> FileServer {
        for path in paths {
            guard FileTree.isFolder(path) != nil else { throw FileServerError.missing(path) }
            guard FileManager.default.isReadableFile(atPath: path) else { throw FileServerError.unreadable(path) }
        }
        var follower = FileFollower(paths)
        await follower.begin()
        let token = SandboxOptions.randomToken(), server = follower.server(token: token)
        return FileServer(server, port: try await server.start(), token: token, follower)
    }

    private init(_ server: KubeServer, port: UInt16, token: String, _ follower: FileFollower) {
        self.server = server
        self.port = port
        self.token = token
        let (stream, continuation) = AsyncStream<FileReport>.makeStream()
        reports = stream
        continuation.yield(follower.report)
        following = Task {
            var follower = follower
            await follower.run(server) { continuation.yield($0) }
            continuation.finish()
        }
    }

    /// Ends the following and the server, and frees the port. A second call does nothing.
    public func stop() async {
        following.cancel()
        await server.stop()
        await following.value
    }
}
