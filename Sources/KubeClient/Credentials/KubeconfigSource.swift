import Foundation

/// Where a kubeconfig is looked for, and what the command line adds to it. Reads files at each call.
public struct KubeconfigSource: Sendable, Equatable {
    /// `--kubeconfig`.
    public var path: String?
    /// `KUBECONFIG` (several files between colons, the first wins), `HOME`, the proxies, and where a pod finds its server.
    public var environment: [String: String]
    /// `--as` and `--as-group`; wins over what the kubeconfig says.
    public var impersonation: Impersonation?
    /// What was read from pipes already.
    private let pipes = PipeTexts()
    /// Where a pod finds its token; another one in tests.
    var serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

    public init(path: String?, environment: [String: String], impersonation: Impersonation? = nil) {
        self.path = path
        self.environment = environment
        self.impersonation = impersonation
    }

    /// The files that exist of those named, in their order; nil where none is named and `~/.kube/config` does not exist.
    var files: [String]? {
        get throws(KubeconfigError) {
            if let path { return [path] }
            let named = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
            guard let first = named.first else {
                let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
                let standard = "\(home)/.kube/config"
                return FileManager.default.fileExists(atPath: standard) ? [standard] : nil
            }
            // Of a list kubectl passes over files that do not exist; a list of which nothing exists is a mistake.
            let present = named.filter { FileManager.default.fileExists(atPath: $0) }
            guard !present.isEmpty else { throw .unreadable(path: first) }
            return present
        }
    }

    func read() throws(KubeconfigError) -> KubeconfigFile? {
        guard let files = try files else { return nil }
        var file = KubeconfigFile()
        for path in files { try file.add(path: path, pipes: pipes) }
        return file
    }

    /// Changes when a file of it is written, made or removed. Costs a few `stat`s.
    var fingerprint: [String] {
        ((try? files) ?? []).map { path in
            // A pipe that was read is not asked again.
            if pipes.known(path) != nil { return path }
            var info = stat()
            guard stat(path, &info) == 0 else { return path }
            return "\(path) \(info.st_ino) \(info.st_size) \(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)"
        }
    }
}
