import Foundation

/// What the benchmarks are run with.
struct World {
    /// The dashboard, built as this program was.
    var program: String
    /// For what has to be written down; removed afterwards.
    var folder: String
    var objects: Int
    /// A server of the person's; nil: each benchmark starts one of its own.
    var kubeconfig: String?
    var minutes: Double

    /// `kubectl`, where it is installed.
    static let kubectl: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Gives a benchmark its server, and ends it afterwards.
    func withServer<Result>(objects: Int? = nil, _ body: (Target) throws -> Result) throws -> Result {
        if let kubeconfig { return try body(Target(kubeconfig: kubeconfig, own: nil)) }
        let server = try ServerRun(program, objects: objects ?? self.objects, folder: folder)
        defer { server.stop() }
        return try body(Target(kubeconfig: server.kubeconfig, own: server))
    }

    /// Starts the dashboard on a server.
    func dashboard(_ target: Target, _ words: [String] = []) throws -> DashboardRun {
        try DashboardRun([program, "--kubeconfig", target.kubeconfig] + words, folder: folder)
    }
}

/// A server that is measured against.
struct Target {
    var kubeconfig: String
    /// nil: it is the person's.
    var own: ServerRun?

    /// A client that reads the streaming list of TrafficPolicies and throws it away: seconds to the first byte and to the last.
    ///
    /// A socket where the server is ours, `kubectl get --raw` else; nil where that is not installed.
    func readBare() throws -> (first: Double, all: Double)? {
        if let own {
            let read = try RawConnection.readList(port: own.port, token: own.token)
            return (read.first, read.all)
        }
        guard let kubectl = World.kubectl else { return nil }
        let run = try ChildRun.measure(
            [kubectl, "--kubeconfig", kubeconfig, "get", "--raw", RawConnection.policies + RawConnection.streamingList],
            until: "initial-events-end")
        return (run.firstByte ?? 0, run.wall)
    }

    /// `kubectl get trafficpolicies -A`; nil where it is not installed.
    func readByKubectl() throws -> ChildRun? {
        guard let kubectl = World.kubectl else { return nil }
        return try ChildRun.measure([kubectl, "--kubeconfig", kubeconfig, "get", "trafficpolicies", "-A"])
    }
}
