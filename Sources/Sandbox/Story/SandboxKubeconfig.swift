import Foundation
import KubeModel

/// The kubeconfig that leads kubectl to a sandbox.
public struct SandboxKubeconfig: Sendable {
    static let name = "gatehouse-sandbox"

    public enum Failure: Error, Equatable, CustomStringConvertible {
        /// There is a file that some other tool wrote.
        case foreign(path: String)
        case unwritable(path: String, reason: String)

        public var description: String {
            switch self {
            case .foreign(let path):
                "\(path) is a kubeconfig for something else, and is left as it is. Name another file."
            case .unwritable(let path, let reason): "The kubeconfig cannot be written to \(path): \(reason)."
            }
        }
    }

    private let value: JSONValue

    public init(port: UInt16, token: String) {
        // kubectl sends no bearer token over http, but does send the password of the address.
        let server = "http://gatehouse:\(PathSegment.escape(token))@127.0.0.1:\(port)"
        let name = JSONValue.string(Self.name)
        value = [
            "apiVersion": "v1", "kind": "Config", "current-context": name,
            "clusters": [["name": name, "cluster": ["server": .string(server)]]],
            "contexts": [["name": name, "context": ["cluster": name, "user": name, "namespace": "default"]]],
            "users": [["name": name, "user": ["token": .string(token)]]],
        ]
    }

    /// The text of the file. It holds the token.
    public var text: String { YAMLWriter.text(value) }

    /// Whether a file may be written there: nothing, an empty file, or one that a sandbox wrote.
    public static func check(_ path: String) throws(Failure) {
        guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else { return }
        if !String(decoding: data, as: UTF8.self).contains(name) { throw .foreign(path: path) }
    }

    /// Writes the file as a whole, readable by its owner only.
    public func write(to path: String) throws(Failure) {
        try Self.check(path)
        let draft = "\(path).\(UUID().uuidString.prefix(8).lowercased())"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure(path) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        } catch {
            unlink(draft)
            throw .unwritable(path: path, reason: "the disk does not take it")
        }
        guard rename(draft, path) == 0 else {
            let failure = Self.failure(path)
            unlink(draft)
            throw failure
        }
    }

    private static func failure(_ path: String) -> Failure {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
