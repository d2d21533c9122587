import Foundation
import GatewayGraph
import KubeClient
import KubeModel
import Sandbox

/// The server a command talks to: one that a kubeconfig names, or a sandbox in this process.
struct Backend {
    /// What becomes of a command where no kubeconfig names a cluster.
    enum Absence {
        /// It fails: nobody is to believe that something was done to a cluster of theirs.
        case failure
        /// The dashboard opens on a sandbox, and says so.
        case sandbox
    }

    /// How a cluster is named.
    static let naming = "Name one with --kubeconfig FILE, with KUBECONFIG or in ~/.kube/config"
    static let hint = "\(naming); --sandbox takes the embedded sandbox."

    var endpoint: ClusterEndpoint
    /// What was read to find it.
    var source: KubeconfigSource
    /// Why this is a sandbox that nobody asked for, as the beginning of a sentence; nil where it is none, or was asked for.
    var excuse: String?
    /// Whether nothing may be changed.
    var isReadOnly: Bool
    /// What serves files in the place of a cluster; nil for anything else.
    private(set) var files: FileServer?
    private var sandbox: RunningSandbox?

    /// - Parameter isQuiet: Whether an embedded sandbox leaves its story as it stands.
    static func open(_ options: ClusterOptions, isQuiet: Bool, without absence: Absence) async throws -> Backend {
        // One source for all that is read: what comes from a pipe is there once.
        let source = options.source
        if !options.sandbox, let endpoint = try named(source, context: options.context) {
            return Backend(endpoint: endpoint, source: source, isReadOnly: options.isReadOnly)
        }
        let excuse = source.absence
        if !options.sandbox, absence == .failure { throw CommandFailure("\(excuse). \(hint)", .cannotConnect) }
        do {
            let running = try await StorySandbox.start(SandboxOptions(story: options.story ?? .shop, isQuiet: isQuiet))
            guard let server = URL(string: "http://127.0.0.1:\(running.port)") else {
                throw CommandFailure("The sandbox has no address.")
            }
            let endpoint = ClusterEndpoint(
                server: server, token: running.token, context: "sandbox", namespace: nil, isSandbox: true)
            return Backend(
                endpoint: endpoint, source: source, excuse: options.sandbox ? nil : excuse,
                isReadOnly: options.isReadOnly, sandbox: running)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("The sandbox could not be started: \(error)")
        }
    }

    /// Files and folders as a cluster, which nothing changes but who writes to them.
    ///
    /// - Throws: A failure with status 3 for what is not there.
    static func open(files paths: [String], _ options: ClusterOptions) async throws -> Backend {
        do {
            let files = try await FileServer.start(paths)
            guard let server = URL(string: "http://127.0.0.1:\(files.port)") else { throw CommandFailure("The files have no address.") }
            let endpoint = ClusterEndpoint(server: server, token: files.token, context: FileNames.title(of: paths), namespace: nil)
            return Backend(endpoint: endpoint, source: options.source, isReadOnly: true, files: files)
        } catch let error as FileServerError {
            throw CommandFailure(error.description, .cannotConnect)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("The files could not be served: \(error)")
        }
    }

    /// The cluster that a kubeconfig names; nil where there is no kubeconfig, or an empty one that nobody named.
    ///
    /// - Throws: What is wrong with it. A kubeconfig that somebody named is never passed over.
    static func named(_ source: KubeconfigSource, context: String?) throws -> ClusterEndpoint? {
        do throws(KubeconfigError) {
            return try Kubeconfig.load(source, context: context)
        } catch {
            if case .noCurrentContext(available: []) = error, source.named == nil { return nil }
            throw CommandFailure(error, of: source)
        }
    }

    /// - Parameter isReadOnly: Whether nothing leaves that could change anything.
    static func client(_ endpoint: ClusterEndpoint, isReadOnly: Bool) -> KubeClient {
        KubeClient(
            endpoint, userAgent: "gatehouse/\(Version.text)", groups: .gateways, isReadOnly: isReadOnly)
    }

    var client: KubeClient { Self.client(endpoint, isReadOnly: isReadOnly) }

    func close() async {
        await sandbox?.stop()
        await files?.stop()
    }
}

extension KubeconfigSource {
    /// That no cluster is named, and where one was looked for.
    var absence: String {
        let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
        return FileManager.default.fileExists(atPath: "\(home)/.kube/config")
            ? "No kubeconfig was found that names a cluster: ~/.kube/config does not"
            : "No kubeconfig was found (--kubeconfig, KUBECONFIG, ~/.kube/config)"
    }

    /// The files that somebody named; nil where only the one in the home folder is looked for.
    fileprivate var named: String? {
        [path, environment["KUBECONFIG"]].compactMap { $0 }.first { !$0.isEmpty && $0.contains { $0 != ":" } }
    }
}

extension CommandFailure {
    /// A kubeconfig that names no cluster leaves nothing to connect to; one with a mistake in it has failed.
    init(_ error: KubeconfigError, of source: KubeconfigSource) {
        switch error {
        case .noCurrentContext(available: []):
            let files = source.named.map { "The kubeconfig \($0) names no cluster." } ?? source.absence + "."
            self.init("\(files) \(Backend.hint)", .cannotConnect)
        case .noSuchContext(_, available: []): self.init("\(error) \(Backend.hint)", .cannotConnect)
        case .unreadable(let path) where !FileManager.default.fileExists(atPath: path):
            // kubectl takes the option at its word; what KUBECONFIG names in vain leaves it without a server.
            self.init(
                "The kubeconfig \(path) does not exist. \(Backend.hint)", source.path == nil ? .cannotConnect : .failed)
        case .noCurrentContext: self.init(error.description, .cannotConnect)
        default: self.init(error.description)
        }
    }
}
